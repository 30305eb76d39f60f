package dev.baltoro.model;

import java.util.Arrays;
import java.util.random.RandomGenerator;

/// How a next token is drawn from its scores.
///
/// The scores are divided by the temperature; of the likeliest `topK` tokens the fewest stay whose
/// probabilities sum to at least `topP`; one of them is drawn.
///
/// @param temperature 0 takes the likeliest token
/// @param topK how many of the likeliest tokens may be drawn; 0 for all
/// @param topP probability that the tokens that may be drawn have together, in (0, 1]
/// @param seed the same seed draws the same tokens from the same scores
public record Sampling(double temperature, int topK, double topP, long seed) {
    /// Always the likeliest token.
    public static final Sampling GREEDY = new Sampling(0, 0, 1, 0);

    /// Refuses values that mean nothing.
    ///
    /// @throws IllegalArgumentException with one line that names the value
    public Sampling {
        if (!(temperature >= 0 && temperature < Double.POSITIVE_INFINITY)) {
            throw new IllegalArgumentException(
                    "temperature is %s; use 0 (the likeliest token) or more"
                            .formatted(temperature));
        }
        if (topK < 0) {
            throw new IllegalArgumentException("top-k is %d; use 0 (all) or more".formatted(topK));
        }
        if (!(topP > 0 && topP <= 1)) {
            throw new IllegalArgumentException(
                    "top-p is %s; use more than 0 and at most 1".formatted(topP));
        }
    }

    /// {@return the token drawn}
    ///
    /// @param scores of tokens 0, 1, ..
    /// @throws IllegalArgumentException if the largest score is not finite
    int draw(float[] scores, RandomGenerator random) {
        int best = likeliest(scores);
        if (temperature == 0) {
            return best;
        }
        int[] candidates = candidates(scores);
        double[] weights = new double[candidates.length];
        double sum = 0;
        for (int i = 0; i < candidates.length; i++) {
            weights[i] = Math.exp((scores[candidates[i]] - (double) scores[best]) / temperature);
            sum += weights[i];
        }
        int kept = topP < 1 ? nucleus(weights, topP * sum) : candidates.length;
        double keptSum = 0;
        for (int i = 0; i < kept; i++) {
            keptSum += weights[i];
        }
        double left = random.nextDouble() * keptSum;
        for (int i = 0; i < kept; i++) {
            left -= weights[i];
            if (left < 0) {
                return candidates[i];
            }
        }
        return best; // rounding left a rest of nearly 0
    }

    /// {@return the token with the largest score, of equals the first}
    private static int likeliest(float[] scores) {
        int best = 0;
        for (int i = 1; i < scores.length; i++) {
            if (scores[i] > scores[best]) {
                best = i;
            }
        }
        if (!Float.isFinite(scores[best])) {
            throw new IllegalArgumentException(
                    "the model's scores are not finite; its weights are damaged");
        }
        return best;
    }

    /// {@return the tokens that may be drawn, likeliest first where that matters}
    private int[] candidates(float[] scores) {
        if (topK == 0 && topP == 1) {
            int[] all = new int[scores.length];
            Arrays.setAll(all, i -> i);
            return all;
        }
        long[] keys = new long[scores.length];
        for (int i = 0; i < keys.length; i++) {
            keys[i] = (long) descending(scores[i]) << 32 | i;
        }
        Arrays.sort(keys);
        int[] first = new int[topK == 0 ? keys.length : Math.min(topK, keys.length)];
        Arrays.setAll(first, i -> (int) keys[i]);
        return first;
    }

    /// {@return an integer that is the smaller the larger the score}
    private static int descending(float score) {
        int bits = Float.floatToIntBits(score);
        return ~(bits >= 0 ? bits : bits ^ Integer.MAX_VALUE);
    }

    private static int nucleus(double[] weights, double enough) {
        double sum = 0;
        int kept = 0;
        while (kept < weights.length && sum < enough) {
            sum += weights[kept++];
        }
        return kept;
    }
}
