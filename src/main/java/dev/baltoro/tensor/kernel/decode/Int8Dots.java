package dev.baltoro.tensor.kernel.decode;

import dev.baltoro.tensor.kernel.Lanes;
import jdk.incubator.vector.FloatVector;

/// Dot products of int8 rows with one to four packed tokens.
///
/// There are two accumulators for each row and token whatever the tile, of alternating vectors of
/// columns, see [RowDots]. The three formats have loops of their own, so that each compiles without
/// a branch on the format. The inner loops' condition is `!=`: the compiler would unroll a counted
/// loop and run out of registers, of which eight accumulators leave half. Sums of lanes go to `t`,
/// see [LaneSums].
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
        int full = columns - columns % (2 * Lanes.COUNT);
        long rowBytes = columns;
        long scaleBytes = 4L * Matrix.scalesPerRow(columns);
        int turn = LaneSums.VECTORS / tokens;
        for (int from = 0; from < rows; from += turn) {
            int count = Math.min(turn, rows - from);
            long at = w + from * rowBytes;
            long scaleAt = scale + from * scaleBytes;
            switch (tokens) {
                case 1 -> one(at, rowBytes, scaleAt, scaleBytes, full, count, x, t);
                case 2 -> two(at, rowBytes, scaleAt, scaleBytes, full, count, x, t);
                case 3 -> three(at, rowBytes, scaleAt, scaleBytes, full, count, x, t);
                default -> four(at, rowBytes, scaleAt, scaleBytes, full, count, x, t);
            }
            if (full < columns) {
                rest(
                        at,
                        rowBytes,
                        scaleAt,
                        scaleBytes,
                        full,
                        columns,
                        count,
                        x + 4L * tokens * full,
                        tokens,
                        t);
            }
            LaneSums.write(t, count, tokens, y, y0 + from, stride);
        }
    }

    private static void four(
            long w,
            long rowBytes,
            long scale,
            long scaleBytes,
            int full,
            int rows,
            long x,
            float[] t) {
        long end = full;
        for (int r = 0; r < rows; r++) {
            long row = w + r * rowBytes;
            long rowScale = scale + r * scaleBytes;
            FloatVector a0 = FloatVector.zero(Lanes.FLOATS);
            FloatVector a1 = a0;
            FloatVector a2 = a0;
            FloatVector a3 = a0;
            FloatVector b0 = a0;
            FloatVector b1 = a0;
            FloatVector b2 = a0;
            FloatVector b3 = a0;
            for (long i = 0; i != end; i += STEP) {
                long p = x + 16 * i;
                FloatVector v = load(row, rowScale, i);
                a0 = v.fma(Lanes.loadFloats(p, 0), a0);
                a1 = v.fma(Lanes.loadFloats(p, Lanes.COUNT), a1);
                a2 = v.fma(Lanes.loadFloats(p, 2 * Lanes.COUNT), a2);
                a3 = v.fma(Lanes.loadFloats(p, 3 * Lanes.COUNT), a3);
                v = load(row, rowScale, i + Lanes.COUNT);
                b0 = v.fma(Lanes.loadFloats(p, 4 * Lanes.COUNT), b0);
                b1 = v.fma(Lanes.loadFloats(p, 5 * Lanes.COUNT), b1);
                b2 = v.fma(Lanes.loadFloats(p, 6 * Lanes.COUNT), b2);
                b3 = v.fma(Lanes.loadFloats(p, 7 * Lanes.COUNT), b3);
            }
            int at = 4 * r * Lanes.COUNT;
            a0.add(b0).intoArray(t, at);
            a1.add(b1).intoArray(t, at + Lanes.COUNT);
            a2.add(b2).intoArray(t, at + 2 * Lanes.COUNT);
            a3.add(b3).intoArray(t, at + 3 * Lanes.COUNT);
        }
    }

    private static void three(
            long w,
            long rowBytes,
            long scale,
            long scaleBytes,
            int full,
            int rows,
            long x,
            float[] t) {
        long end = full;
        for (int r = 0; r < rows; r++) {
            long row = w + r * rowBytes;
            long rowScale = scale + r * scaleBytes;
            FloatVector a0 = FloatVector.zero(Lanes.FLOATS);
            FloatVector a1 = a0;
            FloatVector a2 = a0;
            FloatVector b0 = a0;
            FloatVector b1 = a0;
            FloatVector b2 = a0;
            for (long i = 0; i != end; i += STEP) {
                long p = x + 12 * i;
                FloatVector v = load(row, rowScale, i);
                a0 = v.fma(Lanes.loadFloats(p, 0), a0);
                a1 = v.fma(Lanes.loadFloats(p, Lanes.COUNT), a1);
                a2 = v.fma(Lanes.loadFloats(p, 2 * Lanes.COUNT), a2);
                v = load(row, rowScale, i + Lanes.COUNT);
                b0 = v.fma(Lanes.loadFloats(p, 3 * Lanes.COUNT), b0);
                b1 = v.fma(Lanes.loadFloats(p, 4 * Lanes.COUNT), b1);
                b2 = v.fma(Lanes.loadFloats(p, 5 * Lanes.COUNT), b2);
            }
            int at = 3 * r * Lanes.COUNT;
            a0.add(b0).intoArray(t, at);
            a1.add(b1).intoArray(t, at + Lanes.COUNT);
            a2.add(b2).intoArray(t, at + 2 * Lanes.COUNT);
        }
    }

    /// An odd row is computed twice.
    private static void two(
            long w,
            long rowBytes,
            long scale,
            long scaleBytes,
            int full,
            int rows,
            long x,
            float[] t) {
        long end = full;
        for (int r = 0; r < rows; r += 2) {
            int next = Math.min(r + 1, rows - 1);
            long row0 = w + r * rowBytes;
            long scale0 = scale + r * scaleBytes;
            long row1 = w + next * rowBytes;
            long scale1 = scale + next * scaleBytes;
            FloatVector a00 = FloatVector.zero(Lanes.FLOATS);
            FloatVector a01 = a00;
            FloatVector a10 = a00;
            FloatVector a11 = a00;
            FloatVector b00 = a00;
            FloatVector b01 = a00;
            FloatVector b10 = a00;
            FloatVector b11 = a00;
            for (long i = 0; i != end; i += STEP) {
                long p = x + 8 * i;
                FloatVector v0 = load(row0, scale0, i);
                FloatVector v1 = load(row1, scale1, i);
                FloatVector u = Lanes.loadFloats(p, 0);
                a00 = v0.fma(u, a00);
                a10 = v1.fma(u, a10);
                u = Lanes.loadFloats(p, Lanes.COUNT);
                a01 = v0.fma(u, a01);
                a11 = v1.fma(u, a11);
                v0 = load(row0, scale0, i + Lanes.COUNT);
                v1 = load(row1, scale1, i + Lanes.COUNT);
                u = Lanes.loadFloats(p, 2 * Lanes.COUNT);
                b00 = v0.fma(u, b00);
                b10 = v1.fma(u, b10);
                u = Lanes.loadFloats(p, 3 * Lanes.COUNT);
                b01 = v0.fma(u, b01);
                b11 = v1.fma(u, b11);
            }
            int at = 2 * r * Lanes.COUNT;
            a00.add(b00).intoArray(t, at);
            a01.add(b01).intoArray(t, at + Lanes.COUNT);
            a10.add(b10).intoArray(t, at + 2 * Lanes.COUNT);
            a11.add(b11).intoArray(t, at + 3 * Lanes.COUNT);
        }
    }

    /// What is missing of four rows is the last row once more.
    private static void one(
            long w,
            long rowBytes,
            long scale,
            long scaleBytes,
            int full,
            int rows,
            long x,
            float[] t) {
        long end = full;
        int last = rows - 1;
        for (int r = 0; r < rows; r += 4) {
            int r1 = Math.min(r + 1, last);
            int r2 = Math.min(r + 2, last);
            int r3 = Math.min(r + 3, last);
            long row0 = w + r * rowBytes;
            long scale0 = scale + r * scaleBytes;
            long row1 = w + r1 * rowBytes;
            long scale1 = scale + r1 * scaleBytes;
            long row2 = w + r2 * rowBytes;
            long scale2 = scale + r2 * scaleBytes;
            long row3 = w + r3 * rowBytes;
            long scale3 = scale + r3 * scaleBytes;
            FloatVector a0 = FloatVector.zero(Lanes.FLOATS);
            FloatVector a1 = a0;
            FloatVector a2 = a0;
            FloatVector a3 = a0;
            FloatVector b0 = a0;
            FloatVector b1 = a0;
            FloatVector b2 = a0;
            FloatVector b3 = a0;
            for (long i = 0; i != end; i += STEP) {
                long p = x + 4 * i;
                FloatVector u = Lanes.loadFloats(p, 0);
                FloatVector z = Lanes.loadFloats(p, Lanes.COUNT);
                a0 = load(row0, scale0, i).fma(u, a0);
                b0 = load(row0, scale0, i + Lanes.COUNT).fma(z, b0);
                a1 = load(row1, scale1, i).fma(u, a1);
                b1 = load(row1, scale1, i + Lanes.COUNT).fma(z, b1);
                a2 = load(row2, scale2, i).fma(u, a2);
                b2 = load(row2, scale2, i + Lanes.COUNT).fma(z, b2);
                a3 = load(row3, scale3, i).fma(u, a3);
                b3 = load(row3, scale3, i + Lanes.COUNT).fma(z, b3);
            }
            int at = r * Lanes.COUNT;
            a0.add(b0).intoArray(t, at);
            a1.add(b1).intoArray(t, at + Lanes.COUNT);
            a2.add(b2).intoArray(t, at + 2 * Lanes.COUNT);
            a3.add(b3).intoArray(t, at + 3 * Lanes.COUNT);
        }
    }

    /// Values as [Matrix#get] gives them, so that a product is the one with an fp32 matrix of these
    /// values.
    private static FloatVector load(long w, long scale, long i) {
        return Lanes.loadBytes(w + i).mul(Lanes.get(scale, i >>> Matrix.SCALE_SHIFT));
    }

    /// Adds the columns after the last whole step to the sums in `t`; `x` is where [PackedTokens]
    /// has put the tokens' values for them. Rows shorter than a vector go column by column.
    private static void rest(
            long w,
            long rowBytes,
            long scale,
            long scaleBytes,
            int full,
            int columns,
            int rows,
            long x,
            int tokens,
            float[] t) {
        for (int r = 0; r < rows; r++) {
            long row = w + r * rowBytes;
            long rowScale = scale + r * scaleBytes;
            for (int b = 0; b < tokens; b++) {
                int at = (r * tokens + b) * Lanes.COUNT;
                long p = x + 4L * b * Lanes.COUNT;
                if (columns < Lanes.COUNT) {
                    t[at] = single(row, rowScale, columns, p);
                    continue;
                }
                FloatVector sum = FloatVector.fromArray(Lanes.FLOATS, t, at);
                for (int i = full; i < columns; i += Lanes.COUNT) {
                    int from = Math.min(i, columns - Lanes.COUNT);
                    // Columns that were counted already have a factor of zero, whatever their
                    // scale.
                    float last =
                            Lanes.get(rowScale, (from + Lanes.COUNT - 1) >>> Matrix.SCALE_SHIFT);
                    FloatVector v = Lanes.loadBytes(row + from).mul(last);
                    sum = v.fma(Lanes.loadFloats(p, 0), sum);
                    p += 4L * tokens * Lanes.COUNT;
                }
                sum.intoArray(t, at);
            }
        }
    }

    private static float single(long row, long scale, int columns, long x) {
        float sum = 0;
        for (int i = 0; i < columns; i++) {
            float value = Lanes.getByte(row, i) * Lanes.get(scale, 0);
            sum = Math.fma(value, Lanes.get(x, i), sum);
        }
        return sum;
    }
}
