package dev.baltoro.text.chat;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;

/// Joins the parts of one answer. For one thread.
public final class AnswerCollector implements Consumer<AnswerPart> {
    private final StringBuilder content = new StringBuilder();
    private final StringBuilder arguments = new StringBuilder();
    private final List<ToolCall> calls = new ArrayList<>();
    private final List<ScoredToken> tokens = new ArrayList<>();
    private AnswerPart.CallBegan call = new AnswerPart.CallBegan(0, "", "");
    private Optional<WholeAnswer> whole = Optional.empty();

    /// Takes the next part.
    @Override
    public void accept(AnswerPart part) {
        switch (part) {
            case AnswerPart.Text text -> {
                content.append(text.delta());
                tokens.addAll(text.tokens());
            }
            case AnswerPart.CallBegan began -> {
                call = began;
                arguments.setLength(0);
            }
            case AnswerPart.Arguments more -> arguments.append(more.delta());
            case AnswerPart.CallEnded _ ->
                    calls.add(new ToolCall(call.id(), call.name(), arguments.toString()));
            case AnswerPart.Ended end -> {
                tokens.addAll(end.tokens());
                whole =
                        Optional.of(
                                new WholeAnswer(
                                        content.toString(),
                                        calls,
                                        tokens,
                                        end.reason(),
                                        end.usage(),
                                        end.stop()));
            }
        }
    }

    /// {@return the answer, once it has ended}
    public Optional<WholeAnswer> whole() {
        return whole;
    }
}
