package dev.baltoro.engine.sampling;

import java.util.Arrays;

/// Finds where the likeliest tokens end, without sorting them all.
///
/// The scores are counted into bins; of the bin in which the count or the sum of weights is reached
/// the scores are counted again into finer bins, until it is small enough to be sorted. The result
/// is that of a full sort by score, of equals the lower index first.
final class LikeliestFew {
    private static final int BINS = 1024;

    /// Scores that are sorted rather than counted again.
    private static final int SORTED_MAX = 256;

    /// Times that they are counted; scores that are then still together are nearly equal.
    private static final int ROUNDS_MAX = 3;

    private final double[] sums = new double[BINS];
    private final int[] counts = new int[BINS];
    private final int[] bins;
    private final int[] left;
    private int leftCount;

    /// For at most `size` scores.
    LikeliestFew(int size) {
        this.bins = new int[size];
        this.left = new int[size];
    }

    /// {@return the index of the last of the `count` largest of `scores[0 .. size)`}
    ///
    /// @param count at least 1, at most `size`
    int lastOfCount(float[] scores, int size, int count) {
        return last(scores, new double[0], size, count);
    }

    /// {@return the index of the last of the fewest of the largest scores whose weights sum to
    /// `enough`; of the smallest score if all do not}
    ///
    /// @param size at least 1
    int lastOfWeight(float[] scores, double[] weights, int size, double enough) {
        return last(scores, weights, size, enough);
    }

    /// As above; no weights stand for a weight of 1 each.
    private int last(float[] scores, double[] weights, int size, double enough) {
        double sum = 0;
        leftCount = size;
        for (int i = 0; i < size; i++) {
            left[i] = i;
        }
        for (int round = 0; round < ROUNDS_MAX && leftCount > SORTED_MAX; round++) {
            count(scores, weights);
            int bin = 0;
            int lastUsed = 0;
            double before = sum;
            while (bin < BINS && sum + sums[bin] < enough) {
                if (counts[bin] > 0) {
                    lastUsed = bin;
                    before = sum;
                }
                sum += sums[bin++];
            }
            if (bin == BINS) { // rounding: all together are not enough
                bin = lastUsed;
                sum = before;
            }
            keepBin(bin);
        }
        return lastOfLeft(scores, weights, sum, enough);
    }

    private void count(float[] scores, double[] weights) {
        float most = Float.NEGATIVE_INFINITY;
        float least = Float.POSITIVE_INFINITY;
        for (int i = 0; i < leftCount; i++) {
            float score = scores[left[i]];
            most = Math.max(most, score);
            least = Math.min(least, score);
        }
        // twice the range for scores at both ends of what a float can hold
        double range = Math.max((double) most - least, Double.MIN_NORMAL);
        double binsPerScore = (BINS - 1) / range;
        Arrays.fill(sums, 0);
        Arrays.fill(counts, 0);
        for (int i = 0; i < leftCount; i++) {
            int index = left[i];
            int bin = (int) (((double) most - scores[index]) * binsPerScore);
            bins[i] = bin;
            counts[bin]++;
            sums[bin] += weights.length == 0 ? 1 : weights[index];
        }
    }

    private void keepBin(int bin) {
        int kept = 0;
        for (int i = 0; i < leftCount; i++) {
            left[kept] = left[i];
            kept += bins[i] == bin ? 1 : 0;
        }
        leftCount = kept;
    }

    private int lastOfLeft(float[] scores, double[] weights, double sumBefore, double enough) {
        long[] keys = new long[leftCount];
        for (int i = 0; i < leftCount; i++) {
            keys[i] = (long) descending(scores[left[i]]) << 32 | left[i];
        }
        Arrays.sort(keys);
        double sum = sumBefore;
        int place = -1;
        do {
            place++;
            sum += weights.length == 0 ? 1 : weights[(int) keys[place]];
        } while (sum < enough && place < leftCount - 1);
        return (int) keys[place];
    }

    /// {@return an integer that is the smaller the larger the score; 0 and -0 are equal}
    private static int descending(float score) {
        int bits = Float.floatToIntBits(score + 0f);
        return ~(bits >= 0 ? bits : bits ^ Integer.MAX_VALUE);
    }
}
