package dev.baltoro.engine.sampling;

import java.util.Arrays;

/// Finds where the likeliest tokens end, without sorting them all.
///
/// The scores are sorted into bins; of the bin in which the sum of weights is reached the scores
/// are sorted into finer bins, until it is small enough for a real sort. The result is that of a
/// full sort by score, of equals the lower index first.
final class LikeliestFew {
    private static final int BINS = 1024;

    /// Scores in a bin that are sorted rather than divided again.
    private static final int SORTED_MAX = 512;

    /// Times that scores are divided; those that are then still together are nearly equal.
    private static final int ROUNDS_MAX = 3;

    /// Least difference of scores that is divided into bins, so that a bin's share of it is still a
    /// number that a float can be divided by.
    private static final float RANGE_MIN = 1e-30f;

    private final double[] sums = new double[BINS];
    private final int[] bins;
    private final int[] indices;
    private final float[] left;
    private final double[] ones;

    /// For at most `size` scores.
    LikeliestFew(int size) {
        this.bins = new int[size];
        this.indices = new int[size];
        this.left = new float[size];
        this.ones = new double[size];
        Arrays.fill(ones, 1);
    }

    /// {@return the index of the last of the `count` largest of `scores[0 .. size)`}
    ///
    /// @param count at least 1, at most `size`
    int lastOfCount(float[] scores, int size, int count) {
        return lastOfWeight(scores, ones, size, count);
    }

    /// {@return the index of the last of the fewest of the largest scores whose weights sum to
    /// `enough`; of the smallest score if all do not}
    ///
    /// @param weights more than 0
    /// @param size at least 1
    int lastOfWeight(float[] scores, double[] weights, int size, double enough) {
        divide(scores, size);
        Arrays.fill(sums, 0);
        for (int i = 0; i < size; i++) {
            sums[bins[i]] += weights[i];
        }
        int bin = binOf(enough);
        double sum = sumBefore(bin);
        int count = 0;
        for (int i = 0; i < size; i++) {
            if (bins[i] == bin) {
                indices[count++] = i;
            }
        }
        for (int round = 1; round < ROUNDS_MAX && count > SORTED_MAX; round++) {
            for (int i = 0; i < count; i++) {
                left[i] = scores[indices[i]];
            }
            divide(left, count);
            Arrays.fill(sums, 0);
            for (int i = 0; i < count; i++) {
                sums[bins[i]] += weights[indices[i]];
            }
            bin = binOf(enough - sum);
            sum += sumBefore(bin);
            int kept = 0;
            for (int i = 0; i < count; i++) {
                if (bins[i] == bin) {
                    indices[kept++] = indices[i];
                }
            }
            count = kept;
        }
        return lastOfFew(scores, weights, count, enough - sum);
    }

    /// Gives each score its bin, the largest the first.
    private void divide(float[] scores, int size) {
        float most = Float.NEGATIVE_INFINITY;
        float least = Float.POSITIVE_INFINITY;
        for (int i = 0; i < size; i++) {
            most = Math.max(most, scores[i]);
            least = Math.min(least, scores[i]);
        }
        // half of each, since the difference of two floats may overflow
        float range = Math.max(most / 2 - least / 2, RANGE_MIN);
        float binsPerScore = (BINS - 1) / range / 2;
        for (int i = 0; i < size; i++) {
            bins[i] = Math.min((int) ((most - scores[i]) * binsPerScore), BINS - 1);
        }
    }

    /// The first bin at whose end the sum is enough; if there is none, the last that is not empty.
    private int binOf(double enough) {
        int lastUsed = 0;
        double sum = 0;
        for (int bin = 0; bin < BINS; bin++) {
            sum += sums[bin];
            lastUsed = sums[bin] > 0 ? bin : lastUsed;
            if (sum >= enough && lastUsed == bin) {
                return bin;
            }
        }
        return lastUsed;
    }

    private double sumBefore(int end) {
        double sum = 0;
        for (int bin = 0; bin < end; bin++) {
            sum += sums[bin];
        }
        return sum;
    }

    private int lastOfFew(float[] scores, double[] weights, int count, double enough) {
        long[] keys = new long[count];
        for (int i = 0; i < count; i++) {
            keys[i] = (long) descending(scores[indices[i]]) << 32 | indices[i];
        }
        Arrays.sort(keys);
        double sum = 0;
        int place = -1;
        do {
            place++;
            sum += weights[(int) keys[place]];
        } while (sum < enough && place < count - 1);
        return (int) keys[place];
    }

    /// {@return an integer that is the smaller the larger the score; 0 and -0 are equal}
    private static int descending(float score) {
        int bits = Float.floatToIntBits(score + 0f);
        return ~(bits >= 0 ? bits : bits ^ Integer.MAX_VALUE);
    }
}
