package dev.baltoro.engine.chat;

import dev.baltoro.engine.GeneratedToken;
import dev.baltoro.text.chat.Message;
import dev.baltoro.text.chat.ToolCall;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;

/// An answer that has ended.
///
/// @param content text outside of tool calls
/// @param toolCalls complete calls, in order; a call that was cut off is not among them
/// @param tokens the text's tokens, if log-probabilities were asked for; of a continuation all
public record WholeAnswer(
        String content,
        List<ToolCall> toolCalls,
        List<GeneratedToken> tokens,
        EndReason reason,
        Usage usage) {
    public WholeAnswer {
        toolCalls = List.copyOf(toolCalls);
        tokens = List.copyOf(tokens);
    }

    /// {@return all of an answer's parts, joined, once it has ended}
    public static WholeAnswer read(Answer answer) throws InterruptedException {
        return read(answer, part -> {});
    }

    /// {@return all of an answer's parts, joined, once it has ended}
    ///
    /// @param meanwhile is given each part as it comes
    public static WholeAnswer read(Answer answer, Consumer<? super AnswerPart> meanwhile)
            throws InterruptedException {
        StringBuilder content = new StringBuilder();
        StringBuilder arguments = new StringBuilder();
        List<ToolCall> calls = new ArrayList<>();
        List<GeneratedToken> tokens = new ArrayList<>();
        AnswerPart.CallBegan call = new AnswerPart.CallBegan(0, "", "");
        while (true) {
            AnswerPart part = answer.next().orElseThrow();
            meanwhile.accept(part);
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
                    return new WholeAnswer(
                            content.toString(), calls, tokens, end.reason(), end.usage());
                }
            }
        }
    }

    /// {@return the answer as a turn of the conversation}
    public Message.Assistant message() {
        return new Message.Assistant(content, toolCalls);
    }
}
