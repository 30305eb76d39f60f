package dev.baltoro.engine;

import dev.baltoro.text.chat.Sampling;
import java.util.Map;
import java.util.OptionalDouble;
import java.util.OptionalInt;
import java.util.OptionalLong;

/// How a next token is drawn from its scores.
///
/// In this order: penalties and biases change the scores, the constraint removes tokens, the scores
/// are divided by the temperature; of the likeliest `topK` tokens the fewest stay whose
/// probabilities sum to at least `topP`, and of these the ones with at least `minP` times the
/// likeliest's probability; one is drawn.
///
/// @param temperature 0 takes the likeliest token
/// @param topP probability that the tokens that may be drawn have together, in (0, 1]
/// @param topK how many of the likeliest tokens may be drawn; 0 for all
/// @param minP least probability, as a fraction of the likeliest's, in [0, 1]
/// @param repetitionPenalty divides positive and multiplies negative scores of tokens seen in
///   prompt or output; 1 for none (CTRL, arXiv 1909.05858)
/// @param presencePenalty is subtracted from the score of every token in the output, as OpenAI has
///   it
/// @param frequencyPenalty is subtracted from a token's score once for each time it is in the
///   output
/// @param logitBias is added to scores, by token id
/// @param seed the same seed draws the same tokens from the same scores; without one it is random
public record SamplingParameters(
        double temperature,
        double topP,
        int topK,
        double minP,
        double repetitionPenalty,
        double presencePenalty,
        double frequencyPenalty,
        Map<Integer, Float> logitBias,
        OptionalLong seed) {
    /// Always the likeliest token.
    public static final SamplingParameters GREEDY =
            new SamplingParameters(0, 1, 0, 0, 1, 0, 0, Map.of(), OptionalLong.empty());

    /// K2's recommended temperature, all tokens.
    public static final SamplingParameters DEFAULT =
            new SamplingParameters(0.6, 1, 0, 0, 1, 0, 0, Map.of(), OptionalLong.empty());

    /// Refuses values out of range.
    ///
    /// @throws IllegalArgumentException with one line that begins with the value's name
    public SamplingParameters {
        logitBias = Map.copyOf(logitBias);
        wishes(
                temperature,
                topP,
                topK,
                minP,
                repetitionPenalty,
                presencePenalty,
                frequencyPenalty,
                logitBias,
                seed);
    }

    /// {@return these, with what a request sets instead}
    ///
    /// @throws IllegalArgumentException with one line that begins with the name of a value that
    ///   means nothing
    public SamplingParameters with(Sampling wishes) {
        return new SamplingParameters(
                wishes.temperature().orElse(temperature),
                wishes.topP().orElse(topP),
                wishes.topK().orElse(topK),
                wishes.minP().orElse(minP),
                wishes.repetitionPenalty().orElse(repetitionPenalty),
                wishes.presencePenalty().orElse(presencePenalty),
                wishes.frequencyPenalty().orElse(frequencyPenalty),
                wishes.logitBias().isEmpty() ? logitBias : wishes.logitBias(),
                wishes.seed().isPresent() ? wishes.seed() : seed);
    }

    /// {@return these as a request would set them: everything, and the seed if there is one}
    public Sampling wishes() {
        return wishes(
                temperature,
                topP,
                topK,
                minP,
                repetitionPenalty,
                presencePenalty,
                frequencyPenalty,
                logitBias,
                seed);
    }

    /// @throws IllegalArgumentException with one line if a value is out of its range
    private static Sampling wishes(
            double temperature,
            double topP,
            int topK,
            double minP,
            double repetitionPenalty,
            double presencePenalty,
            double frequencyPenalty,
            Map<Integer, Float> logitBias,
            OptionalLong seed) {
        return new Sampling(
                OptionalDouble.of(temperature),
                OptionalDouble.of(topP),
                OptionalInt.of(topK),
                OptionalDouble.of(minP),
                OptionalDouble.of(repetitionPenalty),
                OptionalDouble.of(presencePenalty),
                OptionalDouble.of(frequencyPenalty),
                logitBias,
                seed);
    }

    /// {@return these with another temperature}
    public SamplingParameters withTemperature(double other) {
        return with(other, logitBias, seed);
    }

    /// {@return these with other biases}
    public SamplingParameters withLogitBias(Map<Integer, Float> other) {
        return with(temperature, other, seed);
    }

    /// {@return these with a seed}
    public SamplingParameters withSeed(long other) {
        return with(temperature, logitBias, OptionalLong.of(other));
    }

    /// The one place where parameters are copied.
    private SamplingParameters with(double warmth, Map<Integer, Float> bias, OptionalLong drawn) {
        return new SamplingParameters(
                warmth,
                topP,
                topK,
                minP,
                repetitionPenalty,
                presencePenalty,
                frequencyPenalty,
                bias,
                drawn);
    }
}
