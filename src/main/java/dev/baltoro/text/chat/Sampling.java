package dev.baltoro.text.chat;

import java.util.Map;
import java.util.OptionalDouble;
import java.util.OptionalInt;
import java.util.OptionalLong;
import java.util.function.DoublePredicate;

/// What a request says of how tokens are drawn. What it leaves open, the model's own defaults fill.
///
/// The engine's `SamplingParameters` say what each value does.
///
/// @param temperature 0 takes the likeliest token
/// @param topP probability that the tokens that may be drawn have together
/// @param topK how many of the likeliest tokens may be drawn; 0 for all
/// @param minP least probability in parts of the likeliest's
/// @param repetitionPenalty for tokens seen in prompt or output; 1 for none
/// @param presencePenalty for tokens in the output
/// @param frequencyPenalty for each time that a token is in the output
/// @param logitBias is added to scores, by token id
/// @param seed the same seed draws the same tokens from the same scores
public record Sampling(
        OptionalDouble temperature,
        OptionalDouble topP,
        OptionalInt topK,
        OptionalDouble minP,
        OptionalDouble repetitionPenalty,
        OptionalDouble presencePenalty,
        OptionalDouble frequencyPenalty,
        Map<Integer, Float> logitBias,
        OptionalLong seed) {
    /// All is left open.
    public static final Sampling OPEN =
            new Sampling(
                    OptionalDouble.empty(),
                    OptionalDouble.empty(),
                    OptionalInt.empty(),
                    OptionalDouble.empty(),
                    OptionalDouble.empty(),
                    OptionalDouble.empty(),
                    OptionalDouble.empty(),
                    Map.of(),
                    OptionalLong.empty());

    /// Refuses values that mean nothing.
    ///
    /// @throws IllegalArgumentException with one line that begins with the value's name
    public Sampling {
        logitBias = Map.copyOf(logitBias);
        require(temperature, it -> it >= 0 && it <= 100, "temperature", "0 to 100");
        require(topP, it -> it > 0 && it <= 1, "top_p", "more than 0, at most 1");
        if (topK.orElse(0) < 0) {
            throw new IllegalArgumentException(
                    "top_k is %d; use 0 (all) or more".formatted(topK.getAsInt()));
        }
        require(minP, it -> it >= 0 && it <= 1, "min_p", "0 to 1");
        require(
                repetitionPenalty,
                it -> it > 0 && it <= 100,
                "repetition_penalty",
                "more than 0, at most 100");
        require(presencePenalty, it -> Math.abs(it) <= 2, "presence_penalty", "-2 to 2");
        require(frequencyPenalty, it -> Math.abs(it) <= 2, "frequency_penalty", "-2 to 2");
    }

    private static void require(
            OptionalDouble value, DoublePredicate holds, String name, String range) {
        if (value.isPresent() && !holds.test(value.getAsDouble())) {
            throw new IllegalArgumentException(
                    "%s is %s; use %s".formatted(name, value.getAsDouble(), range));
        }
    }

    /// {@return these, and `others` where these leave something open}
    public Sampling or(Sampling others) {
        return new Sampling(
                or(temperature, others.temperature),
                or(topP, others.topP),
                topK.isPresent() ? topK : others.topK,
                or(minP, others.minP),
                or(repetitionPenalty, others.repetitionPenalty),
                or(presencePenalty, others.presencePenalty),
                or(frequencyPenalty, others.frequencyPenalty),
                logitBias.isEmpty() ? others.logitBias : logitBias,
                seed.isPresent() ? seed : others.seed);
    }

    private static OptionalDouble or(OptionalDouble value, OptionalDouble other) {
        return value.isPresent() ? value : other;
    }

    /// {@return these with another temperature}
    public Sampling withTemperature(double other) {
        return new Sampling(
                OptionalDouble.of(other),
                topP,
                topK,
                minP,
                repetitionPenalty,
                presencePenalty,
                frequencyPenalty,
                logitBias,
                seed);
    }

    /// {@return these with a seed}
    public Sampling withSeed(long other) {
        return new Sampling(
                temperature,
                topP,
                topK,
                minP,
                repetitionPenalty,
                presencePenalty,
                frequencyPenalty,
                logitBias,
                OptionalLong.of(other));
    }
}
