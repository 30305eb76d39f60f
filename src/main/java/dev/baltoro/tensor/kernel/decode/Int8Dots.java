package dev.baltoro.tensor.kernel.decode;

import dev.baltoro.tensor.kernel.Lanes;
import jdk.incubator.vector.FloatVector;

/// Dot products of int8 rows with one to four packed tokens.
///
/// There are two accumulators for each row and token whatever the tile, of alternating vectors of
/// columns, see [RowDots]. The three formats have loops of their own, so that each compiles without
/// a branch on the format. Their condition is `!=`: the compiler would unroll a counted loop and
/// run out of registers, of which eight accumulators leave half. `t` is room for four vectors,
/// whose lanes are added in memory: sums by shuffles are more than the compiler inlines.
final class Int8Dots {
    /// Bytes of a row that a turn of a loop takes: two vectors of columns.
    private static final int STEP = 2 * Lanes.COUNT;

    private Int8Dots() {}

    /// Sets `y[y0 + b·stride + r]` to row r times token b, for `rows` rows and `tokens` tokens, 1
    /// to 4, which [PackedTokens] has put at `x`.
    static void multiply(
            int tokens,
            long w,
            long scale,
            int columns,
            int rows,
            long x,
            float[] t,
            float[] y,
            int y0,
            int stride) {
        long scaleBytes = 4L * Matrix.scalesPerRow(columns);
        int full = columns - columns % (2 * Lanes.COUNT);
        switch (tokens) {
            case 1 -> one(w, scale, columns, scaleBytes, full, rows, x, t, y, y0);
            case 2 -> two(w, scale, columns, scaleBytes, full, rows, x, t, y, y0, stride);
            case 3 -> three(w, scale, columns, scaleBytes, full, rows, x, t, y, y0, stride);
            default -> four(w, scale, columns, scaleBytes, full, rows, x, t, y, y0, stride);
        }
        if (full < columns) {
            for (int b = 0; b < tokens; b++) {
                long rest = x + 4L * ((long) tokens * full + (long) b * (columns - full));
                for (int r = 0; r < rows; r++) {
                    y[y0 + b * stride + r] +=
                            rest(
                                    w + (long) r * columns,
                                    scale + r * scaleBytes,
                                    full,
                                    columns,
                                    rest);
                }
            }
        }
    }

    private static void four(
            long w,
            long scale,
            int rowBytes,
            long scaleBytes,
            int full,
            int rows,
            long x,
            float[] t,
            float[] y,
            int y0,
            int stride) {
        for (int r = 0; r < rows; r++) {
            oneByFour(w + (long) r * rowBytes, scale + r * scaleBytes, full, x, t);
            int at = y0 + r;
            for (int b = 0; b < 4; b++, at += stride) {
                y[at] = Lanes.sum(t, b * Lanes.COUNT);
            }
        }
    }

    private static void three(
            long w,
            long scale,
            int rowBytes,
            long scaleBytes,
            int full,
            int rows,
            long x,
            float[] t,
            float[] y,
            int y0,
            int stride) {
        for (int r = 0; r < rows; r++) {
            oneByThree(w + (long) r * rowBytes, scale + r * scaleBytes, full, x, t);
            int at = y0 + r;
            for (int b = 0; b < 3; b++, at += stride) {
                y[at] = Lanes.sum(t, b * Lanes.COUNT);
            }
        }
    }

    /// An odd row is computed twice.
    private static void two(
            long w,
            long scale,
            int rowBytes,
            long scaleBytes,
            int full,
            int rows,
            long x,
            float[] t,
            float[] y,
            int y0,
            int stride) {
        for (int r = 0; r < rows; r += 2) {
            int next = Math.min(r + 1, rows - 1);
            twoByTwo(
                    w + (long) r * rowBytes,
                    scale + r * scaleBytes,
                    w + (long) next * rowBytes,
                    scale + next * scaleBytes,
                    full,
                    x,
                    t);
            y[y0 + r] = Lanes.sum(t, 0);
            y[y0 + next] = Lanes.sum(t, Lanes.COUNT);
            y[y0 + stride + r] = Lanes.sum(t, 2 * Lanes.COUNT);
            y[y0 + stride + next] = Lanes.sum(t, 3 * Lanes.COUNT);
        }
    }

