package dev.baltoro.serve.openai;

import dev.baltoro.engine.GenerationRequest;
import dev.baltoro.engine.SamplingParameters;
import dev.baltoro.engine.chat.DecodingOptions;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.OptionalInt;
import java.util.OptionalLong;
import tools.jackson.databind.JsonNode;

/// Reads how tokens are drawn and where an answer ends.
final class DecodingReader {
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

    private DecodingReader() {}

    /// @param defaults what holds where the body says nothing
    /// @param vocabSize tokens that a bias may name
    static DecodingOptions decoding(
            Fields body,
            SamplingParameters defaults,
            int vocabSize,
            OptionalInt maxTokens,
            OptionalInt alternatives) {
        SamplingParameters sampling =
                new SamplingParameters(
                        body.number("temperature", 0, TEMPERATURE_MAX)
                                .orElse(defaults.temperature()),
                        Math.max(TOP_P_LEAST, body.number("top_p", 0, 1).orElse(defaults.topP())),
                        body.integer("top_k", 0, RequestLimits.TOKENS_MAX).orElse(defaults.topK()),
                        body.number("min_p", 0, 1).orElse(defaults.minP()),
                        body.number("repetition_penalty", REPETITION_MIN, REPETITION_MAX)
                                .orElse(defaults.repetitionPenalty()),
                        body.number("presence_penalty", -PENALTY_MAX, PENALTY_MAX)
                                .orElse(defaults.presencePenalty()),
                        body.number("frequency_penalty", -PENALTY_MAX, PENALTY_MAX)
                                .orElse(defaults.frequencyPenalty()),
                        biases(body, vocabSize),
                        seed(body));
        return new DecodingOptions(sampling, maxTokens, stop(body), alternatives);
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

    private static List<String> stop(Fields body) {
        if (!body.has("stop")) {
            return List.of();
        }
        int most = GenerationRequest.STOP_STRINGS_MAX;
        List<JsonNode> values =
                body.get("stop").isString()
                        ? List.of(body.get("stop"))
                        : body.elements("stop", most);
        return values.stream().map(value -> stop(body, value)).toList();
    }

    private static String stop(Fields body, JsonNode value) {
        if (!value.isString()
                || value.stringValue().isEmpty()
                || value.stringValue().length() > RequestLimits.STOP_LENGTH_MAX
                || hasHalfPair(value.stringValue())) {
            throw body.wrong(
                    "stop",
                    "a string of 1 to %d characters, or a list of up to %d"
                            .formatted(
                                    RequestLimits.STOP_LENGTH_MAX,
                                    GenerationRequest.STOP_STRINGS_MAX));
        }
        return value.stringValue();
    }

    private static boolean hasHalfPair(String text) {
        return text.codePoints().anyMatch(c -> c >= 0xD800 && c <= 0xDFFF);
    }

    private static Map<Integer, Float> biases(Fields body, int vocabSize) {
        Map<Integer, Float> biases = new HashMap<>();
        body.object("logit_bias")
                .ifPresent(given -> {
                    if (given.node().size() > RequestLimits.BIASES_MAX) {
                        throw body.wrong(
                                "logit_bias",
                                "at most %d tokens".formatted(RequestLimits.BIASES_MAX));
                    }
                    for (String key : given.node().propertyNames()) {
                        double bias = given.number(key, -BIAS_MAX, BIAS_MAX).orElse(0);
                        biases.put(token(given, key, vocabSize), (float) bias);
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

    private static RequestException noToken(
            Fields biases, String key, int vocabSize, Exception cause) {
        RequestException refused =
                Fields.refused(
                        biases.path(),
                        "logit_bias names token %s; use ids from 0 to %d"
                                .formatted(key, vocabSize - 1));
        refused.initCause(cause);
        return refused;
    }
}
