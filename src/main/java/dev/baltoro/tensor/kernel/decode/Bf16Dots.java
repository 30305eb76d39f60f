package dev.baltoro.tensor.kernel.decode;

import dev.baltoro.tensor.kernel.Lanes;
import jdk.incubator.vector.FloatVector;

/// Dot products of bfloat16 rows with one, two or four tokens.
///
/// There is one accumulator for each row and token whatever the tile, see [RowDots]. The three
/// formats have loops of their own, so that each compiles without a branch on the format. Their
/// condition is `!=`: the compiler would unroll a counted loop and run out of registers. `t` is
/// room for a tile's accumulators, whose lanes are added in memory: eight sums by shuffles are more
/// than the compiler inlines.
final class Bf16Dots {
    private Bf16Dots() {}

    /// y[y0 + r] = w[r]·x[x0..] for all rows r.
    static void one(
            long w,
            long rowBytes,
            int columns,
            int rows,
            float[] x,
            int x0,
            float[] t,
            float[] y,
            int y0) {
        int r = 0;
        for (; r + 4 <= rows; r += 4) {
            fourByOne(w + r * rowBytes, rowBytes, columns, x, x0, t, y, y0 + r);
        }
        for (; r < rows; r++) {
            oneByOne(w + r * rowBytes, columns, x, x0, t, y, y0 + r);
        }
    }

    /// The same for the tokens at `x0` and `x1`, to `y0` and `y1`.
    static void two(
            long w,
            long rowBytes,
            int columns,
            int rows,
            float[] x,
            int x0,
            int x1,
            float[] t,
            float[] y,
            int y0,
            int y1) {
        int r = 0;
        for (; r + 2 <= rows; r += 2) {
            twoByTwo(w + r * rowBytes, rowBytes, columns, x, x0, x1, t, y, y0 + r, y1 + r);
        }
        for (; r < rows; r++) {
            oneByOne(w + r * rowBytes, columns, x, x0, t, y, y0 + r);
            oneByOne(w + r * rowBytes, columns, x, x1, t, y, y1 + r);
        }
    }

    /// The same for four tokens, to `y0` and every `stride` after it.
    static void four(
            long w,
            long rowBytes,
            int columns,
            int rows,
            float[] x,
            int x0,
            int x1,
            int x2,
            int x3,
            float[] t,
            float[] y,
            int y0,
            int stride) {
        int r = 0;
        for (; r + 2 <= rows; r += 2) {
            twoByFour(w + r * rowBytes, rowBytes, columns, x, x0, x1, x2, x3, t, y, y0 + r, stride);
        }
        for (; r < rows; r++) {
            oneByOne(w + r * rowBytes, columns, x, x0, t, y, y0 + r);
            oneByOne(w + r * rowBytes, columns, x, x1, t, y, y0 + stride + r);
            oneByOne(w + r * rowBytes, columns, x, x2, t, y, y0 + 2 * stride + r);
            oneByOne(w + r * rowBytes, columns, x, x3, t, y, y0 + 3 * stride + r);
        }
    }

    private static void oneByOne(
            long w, int columns, float[] x, int x0, float[] t, float[] y, int y0) {
        FloatVector s = FloatVector.zero(Lanes.FLOATS);
        int full = Lanes.FLOATS.loopBound(columns);
        for (int i = 0; i != full; i += Lanes.COUNT) {
            s = Lanes.load(w, i, true).fma(FloatVector.fromArray(Lanes.FLOATS, x, x0 + i), s);
        }
        s.intoArray(t, 0);
        y[y0] = Lanes.sum(t, 0);
        if (full < columns) {
            y[y0] += rest(w, full, columns, x, x0);
        }
    }

    private static void fourByOne(
            long w, long rowBytes, int columns, float[] x, int x0, float[] t, float[] y, int y0) {
        long w1 = w + rowBytes;
        long w2 = w1 + rowBytes;
        long w3 = w2 + rowBytes;
        FloatVector s0 = FloatVector.zero(Lanes.FLOATS);
        FloatVector s1 = s0;
        FloatVector s2 = s0;
        FloatVector s3 = s0;
        int full = Lanes.FLOATS.loopBound(columns);
        for (int i = 0; i != full; i += Lanes.COUNT) {
            FloatVector v = FloatVector.fromArray(Lanes.FLOATS, x, x0 + i);
            s0 = Lanes.load(w, i, true).fma(v, s0);
            s1 = Lanes.load(w1, i, true).fma(v, s1);
            s2 = Lanes.load(w2, i, true).fma(v, s2);
            s3 = Lanes.load(w3, i, true).fma(v, s3);
        }
        s0.intoArray(t, 0);
        s1.intoArray(t, Lanes.COUNT);
        s2.intoArray(t, 2 * Lanes.COUNT);
        s3.intoArray(t, 3 * Lanes.COUNT);
        y[y0] = Lanes.sum(t, 0);
        y[y0 + 1] = Lanes.sum(t, Lanes.COUNT);
        y[y0 + 2] = Lanes.sum(t, 2 * Lanes.COUNT);
        y[y0 + 3] = Lanes.sum(t, 3 * Lanes.COUNT);
        if (full < columns) {
            y[y0] += rest(w, full, columns, x, x0);
            y[y0 + 1] += rest(w1, full, columns, x, x0);
            y[y0 + 2] += rest(w2, full, columns, x, x0);
            y[y0 + 3] += rest(w3, full, columns, x, x0);
        }
    }

