package dev.baltoro.tensor.kernel.decode;

import dev.baltoro.tensor.kernel.Lanes;
import jdk.incubator.vector.FloatVector;

/// Sums of fp32 rows, each times a token's factor, added to the token's output.
///
/// One accumulator for each column and token takes the rows in their order whatever the tile, see
/// [RowSums].
final class F32Sums {
    private F32Sums() {}

    /// y[y0 + c] += Σ_n a[a0 + n]·w[n, c] for all columns c.
    static void one(
            long w, long rowBytes, int columns, int rows, float[] a, int a0, float[] y, int y0) {
        from(0, w, rowBytes, columns, rows, a, a0, y, y0);
    }

    private static void from(
            int start,
            long w,
            long rowBytes,
            int columns,
            int rows,
            float[] a,
            int a0,
            float[] y,
            int y0) {
        int full = Lanes.FLOATS.loopBound(columns);
        int c = start;
        for (; c + 4 * Lanes.COUNT <= full; c += 4 * Lanes.COUNT) {
            fourVectors(w, rowBytes, rows, c, a, a0, y, y0 + c);
        }
        for (; c < full; c += Lanes.COUNT) {
            oneVector(w, rowBytes, rows, c, a, a0, y, y0 + c).intoArray(y, y0 + c);
        }
        if (c < columns) {
            rest(c, w, rowBytes, columns, rows, a, a0, y, y0);
        }
    }

    /// Columns after the last whole vector: the upper lanes of a vector that ends with the last
    /// column. Rows shorter than a vector go one column after the other.
    private static void rest(
            int start,
            long w,
            long rowBytes,
            int columns,
            int rows,
            float[] a,
            int a0,
            float[] y,
            int y0) {
        int last = columns - Lanes.COUNT;
        if (last >= 0) {
            float[] sums = oneVector(w, rowBytes, rows, last, a, a0, y, y0 + last).toArray();
            System.arraycopy(sums, start - last, y, y0 + start, columns - start);
            return;
        }
        for (int c = start; c < columns; c++) {
            float s = y[y0 + c];
            for (int n = 0; n != rows; n++) {
                s = Math.fma(Lanes.get(w + n * rowBytes, c), a[a0 + n], s);
            }
            y[y0 + c] = s;
        }
    }

    /// The same for two tokens.
    static void two(
            long w,
            long rowBytes,
            int columns,
            int rows,
            float[] a,
            int a0,
            int a1,
            float[] y,
            int y0,
            int y1) {
        int full = Lanes.FLOATS.loopBound(columns);
        int c = 0;
        for (; c + 4 * Lanes.COUNT <= full; c += 4 * Lanes.COUNT) {
            fourVectorsTwice(w, rowBytes, rows, c, a, a0, a1, y, y0 + c, y1 + c);
        }
        if (c < columns) {
            from(c, w, rowBytes, columns, rows, a, a0, y, y0);
            from(c, w, rowBytes, columns, rows, a, a1, y, y1);
        }
    }

    private static FloatVector oneVector(
            long w, long rowBytes, int rows, int c, float[] a, int a0, float[] y, int y0) {
        FloatVector s = FloatVector.fromArray(Lanes.FLOATS, y, y0);
        for (int n = 0; n != rows; n++) {
            s = Lanes.loadFloats(w + n * rowBytes, c).fma(Lanes.broadcast(a[a0 + n]), s);
        }
        return s;
    }

    private static void fourVectors(
            long w, long rowBytes, int rows, int c, float[] a, int a0, float[] y, int y0) {
        FloatVector s0 = FloatVector.fromArray(Lanes.FLOATS, y, y0);
        FloatVector s1 = FloatVector.fromArray(Lanes.FLOATS, y, y0 + Lanes.COUNT);
        FloatVector s2 = FloatVector.fromArray(Lanes.FLOATS, y, y0 + 2 * Lanes.COUNT);
        FloatVector s3 = FloatVector.fromArray(Lanes.FLOATS, y, y0 + 3 * Lanes.COUNT);
        for (int n = 0; n != rows; n++) {
            long row = w + n * rowBytes;
            FloatVector v = Lanes.broadcast(a[a0 + n]);
            s0 = Lanes.loadFloats(row, c).fma(v, s0);
            s1 = Lanes.loadFloats(row, c + Lanes.COUNT).fma(v, s1);
            s2 = Lanes.loadFloats(row, c + 2 * Lanes.COUNT).fma(v, s2);
            s3 = Lanes.loadFloats(row, c + 3 * Lanes.COUNT).fma(v, s3);
        }
        s0.intoArray(y, y0);
        s1.intoArray(y, y0 + Lanes.COUNT);
        s2.intoArray(y, y0 + 2 * Lanes.COUNT);
        s3.intoArray(y, y0 + 3 * Lanes.COUNT);
    }

    private static void fourVectorsTwice(
            long w,
            long rowBytes,
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
            long row = w + n * rowBytes;
            FloatVector v0 = Lanes.broadcast(a[a0 + n]);
            FloatVector v1 = Lanes.broadcast(a[a1 + n]);
            FloatVector value = Lanes.loadFloats(row, c);
            s0 = value.fma(v0, s0);
            t0 = value.fma(v1, t0);
            value = Lanes.loadFloats(row, c + Lanes.COUNT);
            s1 = value.fma(v0, s1);
            t1 = value.fma(v1, t1);
            value = Lanes.loadFloats(row, c + 2 * Lanes.COUNT);
            s2 = value.fma(v0, s2);
            t2 = value.fma(v1, t2);
            value = Lanes.loadFloats(row, c + 3 * Lanes.COUNT);
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
}
