package dev.baltoro.engine.sampling;

/// Loops of exponentials that the compiler turns into vector instructions.
///
/// A call of [Math#exp] for each of 32,768 scores would take longer than all the rest of a draw.
/// Here is nothing but multiplication and addition, so that the result is the same to the last bit
/// on every machine.
final class Exponentials {
    /// What is less is taken for this. exp(-64) is 1.6e-28: of 163,840 tokens of that weight beside
    /// one of weight 1, none is drawn with the 53 bits of a random number.
    static final double LEAST = -64;

    /// A bit more than the exponential of [#LEAST].
    static final double NEGLIGIBLE = 1.7e-28;

    /// Scores at a time where only their sum is wanted: they stay in the first-level cache.
    private static final int BLOCK = 1024;

    /// exp(x) is the 1,024th power, which is ten squarings, of exp(x / 1,024).
    private static final double PARTS = 1024;

    private final double[] block = new double[BLOCK];

    /// Puts exp((scores[from + i] - most) / temperature) into `to[i]` for `i` below `size`.
    ///
    /// The relative error is below 1e-11: 6e-12 from the series at [#LEAST], the rest rounding.
    ///
    /// @param most no less than any of the scores
    static void fill(
            float[] scores, int from, int size, double most, double temperature, double[] to) {
        // not infinite, for 0 times infinity is not a number
        double factor = Math.min(1 / temperature, Double.MAX_VALUE) / PARTS;
        for (int i = 0; i < size; i++) {
            double x = Math.max((scores[from + i] - most) * factor, LEAST / PARTS);
            double y = Math.fma(x, 1.0 / 5040, 1.0 / 720);
            y = Math.fma(x, y, 1.0 / 120);
            y = Math.fma(x, y, 1.0 / 24);
            y = Math.fma(x, y, 1.0 / 6);
            y = Math.fma(x, y, 1.0 / 2);
            y = Math.fma(x, y, 1);
            y = Math.fma(x, y, 1);
            y *= y;
            y *= y;
            y *= y;
            y *= y;
            y *= y;
            y *= y;
            y *= y;
            y *= y;
            y *= y;
            to[i] = y * y;
        }
    }

    /// {@return the sum of exp(scores[from + i] - most) for `i` below `size`}
    double sum(float[] scores, int from, int size, double most) {
        double sum = 0;
        for (int done = 0; done < size; done += BLOCK) {
            int count = Math.min(BLOCK, size - done);
            fill(scores, from + done, count, most, 1, block);
            sum += sum(block, 0, count);
        }
        return sum;
    }

    /// {@return the sum of `values[from .. to)`}
    ///
    /// Four sums at a time, as one addition need not wait for the one before.
    static double sum(double[] values, int from, int to) {
        double a = 0;
        double b = 0;
        double c = 0;
        double d = 0;
        int i = from;
        for (; i + 3 < to; i += 4) {
            a += values[i];
            b += values[i + 1];
            c += values[i + 2];
            d += values[i + 3];
        }
        for (; i < to; i++) {
            a += values[i];
        }
        return (a + b) + (c + d);
    }
}
