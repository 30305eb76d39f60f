package dev.baltoro.cli.chat;

import dev.baltoro.engine.SamplingParameters;
import dev.baltoro.text.chat.DecodingOptions;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.OptionalLong;
import java.util.function.Function;

/// How a conversation's answers are drawn: what `/set` changes. Names are those of the HTTP API.
///
/// @param maxTokens most tokens of one answer
record ChatOptions(SamplingParameters sampling, int maxTokens) {
    /// Most tokens of an answer if nobody says otherwise: a page and a half.
    static final int MAX_TOKENS_DEFAULT = 1024;

    /// @throws IllegalArgumentException with one line that begins with the value's name
    ChatOptions {
        if (maxTokens < 1) {
            throw new IllegalArgumentException(
                    "max_tokens is %d; use 1 or more".formatted(maxTokens));
        }
    }

    DecodingOptions decoding() {
        return DecodingOptions.of(sampling.wishes()).withMaxTokens(maxTokens);
    }

    /// {@return these with one value changed}
    ///
    /// @throws IllegalArgumentException with one line if there is no such name or it cannot have
    ///   this value
    ChatOptions with(String name, String value) {
        SamplingParameters s = sampling;
        return switch (name) {
            case "temperature" -> with(s.withTemperature(number(name, value)));
            case "top_p" -> copy(number(name, value), s.topK(), s.minP(), s.seed());
            case "top_k" -> copy(s.topP(), whole(name, value), s.minP(), s.seed());
            case "min_p" -> copy(s.topP(), s.topK(), number(name, value), s.seed());
            case "repetition_penalty" ->
                    penalties(number(name, value), s.presencePenalty(), s.frequencyPenalty());
            case "presence_penalty" ->
                    penalties(s.repetitionPenalty(), number(name, value), s.frequencyPenalty());
            case "frequency_penalty" ->
                    penalties(s.repetitionPenalty(), s.presencePenalty(), number(name, value));
            case "seed" ->
                    copy(
                            s.topP(),
                            s.topK(),
                            s.minP(),
                            value.equals("none")
                                    ? OptionalLong.empty()
                                    : OptionalLong.of(
                                            parse(name, value, Long::valueOf, "a whole number")));
            case "max_tokens" -> new ChatOptions(s, whole(name, value));
            default ->
                    throw new IllegalArgumentException(
                            "%s is not a setting; use one of %s"
                                    .formatted(name, String.join(", ", values().keySet())));
        };
    }

    /// {@return every setting's name and value}
    Map<String, Object> values() {
        Map<String, Object> values = new LinkedHashMap<>();
        values.put("temperature", sampling.temperature());
        values.put("top_p", sampling.topP());
        values.put("top_k", sampling.topK());
        values.put("min_p", sampling.minP());
        values.put("repetition_penalty", sampling.repetitionPenalty());
        values.put("presence_penalty", sampling.presencePenalty());
        values.put("frequency_penalty", sampling.frequencyPenalty());
        values.put("seed", sampling.seed().isPresent() ? sampling.seed().getAsLong() : "none");
        values.put("max_tokens", maxTokens);
        return values;
    }

    private ChatOptions with(SamplingParameters other) {
        return new ChatOptions(other, maxTokens);
    }

    private ChatOptions copy(double topP, int topK, double minP, OptionalLong seed) {
        return with(
                new SamplingParameters(
                        sampling.temperature(),
                        topP,
                        topK,
                        minP,
                        sampling.repetitionPenalty(),
                        sampling.presencePenalty(),
                        sampling.frequencyPenalty(),
                        sampling.logitBias(),
                        seed));
    }

    private ChatOptions penalties(double repetition, double presence, double frequency) {
        return with(
                new SamplingParameters(
                        sampling.temperature(),
                        sampling.topP(),
                        sampling.topK(),
                        sampling.minP(),
                        repetition,
                        presence,
                        frequency,
                        sampling.logitBias(),
                        sampling.seed()));
    }

    private static double number(String name, String value) {
        return parse(name, value, Double::valueOf, "a number");
    }

    private static int whole(String name, String value) {
        return parse(name, value, Integer::valueOf, "a whole number");
    }

    private static <T> T parse(
            String name, String value, Function<String, T> parser, String expected) {
        try {
            return parser.apply(value);
        } catch (NumberFormatException e) {
            throw new IllegalArgumentException(
                    "%s is %s; use %s".formatted(name, value, expected), e);
        }
    }
}