    /// What is missing of four rows is the last row once more.
    private static void one(
            long w,
            long scale,
            int rowBytes,
            long scaleBytes,
            int full,
            int rows,
            long x,
            float[] t,
            float[] y,
            int y0) {
        int last = rows - 1;
        for (int r = 0; r < rows; r += 4) {
            int r1 = Math.min(r + 1, last);
            int r2 = Math.min(r + 2, last);
            int r3 = Math.min(r + 3, last);
            fourByOne(
                    w + (long) r * rowBytes,
                    scale + r * scaleBytes,
                    w + (long) r1 * rowBytes,
                    scale + r1 * scaleBytes,
                    w + (long) r2 * rowBytes,
                    scale + r2 * scaleBytes,
                    w + (long) r3 * rowBytes,
                    scale + r3 * scaleBytes,
                    full,
                    x,
                    t);
            y[y0 + r] = Lanes.sum(t, 0);
            y[y0 + r1] = Lanes.sum(t, Lanes.COUNT);
            y[y0 + r2] = Lanes.sum(t, 2 * Lanes.COUNT);
            y[y0 + r3] = Lanes.sum(t, 3 * Lanes.COUNT);
        }
    }

    private static void oneByFour(long w, long scale, int full, long x, float[] t) {
        FloatVector a0 = FloatVector.zero(Lanes.FLOATS);
        FloatVector a1 = a0;
        FloatVector a2 = a0;
        FloatVector a3 = a0;
        FloatVector b0 = a0;
        FloatVector b1 = a0;
        FloatVector b2 = a0;
        FloatVector b3 = a0;
        long end = full;
        for (long i = 0; i != end; i += STEP) {
            long p = x + 16 * i;
            FloatVector v = load(w, scale, i);
            a0 = v.fma(Lanes.load(p, 0, false), a0);
            a1 = v.fma(Lanes.load(p, Lanes.COUNT, false), a1);
            a2 = v.fma(Lanes.load(p, 2 * Lanes.COUNT, false), a2);
            a3 = v.fma(Lanes.load(p, 3 * Lanes.COUNT, false), a3);
            v = load(w, scale, i + Lanes.COUNT);
            b0 = v.fma(Lanes.load(p, 4 * Lanes.COUNT, false), b0);
            b1 = v.fma(Lanes.load(p, 5 * Lanes.COUNT, false), b1);
            b2 = v.fma(Lanes.load(p, 6 * Lanes.COUNT, false), b2);
            b3 = v.fma(Lanes.load(p, 7 * Lanes.COUNT, false), b3);
        }
        a0.add(b0).intoArray(t, 0);
        a1.add(b1).intoArray(t, Lanes.COUNT);
        a2.add(b2).intoArray(t, 2 * Lanes.COUNT);
        a3.add(b3).intoArray(t, 3 * Lanes.COUNT);
    }

    private static void oneByThree(long w, long scale, int full, long x, float[] t) {
        FloatVector a0 = FloatVector.zero(Lanes.FLOATS);
        FloatVector a1 = a0;
        FloatVector a2 = a0;
        FloatVector b0 = a0;
        FloatVector b1 = a0;
        FloatVector b2 = a0;
        long end = full;
        for (long i = 0; i != end; i += STEP) {
            long p = x + 12 * i;
            FloatVector v = load(w, scale, i);
            a0 = v.fma(Lanes.load(p, 0, false), a0);
            a1 = v.fma(Lanes.load(p, Lanes.COUNT, false), a1);
            a2 = v.fma(Lanes.load(p, 2 * Lanes.COUNT, false), a2);
            v = load(w, scale, i + Lanes.COUNT);
            b0 = v.fma(Lanes.load(p, 3 * Lanes.COUNT, false), b0);
            b1 = v.fma(Lanes.load(p, 4 * Lanes.COUNT, false), b1);
            b2 = v.fma(Lanes.load(p, 5 * Lanes.COUNT, false), b2);
        }
        a0.add(b0).intoArray(t, 0);
        a1.add(b1).intoArray(t, Lanes.COUNT);
        a2.add(b2).intoArray(t, 2 * Lanes.COUNT);
    }

