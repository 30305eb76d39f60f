package dev.baltoro.engine;

import dev.baltoro.engine.sampling.TokenCounts;
import dev.baltoro.engine.sampling.TokenRandom;
import java.util.Map;

/// What the sampler knows of one sequence: how its tokens are drawn, those it has, and its random
/// numbers. For the engine's thread.
///
/// Nothing of other sequences comes in, so the same scores give the same tokens whatever else is in
/// the batch.
public final class SamplingState {
    private final SamplingParameters parameters;
    private final int alternatives;
    private final TokenRandom random;
    private final TokenCounts counts = new TokenCounts();
    private final int[] biasedTokens;
    private final float[] biases;

    /// The state of a sequence that has only its prompt.
    ///
    /// @param alternatives how many of the likeliest tokens are reported with each token
    /// @param vocabSize ids there are
    /// @throws IllegalArgumentException if a bias is for a token that is not in the vocabulary, or
    ///   not finite
    public SamplingState(
            SamplingParameters parameters, int[] prompt, int alternatives, int vocabSize) {
        this.parameters = parameters;
        this.alternatives = alternatives;
        this.random = TokenRandom.of(parameters.seed());
        this.biasedTokens = parameters.logitBias().keySet().stream().mapToInt(id -> id).toArray();
        this.biases = new float[biasedTokens.length];
        for (int i = 0; i < biases.length; i++) {
            biases[i] = bias(parameters.logitBias(), biasedTokens[i], vocabSize);
        }
        if (penalises()) {
            counts.addPrompt(prompt);
        }
    }

    /// Notes a token of the output that was not drawn, as if it had been: it counts for penalties,
    /// and one random number passes.
    public void skip(int token) {
        random.next();
        accept(token);
    }

    /// {@return the seed of its random numbers, chosen or not}
    public long seed() {
        return random.seed();
    }

    SamplingParameters parameters() {
        return parameters;
    }

    int alternatives() {
        return alternatives;
    }

    /// The random number of the token that is to be drawn.
    double nextRandom() {
        return random.next();
    }

    void accept(int token) {
        if (penalises()) {
            counts.addOutput(token);
        }
    }

    boolean penalises() {
        return parameters.repetitionPenalty() != 1
                || parameters.presencePenalty() != 0
                || parameters.frequencyPenalty() != 0;
    }

    TokenCounts counts() {
        return counts;
    }

    int[] biasedTokens() {
        return biasedTokens;
    }

    float[] biases() {
        return biases;
    }

    private static float bias(Map<Integer, Float> biases, int token, int vocabSize) {
        if (token < 0 || token >= vocabSize) {
            throw new IllegalArgumentException(
                    "logit_bias names token %d; use 0 to %d".formatted(token, vocabSize - 1));
        }
        float bias = biases.getOrDefault(token, 0f);
        if (!Float.isFinite(bias)) {
            throw new IllegalArgumentException(
                    "logit_bias of token %d is %s; use -100 to 100".formatted(token, bias));
        }
        return bias;
    }
}
