package dev.baltoro.serve.openai;

import dev.baltoro.engine.GeneratedToken;
import dev.baltoro.engine.chat.AnswerPart;
import dev.baltoro.engine.chat.EndReason;
import dev.baltoro.engine.chat.Usage;
import dev.baltoro.engine.chat.WholeAnswer;
import java.util.List;
import java.util.Optional;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

/// Words continuations as `text_completion`, for one response.
final class TextFormat implements AnswerFormat {
    private static final String OBJECT = "text_completion";

    private final ResponseHead head;
    private final Optional<LogprobsJson> logprobs;
    private final boolean usageFollows;
    private final List<String> echoes;

    /// How much of each choice's text has been sent.
    private final int[] sent;

    /// @param logprobs how log-probabilities are written, if they were asked for
    /// @param usageFollows whether every event says that its usage comes later
    /// @param echoes what each choice's text begins with
    TextFormat(
            ResponseHead head,
            Optional<LogprobsJson> logprobs,
            boolean usageFollows,
            List<String> echoes) {
        this.head = head;
        this.logprobs = logprobs;
        this.usageFollows = usageFollows;
        this.echoes = List.copyOf(echoes);
        this.sent = new int[echoes.size()];
    }

    @Override
    public ObjectNode whole(List<WholeAnswer> answers, Usage usage) {
        ObjectNode document = head.document(OBJECT);
        ArrayNode choices = document.putArray("choices");
        for (int i = 0; i < answers.size(); i++) {
            WholeAnswer answer = answers.get(i);
            String echo = echoes.get(i);
            choices.add(
                    choice(
                            i,
                            echo + answer.content(),
                            answer.tokens(),
                            echo.length(),
                            Optional.of(answer.reason())));
        }
        document.set("usage", ResponseHead.usage(usage));
        return document;
    }

    @Override
    public Optional<ObjectNode> opening(int choice) {
        String echo = echoes.get(choice);
        sent[choice] = echo.length();
        return echo.isEmpty()
                ? Optional.empty()
                : Optional.of(chunk(choice(choice, echo, List.of(), 0, Optional.empty())));
    }

    @Override
    public Optional<ObjectNode> chunk(int choice, AnswerPart part) {
        return switch (part) {
            case AnswerPart.Text text -> {
                int offset = sent[choice];
                sent[choice] += text.delta().length();
                yield Optional.of(
                        chunk(
                                choice(
                                        choice,
                                        text.delta(),
                                        text.tokens(),
                                        offset,
                                        Optional.empty())));
            }
            case AnswerPart.Ended end ->
                    Optional.of(chunk(choice(choice, "", List.of(), 0, Optional.of(end.reason()))));
            case AnswerPart.CallBegan _, AnswerPart.Arguments _, AnswerPart.CallEnded _ ->
                    throw new IllegalStateException("a text has no tool calls: " + part);
        };
    }

    private ObjectNode choice(
            int index,
            String text,
            List<GeneratedToken> tokens,
            int offset,
            Optional<EndReason> reason) {
        ObjectNode choice = JsonMapper.shared().createObjectNode();
        choice.put("text", text).put("index", index);
        if (logprobs.isPresent() && !tokens.isEmpty()) {
            choice.set("logprobs", logprobs.get().completion(tokens, offset));
        } else {
            choice.putNull("logprobs");
        }
        if (reason.isPresent()) {
            choice.put("finish_reason", AnswerFormat.word(reason.get()));
        } else {
            choice.putNull("finish_reason");
        }
        return choice;
    }

    private ObjectNode chunk(ObjectNode choice) {
        ObjectNode chunk = head.document(OBJECT);
        chunk.putArray("choices").add(choice);
        return usageFollows ? chunk.putNull("usage") : chunk;
    }

    @Override
    public ObjectNode usageChunk(Usage usage) {
        ObjectNode chunk = head.document(OBJECT);
        chunk.putArray("choices");
        chunk.set("usage", ResponseHead.usage(usage));
        return chunk;
    }
}
