package dev.baltoro.rl.reward;

import dev.baltoro.agent.world.Rubric;
import dev.baltoro.text.chat.ChatRequest;
import dev.baltoro.text.chat.DecodingOptions;
import dev.baltoro.text.chat.Message;
import dev.baltoro.text.chat.ResponseFormat;
import dev.baltoro.text.chat.Sampling;
import dev.baltoro.text.chat.WholeAnswer;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.json.JsonMapper;

/// The question which of two answers is better, as a critic reads it.
///
/// Rubric and task come first, so that all pairs of a group share what is computed of them.
///
/// @param rubric what is judged by
/// @param question what the answers are to
/// @param a the first answer
/// @param b the second answer
public record PairwiseComparison(Rubric rubric, String question, String a, String b) {
    private static final String SCHEMA =
            "{\"type\":\"object\",\"properties\":{\"better\":{\"enum\":[\"A\",\"B\"]}},\"required\":[\"better\"],\"additionalProperties\":false}";
    private static final int ANSWER_TOKENS_MAX = 32;

    /// Which answer a critic prefers.
    public enum Better {
        A,
        B;

        /// {@return the critic's answer in words}
        public String json() {
            return "{\"better\":\"" + name() + "\"}";
        }
    }

    /// {@return the same question with the answers the other way round}
    public PairwiseComparison swapped() {
        return new PairwiseComparison(rubric, question, b, a);
    }

    /// {@return what the critic reads}
    public List<Message> messages() {
        String rules =
                rubric.criteria().stream()
                        .map(one -> "- " + one.text())
                        .collect(Collectors.joining("\n"));
        return List.of(
                new Message.System("Which answer is better?\n" + rules),
                new Message.User("%s\n\nA: %s\n\nB: %s".formatted(question, a, b)));
    }

    /// {@return the question to a critic; the same critic answers it the same way each time}
    ChatRequest request() {
        return ChatRequest.of(
                        messages(),
                        DecodingOptions.of(Sampling.OPEN.withTemperature(0).withSeed(0))
                                .withMaxTokens(ANSWER_TOKENS_MAX))
                .withFormat(new ResponseFormat.JsonSchema("verdict", SCHEMA));
    }

    /// {@return which one an answer prefers; none if it does not say}
    static Optional<Better> read(WholeAnswer answer) {
        try {
            return switch (JsonMapper.shared()
                    .readTree(answer.content())
                    .path("better")
                    .asString("")) {
                case "A" -> Optional.of(Better.A);
                case "B" -> Optional.of(Better.B);
                default -> Optional.empty();
            };
        } catch (JacksonException e) {
            return Optional.empty(); // an endpoint that does not hold to the schema
        }
    }
}
