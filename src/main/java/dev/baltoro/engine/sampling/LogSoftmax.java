package dev.baltoro.engine.sampling;

import java.util.Objects;

/// Natural logarithms of the probabilities that a row of scores stands for. For one thread.
///
/// Computed in double precision from the largest score down, so that no score is too large. One
/// object serves one row after the other.
public final class LogSoftmax {
    private final Exponentials exponentials = new Exponentials();
    private float[] scores = new float[0];
    private int from;
    private int size;
    private float most;
    private double logSum;

    /// Takes the row `scores[from .. from + size)`, which may not change while it is asked about.
    ///
    /// @throws IllegalArgumentException if a score is not finite or there is none
    public void take(float[] scores, int from, int size) {
        Objects.checkFromIndexSize(from, size, scores.length);
        float least = Float.POSITIVE_INFINITY;
        float largest = Float.NEGATIVE_INFINITY;
        for (int i = from; i < from + size; i++) {
            least = Math.min(least, scores[i]);
            largest = Math.max(largest, scores[i]);
        }
        // a score that is not a number makes both what it is
        if (!(least > Float.NEGATIVE_INFINITY && largest < Float.POSITIVE_INFINITY)) {
            throw new IllegalArgumentException(
                    "the model's scores are not finite; its weights are damaged");
        }
        this.scores = scores;
        this.from = from;
        this.size = size;
        this.most = largest;
        this.logSum = Math.log(exponentials.sum(scores, from, size, largest));
    }

    /// {@return the logarithm of a token's probability, at most 0}
    public double of(int token) {
        return scores[from + Objects.checkIndex(token, size)] - (double) most - logSum;
    }

    /// {@return the token with the largest score, of equals the first}
    public int likeliest() {
        int token = 0;
        while (scores[from + token] != most) {
            token++;
        }
        return token;
    }

    /// {@return the `count` likeliest tokens, likeliest first, of equals the first first; all if
    /// there are fewer}
    ///
    /// Meant for a few: it keeps them in order as it goes through the row.
    public int[] likeliest(int count) {
        int[] best = new int[Math.min(count, size)];
        int found = 0;
        for (int token = 0; token < size && best.length > 0; token++) {
            float score = scores[from + token];
            if (found == best.length && score <= scores[from + best[found - 1]]) {
                continue;
            }
            int place = found < best.length ? found++ : found - 1;
            while (place > 0 && scores[from + best[place - 1]] < score) {
                best[place] = best[place - 1];
                place--;
            }
            best[place] = token;
        }
        return best;
    }
}
