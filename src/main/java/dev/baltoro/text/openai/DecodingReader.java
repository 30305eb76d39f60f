package dev.baltoro.text.openai;

import dev.baltoro.text.chat.DecodingOptions;
import dev.baltoro.text.chat.Sampling;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.OptionalDouble;
import java.util.OptionalInt;
import java.util.OptionalLong;
import java.util.Set;
import tools.jackson.databind.JsonNode;

/// Reads how tokens are drawn and where an answer ends.
public final class DecodingReader {
    /// OpenAI's range.
    private static final double TEMPERATURE_MAX = 2;

    /// OpenAI's range.
    private static final double PENALTY_MAX = 2;

    /// OpenAI's range.
    private static final double BIAS_MAX = 100;

    private static final double REPETITION_MIN = 0.01;

    private static final double REPETITION_MAX = 100;

    /// OpenAI takes 0, which can only mean the likeliest token.
    private static final double TOP_P_LEAST = 1e-9;

    /// Fields that are read.
    public static final Set<String> FIELDS =
            Set.of(
                    "temperature",
                    "top_p",
                    "top_k",
                    "min_p",
                    "repetition_penalty",
                    "presence_penalty",
                    "frequency_penalty",
                    "logit_bias",
                    "seed",
                    "stop");

    private DecodingReader() {}

    /// {@return the options in a body}
    ///
    /// @param maxTokens what the endpoint's own fields say of it
    /// @param alternatives what the endpoint's own fields say of it
    /// @throws FieldException that names the first field that is wrong
    public static DecodingOptions decoding(
            Fields body, CodecLimits limits, OptionalInt maxTokens, OptionalInt alternatives) {
        OptionalDouble topP = body.number("top_p", 0, 1);
        Sampling sampling =
                new Sampling(
                        body.number("temperature", 0, TEMPERATURE_MAX),
                        topP.isPresent()
                                ? OptionalDouble.of(Math.max(TOP_P_LEAST, topP.getAsDouble()))
                                : topP,
                        topK(body, limits),
                        body.number("min_p", 0, 1),
                        body.number("repetition_penalty", REPETITION_MIN, REPETITION_MAX),
                        body.number("presence_penalty", -PENALTY_MAX, PENALTY_MAX),
                        body.number("frequency_penalty", -PENALTY_MAX, PENALTY_MAX),
                        biases(body, limits),
                        seed(body));
        return new DecodingOptions(sampling, maxTokens, stop(body, limits), alternatives);
    }

    /// Other servers write -1 for all.
    private static OptionalInt topK(Fields body, CodecLimits limits) {
        OptionalInt count = body.integer("top_k", -1, limits.tokens());
        return count.isPresent() ? OptionalInt.of(Math.max(0, count.getAsInt())) : count;
    }

    private static OptionalLong seed(Fields body) {
        if (!body.has("seed")) {
            return OptionalLong.empty();
        }
        JsonNode seed = body.get("seed");
        if (!seed.isIntegralNumber() || !seed.canConvertToLong()) {
            throw body.wrong("seed", "a whole number of at most 64 bits");
        }
        return OptionalLong.of(seed.longValue());
    }

    private static List<String> stop(Fields body, CodecLimits limits) {
        if (!body.has("stop")) {
            return List.of();
        }
        int most = DecodingOptions.STOP_STRINGS_MAX;
        List<JsonNode> values =
                body.get("stop").isString()
                        ? List.of(body.get("stop"))
                        : body.elements("stop", most);
        return values.stream().map(value -> stop(body, value, limits)).toList();
    }

    private static String stop(Fields body, JsonNode value, CodecLimits limits) {
        if (!value.isString()
                || value.stringValue().isEmpty()
                || value.stringValue().length() > limits.stopChars()
                || hasHalfPair(value.stringValue())) {
            throw body.wrong(
                    "stop",
                    "a string of 1 to %d characters, or a list of up to %d"
                            .formatted(limits.stopChars(), DecodingOptions.STOP_STRINGS_MAX));
        }
        return value.stringValue();
    }

    private static boolean hasHalfPair(String text) {
        return text.codePoints().anyMatch(c -> c >= 0xD800 && c <= 0xDFFF);
    }

    private static Map<Integer, Float> biases(Fields body, CodecLimits limits) {
        Map<Integer, Float> biases = new HashMap<>();
        body.object("logit_bias")
                .ifPresent(given -> {
                    if (given.node().size() > limits.biases()) {
                        throw body.wrong(
                                "logit_bias", "at most %d tokens".formatted(limits.biases()));
                    }
                    for (String key : given.node().propertyNames()) {
                        double bias = given.number(key, -BIAS_MAX, BIAS_MAX).orElse(0);
                        biases.put(token(given, key, limits.tokenIds()), (float) bias);
                    }
                });
        return biases;
    }

    private static int token(Fields biases, String key, int vocabSize) {
        try {
            int token = Integer.parseInt(key);
            if (token >= 0 && token < vocabSize) {
                return token;
            }
        } catch (NumberFormatException e) {
            throw noToken(biases, key, vocabSize, e);
        }
        throw noToken(biases, key, vocabSize, new IllegalArgumentException(key));
    }

    private static FieldException noToken(
            Fields biases, String key, int vocabSize, Exception cause) {
        FieldException refused =
                Fields.refused(
                        biases.path(),
                        "logit_bias names token %s; use ids from 0 to %d"
                                .formatted(key, vocabSize - 1));
        refused.initCause(cause);
        return refused;
    }
}
