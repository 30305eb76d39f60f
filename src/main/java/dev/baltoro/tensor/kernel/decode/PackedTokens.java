package dev.baltoro.tensor.kernel.decode;

import dev.baltoro.tensor.DType;
import dev.baltoro.tensor.Device;
import dev.baltoro.tensor.Tensor;
import dev.baltoro.tensor.kernel.Lanes;
import jdk.incubator.vector.FloatVector;
import jdk.incubator.vector.VectorMask;
import jdk.incubator.vector.VectorShuffle;

/// Room where one thread lays tokens' values side by side in the order in which a product's loops
/// read them, so that a loop has one address to follow whatever the number of tokens.
///
/// Up to four tokens are a group. For each two vectors of columns it has the tokens' first vectors,
/// then their second ones: for bfloat16 weights those of even and of odd columns, which lie in the
/// lower and upper halves of the weights' words, otherwise neighbours. The columns after the last
/// two vectors follow as one or two vectors of neighbours, of which the last ends with the last
/// column: where it reaches back over columns that came before, it has zeros. Such a vector of
/// weights can be read whole, with nothing after the row touched and no column counted twice.
public final class PackedTokens implements AutoCloseable {
    /// Tokens of a group.
    static final int GROUP = 4;

    private static final int FLOATS_MIN = 1 << 14;

    private static final VectorShuffle<Float> EVEN_THEN_ODD =
            VectorShuffle.fromOp(Lanes.FLOATS, i -> i < half() ? 2 * i : 2 * (i - half()) + 1);
    private static final VectorShuffle<Float> ODD_THEN_EVEN =
            VectorShuffle.fromOp(Lanes.FLOATS, i -> i < half() ? 2 * i + 1 : 2 * (i - half()));
    private static final VectorShuffle<Float> HALVES_EXCHANGED =
            VectorShuffle.fromOp(Lanes.FLOATS, i -> (i + half()) % Lanes.COUNT);
    private static final VectorMask<Float> UPPER_HALF =
            VectorMask.fromLong(Lanes.FLOATS, -1L << half());

    /// Accumulators on the way to their sums.
    final float[] lanes = LaneSums.room();

    private Tensor room = room(FLOATS_MIN);
    private long address = room.address();
    private int columns;
    private int stride;

    private static int half() {
        return Lanes.COUNT / 2;
    }

    /// Takes the tokens b before `batch`, each `width` values from `x[RowDots.at(…, b)]`, for
    /// products with weights of `format`; what was there before is gone.
    void take(
            Format format,
            float[] x,
            int xOffset,
            int xStride,
            int[] tokens,
            int first,
            int batch,
            int width) {
        columns = width;
        stride = Math.ceilDiv(width, Lanes.COUNT) * Lanes.COUNT;
        reserve((long) batch * stride);
        for (int b = 0; b < batch; b++) {
            int begin = b - b % GROUP;
            int members = Math.min(GROUP, batch - begin);
            int at = RowDots.at(xOffset, xStride, tokens, first, b);
            if (format == Format.BF16) {
                halves(x, at, group(begin), b - begin, members);
            } else {
                neighbours(x, at, group(begin), b - begin, members);
            }
        }
    }

    /// {@return where the group lies that begins with token `b`}
    long group(int b) {
        return address + 4L * b * stride;
    }

    private void reserve(long floats) {
        if (floats > room.elements()) {
            room.close();
            room = room(2 * floats);
            address = room.address();
        }
    }

    private static Tensor room(long floats) {
        return Tensor.empty(DType.F32, Device.CPU, floats).keep();
    }

    private void halves(float[] x, int at, long group, int member, int members) {
        int step = 2 * Lanes.COUNT;
        int full = columns - columns % step;
        for (int i = 0; i < full; i += step) {
            FloatVector low = FloatVector.fromArray(Lanes.FLOATS, x, at + i);
            FloatVector high = FloatVector.fromArray(Lanes.FLOATS, x, at + i + Lanes.COUNT);
            FloatVector a = low.rearrange(EVEN_THEN_ODD);
            FloatVector b = high.rearrange(ODD_THEN_EVEN);
            long to = group + 4L * ((long) i * members + member * Lanes.COUNT);
            Lanes.storeFloats(a.blend(b, UPPER_HALF), to, 0);
            FloatVector odd = b.blend(a, UPPER_HALF).rearrange(HALVES_EXCHANGED);
            Lanes.storeFloats(odd, to, (long) members * Lanes.COUNT);
        }
        rest(x, at, full, group, member, members);
    }

    private void neighbours(float[] x, int at, long group, int member, int members) {
        int step = 2 * Lanes.COUNT;
        int full = columns - columns % step;
        for (int i = 0; i < full; i += step) {
            long to = group + 4L * ((long) i * members + member * Lanes.COUNT);
            Lanes.storeFloats(FloatVector.fromArray(Lanes.FLOATS, x, at + i), to, 0);
            Lanes.storeFloats(
                    FloatVector.fromArray(Lanes.FLOATS, x, at + i + Lanes.COUNT),
                    to,
                    (long) members * Lanes.COUNT);
        }
        rest(x, at, full, group, member, members);
    }

    private void rest(float[] x, int at, int full, long group, int member, int members) {
        long to = group + 4L * ((long) members * full + (long) member * Lanes.COUNT);
        for (int i = full; i < columns; i += Lanes.COUNT) {
            int from = Math.max(0, Math.min(i, columns - Lanes.COUNT));
            for (int lane = 0; lane < Lanes.COUNT; lane++) {
                int column = from + lane;
                Lanes.set(to, lane, column < i || column >= columns ? 0 : x[at + column]);
            }
            to += 4L * members * Lanes.COUNT;
        }
    }

    /// Frees the room.
    @Override
    public void close() {
        room.close();
    }
}