    private static void twoByTwo(
            long w,
            long rowBytes,
            int columns,
            float[] x,
            int x0,
            int x1,
            float[] t,
            float[] y,
            int y0,
            int y1) {
        long w1 = w + rowBytes;
        FloatVector s00 = FloatVector.zero(Lanes.FLOATS);
        FloatVector s01 = s00;
        FloatVector s10 = s00;
        FloatVector s11 = s00;
        int full = Lanes.FLOATS.loopBound(columns);
        for (int i = 0; i != full; i += Lanes.COUNT) {
            FloatVector v0 = Lanes.load(w, i, true);
            FloatVector v1 = Lanes.load(w1, i, true);
            FloatVector u = FloatVector.fromArray(Lanes.FLOATS, x, x0 + i);
            s00 = v0.fma(u, s00);
            s10 = v1.fma(u, s10);
            u = FloatVector.fromArray(Lanes.FLOATS, x, x1 + i);
            s01 = v0.fma(u, s01);
            s11 = v1.fma(u, s11);
        }
        s00.intoArray(t, 0);
        s10.intoArray(t, Lanes.COUNT);
        s01.intoArray(t, 2 * Lanes.COUNT);
        s11.intoArray(t, 3 * Lanes.COUNT);
        y[y0] = Lanes.sum(t, 0);
        y[y0 + 1] = Lanes.sum(t, Lanes.COUNT);
        y[y1] = Lanes.sum(t, 2 * Lanes.COUNT);
        y[y1 + 1] = Lanes.sum(t, 3 * Lanes.COUNT);
        if (full < columns) {
            y[y0] += rest(w, full, columns, x, x0);
            y[y0 + 1] += rest(w1, full, columns, x, x0);
            y[y1] += rest(w, full, columns, x, x1);
            y[y1 + 1] += rest(w1, full, columns, x, x1);
        }
    }

    private static void twoByFour(
            long w,
            long rowBytes,
            int columns,
            float[] x,
            int x0,
            int x1,
            int x2,
            int x3,
            float[] t,
            float[] y,
            int y0,
            int stride) {
        long w1 = w + rowBytes;
        FloatVector s00 = FloatVector.zero(Lanes.FLOATS);
        FloatVector s01 = s00;
        FloatVector s02 = s00;
        FloatVector s03 = s00;
        FloatVector s10 = s00;
        FloatVector s11 = s00;
        FloatVector s12 = s00;
        FloatVector s13 = s00;
        int full = Lanes.FLOATS.loopBound(columns);
        for (int i = 0; i != full; i += Lanes.COUNT) {
            FloatVector v0 = Lanes.load(w, i, true);
            FloatVector v1 = Lanes.load(w1, i, true);
            FloatVector u = FloatVector.fromArray(Lanes.FLOATS, x, x0 + i);
            s00 = v0.fma(u, s00);
            s10 = v1.fma(u, s10);
            u = FloatVector.fromArray(Lanes.FLOATS, x, x1 + i);
            s01 = v0.fma(u, s01);
            s11 = v1.fma(u, s11);
            u = FloatVector.fromArray(Lanes.FLOATS, x, x2 + i);
            s02 = v0.fma(u, s02);
            s12 = v1.fma(u, s12);
            u = FloatVector.fromArray(Lanes.FLOATS, x, x3 + i);
            s03 = v0.fma(u, s03);
            s13 = v1.fma(u, s13);
        }
        int y1 = y0 + stride;
        int y2 = y1 + stride;
        int y3 = y2 + stride;
        s00.intoArray(t, 0);
        s10.intoArray(t, Lanes.COUNT);
        s01.intoArray(t, 2 * Lanes.COUNT);
        s11.intoArray(t, 3 * Lanes.COUNT);
        s02.intoArray(t, 4 * Lanes.COUNT);
        s12.intoArray(t, 5 * Lanes.COUNT);
        s03.intoArray(t, 6 * Lanes.COUNT);
        s13.intoArray(t, 7 * Lanes.COUNT);
        y[y0] = Lanes.sum(t, 0);
        y[y0 + 1] = Lanes.sum(t, Lanes.COUNT);
        y[y1] = Lanes.sum(t, 2 * Lanes.COUNT);
        y[y1 + 1] = Lanes.sum(t, 3 * Lanes.COUNT);
        y[y2] = Lanes.sum(t, 4 * Lanes.COUNT);
        y[y2 + 1] = Lanes.sum(t, 5 * Lanes.COUNT);
        y[y3] = Lanes.sum(t, 6 * Lanes.COUNT);
        y[y3 + 1] = Lanes.sum(t, 7 * Lanes.COUNT);
        if (full < columns) {
            y[y0] += rest(w, full, columns, x, x0);
            y[y0 + 1] += rest(w1, full, columns, x, x0);
            y[y1] += rest(w, full, columns, x, x1);
            y[y1 + 1] += rest(w1, full, columns, x, x1);
            y[y2] += rest(w, full, columns, x, x2);
            y[y2 + 1] += rest(w1, full, columns, x, x2);
            y[y3] += rest(w, full, columns, x, x3);
            y[y3 + 1] += rest(w1, full, columns, x, x3);
        }
    }

    /// The columns after the last whole vector, one by one.
    private static float rest(long w, int from, int to, float[] x, int x0) {
        float sum = 0;
        for (int i = from; i < to; i++) {
            sum = Math.fma(Lanes.getHalf(w, i), x[x0 + i], sum);
        }
        return sum;
    }
}