    private static void twoByTwo(
            long w, long scale, long w1, long scale1, int full, long x, float[] t) {
        FloatVector a00 = FloatVector.zero(Lanes.FLOATS);
        FloatVector a01 = a00;
        FloatVector a10 = a00;
        FloatVector a11 = a00;
        FloatVector b00 = a00;
        FloatVector b01 = a00;
        FloatVector b10 = a00;
        FloatVector b11 = a00;
        long end = full;
        for (long i = 0; i != end; i += STEP) {
            long p = x + 8 * i;
            FloatVector v0 = load(w, scale, i);
            FloatVector v1 = load(w1, scale1, i);
            FloatVector u = Lanes.load(p, 0, false);
            a00 = v0.fma(u, a00);
            a10 = v1.fma(u, a10);
            u = Lanes.load(p, Lanes.COUNT, false);
            a01 = v0.fma(u, a01);
            a11 = v1.fma(u, a11);
            v0 = load(w, scale, i + Lanes.COUNT);
            v1 = load(w1, scale1, i + Lanes.COUNT);
            u = Lanes.load(p, 2 * Lanes.COUNT, false);
            b00 = v0.fma(u, b00);
            b10 = v1.fma(u, b10);
            u = Lanes.load(p, 3 * Lanes.COUNT, false);
            b01 = v0.fma(u, b01);
            b11 = v1.fma(u, b11);
        }
        a00.add(b00).intoArray(t, 0);
        a10.add(b10).intoArray(t, Lanes.COUNT);
        a01.add(b01).intoArray(t, 2 * Lanes.COUNT);
        a11.add(b11).intoArray(t, 3 * Lanes.COUNT);
    }

    private static void fourByOne(
            long w,
            long scale,
            long w1,
            long scale1,
            long w2,
            long scale2,
            long w3,
            long scale3,
            int full,
            long x,
            float[] t) {
        FloatVector a0 = FloatVector.zero(Lanes.FLOATS);
        FloatVector a1 = a0;
        FloatVector a2 = a0;
        FloatVector a3 = a0;
        FloatVector b0 = a0;
        FloatVector b1 = a0;
        FloatVector b2 = a0;
        FloatVector b3 = a0;
        long end = full;
        for (long i = 0; i != end; i += STEP) {
            long p = x + 4 * i;
            FloatVector u = Lanes.load(p, 0, false);
            FloatVector z = Lanes.load(p, Lanes.COUNT, false);
            a0 = load(w, scale, i).fma(u, a0);
            b0 = load(w, scale, i + Lanes.COUNT).fma(z, b0);
            a1 = load(w1, scale1, i).fma(u, a1);
            b1 = load(w1, scale1, i + Lanes.COUNT).fma(z, b1);
            a2 = load(w2, scale2, i).fma(u, a2);
            b2 = load(w2, scale2, i + Lanes.COUNT).fma(z, b2);
            a3 = load(w3, scale3, i).fma(u, a3);
            b3 = load(w3, scale3, i + Lanes.COUNT).fma(z, b3);
        }
        a0.add(b0).intoArray(t, 0);
        a1.add(b1).intoArray(t, Lanes.COUNT);
        a2.add(b2).intoArray(t, 2 * Lanes.COUNT);
        a3.add(b3).intoArray(t, 3 * Lanes.COUNT);
    }

    /// Values as [Matrix#get] gives them, so that a product is the one with an fp32 matrix of these
    /// values.
    private static FloatVector load(long w, long scale, long i) {
        return Lanes.loadBytes(w + i).mul(Lanes.get(scale, i >>> Matrix.SCALE_SHIFT));
    }

    /// The columns after the last whole step, one by one; `x` holds a token's values for them.
    private static float rest(long w, long scale, int from, int to, long x) {
        float sum = 0;
        for (int i = from; i < to; i++) {
            float value = Lanes.getByte(w, i) * Lanes.get(scale, i >>> Matrix.SCALE_SHIFT);
            sum = Math.fma(value, Lanes.get(x, i - from), sum);
        }
        return sum;
    }
}
