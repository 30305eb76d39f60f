package dev.baltoro.serve.openai;

import dev.baltoro.text.chat.AnswerFormat;
import dev.baltoro.text.chat.AnswerPart;
import dev.baltoro.text.chat.EndReason;
import dev.baltoro.text.chat.StreamEvent;
import dev.baltoro.text.chat.Usage;
import dev.baltoro.text.chat.WholeAnswer;
import dev.baltoro.text.openai.ChatCompletionFormat;
import dev.baltoro.text.openai.FinishWord;
import dev.baltoro.text.openai.ResponseHead;
import dev.baltoro.text.openai.UsageJson;
import dev.baltoro.text.tokenizer.Tokenizer;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

/// Words continuations as `text_completion`, for one response.
final class CompletionFormat implements AnswerFormat {
    private static final String OBJECT = "text_completion";

    private final ResponseHead head;
    private final boolean usageFollows;
    private final List<Echo> echoes;

    /// Each choice's, if log-probabilities were asked for.
    private final Optional<List<TextLogprobs>> logprobs;

    /// @param spelling writes the tokens of log-probabilities, if these were asked for
    /// @param usageFollows whether every event says that its usage comes later
    /// @param echoes what each choice's text begins with
    CompletionFormat(
            ResponseHead head,
            Optional<Tokenizer> spelling,
            boolean usageFollows,
            List<Echo> echoes) {
        this.head = head;
        this.usageFollows = usageFollows;
        this.echoes = List.copyOf(echoes);
        this.logprobs =
                spelling.map(tokenizer ->
                        echoes.stream().map(_ -> new TextLogprobs(tokenizer)).toList());
    }

    @Override
    public ObjectNode whole(List<WholeAnswer> answers, Usage usage) {
        ObjectNode document = head.document(OBJECT);
        ArrayNode choices = document.putArray("choices");
        for (int i = 0; i < answers.size(); i++) {
            int index = i;
            WholeAnswer answer = answers.get(index);
            Echo echo = echoes.get(index);
            logprobs.ifPresent(all -> {
                all.get(index).echo(echo);
                all.get(index).add(answer.tokens());
            });
            choices.add(
                    choice(index, echo.text() + answer.content(), Optional.of(answer.reason())));
        }
        document.set("usage", UsageJson.write(usage));
        return document;
    }

    @Override
    public List<StreamEvent> opening(int choice) {
        Echo echo = echoes.get(choice);
        logprobs.ifPresent(all -> all.get(choice).echo(echo));
        return echo.text().isEmpty()
                ? List.of()
                : List.of(chunk(choice(choice, echo.text(), Optional.empty())));
    }

    @Override
    public List<StreamEvent> part(int choice, AnswerPart part) {
        return switch (part) {
            case AnswerPart.Text text -> {
                logprobs.ifPresent(all -> all.get(choice).add(text.tokens()));
                yield List.of(chunk(choice(choice, text.delta(), Optional.empty())));
            }
            case AnswerPart.Ended end -> {
                logprobs.ifPresent(all -> all.get(choice).add(end.tokens()));
                yield List.of(chunk(choice(choice, "", Optional.of(end.reason()))));
            }
            case AnswerPart.CallBegan _, AnswerPart.Arguments _, AnswerPart.CallEnded _ ->
                    throw new IllegalStateException("a text has no tool calls: " + part);
        };
    }

    private ObjectNode choice(int index, String text, Optional<EndReason> reason) {
        ObjectNode choice = JsonMapper.shared().createObjectNode();
        choice.put("text", text).put("index", index);
        logprobs.flatMap(all -> all.get(index).take())
                .ifPresentOrElse(
                        lists -> choice.set("logprobs", lists), () -> choice.putNull("logprobs"));
        if (reason.isPresent()) {
            choice.put("finish_reason", FinishWord.word(reason.get()));
        } else {
            choice.putNull("finish_reason");
        }
        return choice;
    }

    private StreamEvent chunk(ObjectNode choice) {
        ObjectNode chunk = head.document(OBJECT);
        chunk.putArray("choices").add(choice);
        return StreamEvent.of(usageFollows ? chunk.putNull("usage") : chunk);
    }

    @Override
    public List<StreamEvent> closing(Usage usage) {
        List<StreamEvent> events = new ArrayList<>();
        if (usageFollows) {
            ObjectNode chunk = head.document(OBJECT);
            chunk.putArray("choices");
            chunk.set("usage", UsageJson.write(usage));
            events.add(StreamEvent.of(chunk));
        }
        events.add(ChatCompletionFormat.DONE);
        return events;
    }
}
