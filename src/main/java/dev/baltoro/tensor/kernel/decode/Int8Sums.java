package dev.baltoro.tensor.kernel.decode;

import dev.baltoro.tensor.kernel.Lanes;
import jdk.incubator.vector.FloatVector;
import jdk.incubator.vector.VectorMask;

/// Sums of int8 rows, each times a token's factor, added to the token's output.
///
/// One accumulator for each column and token takes the rows in their order whatever the tile, see
/// [RowSums].
final class Int8Sums {
    private Int8Sums() {}

    /// y[y0 + c] += Σ_n a[a0 + n]·w[n, c] for all columns c.
    static void one(
            long w, long scale, int columns, int rows, float[] a, int a0, float[] y, int y0) {
        if (columns < Lanes.COUNT) {
            shortRows(w, scale, columns, rows, a, a0, y, y0);
            return;
        }
        int c = 0;
        for (; c + 4 * Lanes.COUNT <= columns; c += 4 * Lanes.COUNT) {
            fourVectors(w, scale, columns, rows, c, a, a0, y, y0 + c);
        }
        if (c + 2 * Lanes.COUNT <= columns) {
            twoVectors(w, scale, columns, rows, c, a, a0, y, y0 + c);
            c += 2 * Lanes.COUNT;
        }
        for (; c < columns; c += Lanes.COUNT) {
            int from = Math.min(c, columns - Lanes.COUNT);
            oneVector(w, scale, columns, rows, from, a, a0, y, y0 + from, c - from);
        }
    }

    /// The same for two tokens.
    static void two(
            long w,
            long scale,
            int columns,
            int rows,
            float[] a,
            int a0,
            int a1,
            float[] y,
            int y0,
            int y1) {
        if (columns < Lanes.COUNT) {
            shortRows(w, scale, columns, rows, a, a0, y, y0);
            shortRows(w, scale, columns, rows, a, a1, y, y1);
            return;
        }
        int c = 0;
        for (; c + 4 * Lanes.COUNT <= columns; c += 4 * Lanes.COUNT) {
            fourVectorsTwice(w, scale, columns, rows, c, a, a0, a1, y, y0 + c, y1 + c);
        }
        if (c + 2 * Lanes.COUNT <= columns) {
            twoVectorsTwice(w, scale, columns, rows, c, a, a0, a1, y, y0 + c, y1 + c);
            c += 2 * Lanes.COUNT;
        }
        for (; c < columns; c += Lanes.COUNT) {
            int from = Math.min(c, columns - Lanes.COUNT);
            oneVectorTwice(
                    w, scale, columns, rows, from, a, a0, a1, y, y0 + from, y1 + from, c - from);
        }
    }

    /// Rows that are shorter than a vector, with one column after the other: there is no mask for
    /// values of 8 bits before AVX-512, and a whole vector would read past the row.
    private static void shortRows(
            long w, long scale, int columns, int rows, float[] a, int a0, float[] y, int y0) {
        for (int n = 0; n != rows; n++) {
            float factor = a[a0 + n];
            for (int c = 0; c < columns; c++) {
                y[y0 + c] = Math.fma(get(w, scale, columns, n, c), factor, y[y0 + c]);
            }
        }
    }

    /// The lanes before `kept`, which an earlier vector had, stay as they are.
    private static void oneVector(
            long w,
            long scale,
            int columns,
            int rows,
            int c,
            float[] a,
            int a0,
            float[] y,
            int y0,
            int kept) {
        FloatVector s = FloatVector.fromArray(Lanes.FLOATS, y, y0);
        for (int n = 0; n != rows; n++) {
            s = load(w, scale, columns, n, c).fma(Lanes.broadcast(a[a0 + n]), s);
        }
        s.intoArray(y, y0, Lanes.from(kept));
    }

    private static void oneVectorTwice(
            long w,
            long scale,
            int columns,
            int rows,
            int c,
            float[] a,
            int a0,
            int a1,
            float[] y,
            int y0,
            int y1,
            int kept) {
        FloatVector s = FloatVector.fromArray(Lanes.FLOATS, y, y0);
        FloatVector t = FloatVector.fromArray(Lanes.FLOATS, y, y1);
        for (int n = 0; n != rows; n++) {
            FloatVector value = load(w, scale, columns, n, c);
            s = value.fma(Lanes.broadcast(a[a0 + n]), s);
            t = value.fma(Lanes.broadcast(a[a1 + n]), t);
        }
        VectorMask<Float> ours = Lanes.from(kept);
        s.intoArray(y, y0, ours);
        t.intoArray(y, y1, ours);
    }

    private static void twoVectors(
            long w,
            long scale,
            int columns,
            int rows,
            int c,
            float[] a,
            int a0,
            float[] y,
            int y0) {
        FloatVector s0 = FloatVector.fromArray(Lanes.FLOATS, y, y0);
        FloatVector s1 = FloatVector.fromArray(Lanes.FLOATS, y, y0 + Lanes.COUNT);
        for (int n = 0; n != rows; n++) {
            FloatVector v = Lanes.broadcast(a[a0 + n]);
            s0 = load(w, scale, columns, n, c).fma(v, s0);
            s1 = load(w, scale, columns, n, c + Lanes.COUNT).fma(v, s1);
        }
        s0.intoArray(y, y0);
        s1.intoArray(y, y0 + Lanes.COUNT);
    }

