package dev.baltoro.tensor.kernel.decode;

import dev.baltoro.tensor.kernel.Lanes;
import java.util.Arrays;
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
            if (columns < Lanes.COUNT) {
                shortRows(at, rowBytes, scaleAt, scaleBytes, columns, count, x, tokens, t);
            } else {
                switch (tokens) {
                    case 1 -> one(at, rowBytes, scaleAt, scaleBytes, full, columns, count, x, t);
                    case 2 -> two(at, rowBytes, scaleAt, scaleBytes, full, columns, count, x, t);
                    case 3 -> three(at, rowBytes, scaleAt, scaleBytes, full, columns, count, x, t);
                    default -> four(at, rowBytes, scaleAt, scaleBytes, full, columns, count, x, t);
                }
            }
            LaneSums.write(t, count, tokens, y, y0 + from, stride);
        }
    }

    private static void four(
            long w,
            long rowBytes,
            long scale,
            long scaleBytes,
            long full,
            long columns,
            int rows,
            long x,
            float[] t) {
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
            for (long i = 0; i != full; i += STEP) {
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
            a0 = a0.add(b0);
            a1 = a1.add(b1);
            a2 = a2.add(b2);
            a3 = a3.add(b3);
            long tail = x + 16 * full;
            for (long i = full; i < columns; i += Lanes.COUNT) {
                long from = Math.min(i, columns - Lanes.COUNT);
                FloatVector v = loadTail(row, rowScale, from);
                a0 = v.fma(Lanes.loadFloats(tail, 0), a0);
                a1 = v.fma(Lanes.loadFloats(tail, Lanes.COUNT), a1);
                a2 = v.fma(Lanes.loadFloats(tail, 2 * Lanes.COUNT), a2);
                a3 = v.fma(Lanes.loadFloats(tail, 3 * Lanes.COUNT), a3);
                tail += 16 * Lanes.COUNT;
            }
            int at = 4 * r * Lanes.COUNT;
            a0.intoArray(t, at);
            a1.intoArray(t, at + Lanes.COUNT);
            a2.intoArray(t, at + 2 * Lanes.COUNT);
            a3.intoArray(t, at + 3 * Lanes.COUNT);
        }
    }

    private static void three(
            long w,
            long rowBytes,
            long scale,
            long scaleBytes,
            long full,
            long columns,
            int rows,
            long x,
            float[] t) {
        for (int r = 0; r < rows; r++) {
            long row = w + r * rowBytes;
            long rowScale = scale + r * scaleBytes;
            FloatVector a0 = FloatVector.zero(Lanes.FLOATS);
            FloatVector a1 = a0;
            FloatVector a2 = a0;
            FloatVector b0 = a0;
            FloatVector b1 = a0;
            FloatVector b2 = a0;
            for (long i = 0; i != full; i += STEP) {
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
            a0 = a0.add(b0);
            a1 = a1.add(b1);
            a2 = a2.add(b2);
            long tail = x + 12 * full;
            for (long i = full; i < columns; i += Lanes.COUNT) {
                long from = Math.min(i, columns - Lanes.COUNT);
                FloatVector v = loadTail(row, rowScale, from);
                a0 = v.fma(Lanes.loadFloats(tail, 0), a0);
                a1 = v.fma(Lanes.loadFloats(tail, Lanes.COUNT), a1);
                a2 = v.fma(Lanes.loadFloats(tail, 2 * Lanes.COUNT), a2);
                tail += 12 * Lanes.COUNT;
            }
            int at = 3 * r * Lanes.COUNT;
            a0.intoArray(t, at);
            a1.intoArray(t, at + Lanes.COUNT);
            a2.intoArray(t, at + 2 * Lanes.COUNT);
        }
    }

    /// An odd row is computed twice.
    private static void two(
            long w,
            long rowBytes,
            long scale,
            long scaleBytes,
            long full,
            long columns,
            int rows,
            long x,
            float[] t) {
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
            for (long i = 0; i != full; i += STEP) {
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
            a00 = a00.add(b00);
            a01 = a01.add(b01);
            a10 = a10.add(b10);
            a11 = a11.add(b11);
            long tail = x + 8 * full;
            for (long i = full; i < columns; i += Lanes.COUNT) {
                long from = Math.min(i, columns - Lanes.COUNT);
                FloatVector v0 = loadTail(row0, scale0, from);
                FloatVector v1 = loadTail(row1, scale1, from);
                FloatVector u = Lanes.loadFloats(tail, 0);
                a00 = v0.fma(u, a00);
                a10 = v1.fma(u, a10);
                u = Lanes.loadFloats(tail, Lanes.COUNT);
                a01 = v0.fma(u, a01);
                a11 = v1.fma(u, a11);
                tail += 8 * Lanes.COUNT;
            }
            int at = 2 * r * Lanes.COUNT;
            a00.intoArray(t, at);
            a01.intoArray(t, at + Lanes.COUNT);
            a10.intoArray(t, at + 2 * Lanes.COUNT);
            a11.intoArray(t, at + 3 * Lanes.COUNT);
        }
    }

    /// What is missing of four rows is the last row once more.
    private static void one(
            long w,
            long rowBytes,
            long scale,
            long scaleBytes,
            long full,
            long columns,
            int rows,
            long x,
            float[] t) {
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
            for (long i = 0; i != full; i += STEP) {
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
            a0 = a0.add(b0);
            a1 = a1.add(b1);
            a2 = a2.add(b2);
            a3 = a3.add(b3);
            long tail = x + 4 * full;
            for (long i = full; i < columns; i += Lanes.COUNT) {
                long from = Math.min(i, columns - Lanes.COUNT);
                FloatVector u = Lanes.loadFloats(tail, 0);
                a0 = loadTail(row0, scale0, from).fma(u, a0);
                a1 = loadTail(row1, scale1, from).fma(u, a1);
                a2 = loadTail(row2, scale2, from).fma(u, a2);
                a3 = loadTail(row3, scale3, from).fma(u, a3);
                tail += 4 * Lanes.COUNT;
            }
            int at = r * Lanes.COUNT;
            a0.intoArray(t, at);
            a1.intoArray(t, at + Lanes.COUNT);
            a2.intoArray(t, at + 2 * Lanes.COUNT);
            a3.intoArray(t, at + 3 * Lanes.COUNT);
        }
    }

    /// Values as [Matrix#get] gives them, so that a product is the one with an fp32 matrix of these
    /// values.
    private static FloatVector load(long w, long scale, long i) {
        return Lanes.loadBytes(w + i).mul(Lanes.get(scale, i >>> Matrix.SCALE_SHIFT));
    }

    /// The last columns, of which those that were counted already have a factor of zero, whatever
    /// their scale.
    private static FloatVector loadTail(long w, long scale, long from) {
        return Lanes.loadBytes(w + from)
                .mul(Lanes.get(scale, (from + Lanes.COUNT - 1) >>> Matrix.SCALE_SHIFT));
    }

    /// Sets `t` to the products of rows that are shorter than a vector. A row is made one first:
    /// there is no mask for values of 8 bits before AVX-512, and a whole vector would read past it.
    private static void shortRows(
            long w,
            long rowBytes,
            long scale,
            long scaleBytes,
            int columns,
            int rows,
            long x,
            int tokens,
            float[] t) {
        Arrays.fill(t, LaneSums.SUMS_AT, LaneSums.SUMS_AT + Lanes.COUNT, 0);
        int at = 0;
        for (int r = 0; r < rows; r++) {
            long row = w + r * rowBytes;
            float factor = Lanes.get(scale + r * scaleBytes, 0);
            for (int i = 0; i < columns; i++) {
                t[LaneSums.SUMS_AT + i] = Lanes.getByte(row, i) * factor;
            }
            FloatVector v = FloatVector.fromArray(Lanes.FLOATS, t, LaneSums.SUMS_AT);
            for (int b = 0; b < tokens; b++) {
                v.mul(Lanes.loadFloats(x, b * Lanes.COUNT)).intoArray(t, at);
                at += Lanes.COUNT;
            }
        }
    }
}