    private static void twoVectorsTwice(
            long w,
            long scale,
            int columns,
            int rows,
            int c,
            float[] a,
            int a0,
            int a1,
            float[] y,
            int y0,
            int y1) {
        FloatVector s0 = FloatVector.fromArray(Lanes.FLOATS, y, y0);
        FloatVector s1 = FloatVector.fromArray(Lanes.FLOATS, y, y0 + Lanes.COUNT);
        FloatVector t0 = FloatVector.fromArray(Lanes.FLOATS, y, y1);
        FloatVector t1 = FloatVector.fromArray(Lanes.FLOATS, y, y1 + Lanes.COUNT);
        for (int n = 0; n != rows; n++) {
            FloatVector v0 = Lanes.broadcast(a[a0 + n]);
            FloatVector v1 = Lanes.broadcast(a[a1 + n]);
            FloatVector value = load(w, scale, columns, n, c);
            s0 = value.fma(v0, s0);
            t0 = value.fma(v1, t0);
            value = load(w, scale, columns, n, c + Lanes.COUNT);
            s1 = value.fma(v0, s1);
            t1 = value.fma(v1, t1);
        }
        s0.intoArray(y, y0);
        s1.intoArray(y, y0 + Lanes.COUNT);
        t0.intoArray(y, y1);
        t1.intoArray(y, y1 + Lanes.COUNT);
    }

    private static void fourVectors(
            long w,
            long scale,
            int columns,
            int rows,
            int c,
            float[] a,
            int a0,
            float[] y,
            int y0) {
        FloatVector s0 = FloatVector.fromArray(Lanes.FLOATS, y, y0);
        FloatVector s1 = FloatVector.fromArray(Lanes.FLOATS, y, y0 + Lanes.COUNT);
        FloatVector s2 = FloatVector.fromArray(Lanes.FLOATS, y, y0 + 2 * Lanes.COUNT);
        FloatVector s3 = FloatVector.fromArray(Lanes.FLOATS, y, y0 + 3 * Lanes.COUNT);
        for (int n = 0; n != rows; n++) {

            FloatVector v = Lanes.broadcast(a[a0 + n]);
            s0 = load(w, scale, columns, n, c).fma(v, s0);
            s1 = load(w, scale, columns, n, c + Lanes.COUNT).fma(v, s1);
            s2 = load(w, scale, columns, n, c + 2 * Lanes.COUNT).fma(v, s2);
            s3 = load(w, scale, columns, n, c + 3 * Lanes.COUNT).fma(v, s3);
        }
        s0.intoArray(y, y0);
        s1.intoArray(y, y0 + Lanes.COUNT);
        s2.intoArray(y, y0 + 2 * Lanes.COUNT);
        s3.intoArray(y, y0 + 3 * Lanes.COUNT);
    }

    private static void fourVectorsTwice(
            long w,
            long scale,
            int columns,
            int rows,
            int c,
            float[] a,
            int a0,
            int a1,
            float[] y,
            int y0,
            int y1) {
        FloatVector s0 = FloatVector.fromArray(Lanes.FLOATS, y, y0);
        FloatVector s1 = FloatVector.fromArray(Lanes.FLOATS, y, y0 + Lanes.COUNT);
        FloatVector s2 = FloatVector.fromArray(Lanes.FLOATS, y, y0 + 2 * Lanes.COUNT);
        FloatVector s3 = FloatVector.fromArray(Lanes.FLOATS, y, y0 + 3 * Lanes.COUNT);
        FloatVector t0 = FloatVector.fromArray(Lanes.FLOATS, y, y1);
        FloatVector t1 = FloatVector.fromArray(Lanes.FLOATS, y, y1 + Lanes.COUNT);
        FloatVector t2 = FloatVector.fromArray(Lanes.FLOATS, y, y1 + 2 * Lanes.COUNT);
        FloatVector t3 = FloatVector.fromArray(Lanes.FLOATS, y, y1 + 3 * Lanes.COUNT);
        for (int n = 0; n != rows; n++) {

            FloatVector v0 = Lanes.broadcast(a[a0 + n]);
            FloatVector v1 = Lanes.broadcast(a[a1 + n]);
            FloatVector value = load(w, scale, columns, n, c);
            s0 = value.fma(v0, s0);
            t0 = value.fma(v1, t0);
            value = load(w, scale, columns, n, c + Lanes.COUNT);
            s1 = value.fma(v0, s1);
            t1 = value.fma(v1, t1);
            value = load(w, scale, columns, n, c + 2 * Lanes.COUNT);
            s2 = value.fma(v0, s2);
            t2 = value.fma(v1, t2);
            value = load(w, scale, columns, n, c + 3 * Lanes.COUNT);
            s3 = value.fma(v0, s3);
            t3 = value.fma(v1, t3);
        }
        s0.intoArray(y, y0);
        s1.intoArray(y, y0 + Lanes.COUNT);
        s2.intoArray(y, y0 + 2 * Lanes.COUNT);
        s3.intoArray(y, y0 + 3 * Lanes.COUNT);
        t0.intoArray(y, y1);
        t1.intoArray(y, y1 + Lanes.COUNT);
        t2.intoArray(y, y1 + 2 * Lanes.COUNT);
        t3.intoArray(y, y1 + 3 * Lanes.COUNT);
    }

    /// A vector may begin in one scale's columns and end in the next one's only where its last
    /// columns alone are used.
    private static FloatVector load(long w, long scale, int columns, int n, int c) {
        return Lanes.loadBytes(w + (long) n * columns + c)
                .mul(scale(scale, columns, n, c + Lanes.COUNT - 1));
    }

    private static float get(long w, long scale, int columns, int n, int c) {
        return Lanes.getByte(w, (long) n * columns + c) * scale(scale, columns, n, c);
    }

    private static float scale(long scale, int columns, int n, int c) {
        return Lanes.get(
                scale, (long) n * Matrix.scalesPerRow(columns) + (c >>> Matrix.SCALE_SHIFT));
    }
}
