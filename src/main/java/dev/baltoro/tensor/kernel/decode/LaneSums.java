package dev.baltoro.tensor.kernel.decode;

import dev.baltoro.tensor.kernel.Lanes;
import jdk.incubator.vector.FloatVector;
import jdk.incubator.vector.VectorMask;
import jdk.incubator.vector.VectorShuffle;

/// The last step of a dot product: the sum of a vector's lanes, for many vectors at once.
///
/// The products leave their vectors in memory and this is a loop of its own, because the compiler
/// inlines only so many vector operations into one method and leaves the others as calls that
/// allocate. Four vectors are folded together: their halves become two vectors, the halves of those
/// one, so that what is left of a fold is never in half a vector.
final class LaneSums {
    /// Vectors that are in memory at a time: as many rows times tokens, a multiple of every tile's.
    static final int VECTORS = 64;

    private static final int FOUR = 4;

    /// Four rows are read even where fewer are left, for up to [PackedTokens#GROUP] tokens.
    private static final int ROOM = VECTORS + FOUR * PackedTokens.GROUP;

    /// Where sums are written. What is there before [#write] is nobody's.
    static final int SUMS_AT = ROOM * Lanes.COUNT;

    private static final int HALF = Lanes.COUNT / 2;
    private static final int QUARTER = Lanes.COUNT / 4;

    private static final VectorMask<Float> UPPER_HALF = upper(HALF);
    private static final VectorMask<Float> UPPER_QUARTERS = upper(QUARTER);
    private static final VectorShuffle<Float> HALVES = exchanged(HALF);
    private static final VectorShuffle<Float> QUARTERS = exchanged(QUARTER);
    private static final VectorShuffle<Float> PAIRS = exchanged(2);
    private static final VectorShuffle<Float> NEIGHBOURS = exchanged(1);

    /// Where the four sums are after their folds.
    private static final VectorShuffle<Float> IN_ORDER =
            VectorShuffle.fromOp(
                    Lanes.FLOATS, lane -> (lane % 2 * HALF + lane / 2 % 2 * QUARTER) % Lanes.COUNT);

    private LaneSums() {}

    private static VectorMask<Float> upper(int lanes) {
        long bits = 0;
        for (int lane = 0; lane < Lanes.COUNT; lane++) {
            bits |= (lane & lanes) == 0 ? 0 : 1L << lane;
        }
        return VectorMask.fromLong(Lanes.FLOATS, bits);
    }

    private static VectorShuffle<Float> exchanged(int lanes) {
        return VectorShuffle.fromOp(Lanes.FLOATS, lane -> (lane ^ lanes) % Lanes.COUNT);
    }

    /// {@return room for [#VECTORS]}
    static float[] room() {
        return new float[SUMS_AT + VECTORS + Lanes.COUNT];
    }

    /// Sets `y[y0 + b·stride + r]` to the sum of vector `r·tokens + b` of `t`, for at most
    /// [#VECTORS] of them.
    ///
    /// The order is that of [Lanes#sum(FloatVector)].
    static void write(float[] t, int rows, int tokens, float[] y, int y0, int stride) {
        int step = tokens * Lanes.COUNT;
        for (int b = 0; b < tokens; b++) {
            int from = b * Lanes.COUNT;
            if (Lanes.COUNT == 16 || Lanes.COUNT == 8 || Lanes.COUNT == 4) {
                fold(t, from, step, rows);
                System.arraycopy(t, SUMS_AT, y, y0 + b * stride, rows);
            } else {
                addWhole(t, from, step, y, y0 + b * stride, rows);
            }
        }
    }

    /// A vector of sums reaches over the next ones, which come after it.
    private static void fold(float[] t, int from, int step, int rows) {
        for (int r = 0; r < rows; r += FOUR) {
            int at = from + r * step;
            FloatVector a = FloatVector.fromArray(Lanes.FLOATS, t, at);
            FloatVector b = FloatVector.fromArray(Lanes.FLOATS, t, at + step);
            FloatVector c = FloatVector.fromArray(Lanes.FLOATS, t, at + 2 * step);
            FloatVector d = FloatVector.fromArray(Lanes.FLOATS, t, at + 3 * step);
            FloatVector ab = a.blend(b, UPPER_HALF).add(b.blend(a, UPPER_HALF).rearrange(HALVES));
            FloatVector cd = c.blend(d, UPPER_HALF).add(d.blend(c, UPPER_HALF).rearrange(HALVES));
            FloatVector sums =
                    ab.blend(cd, UPPER_QUARTERS)
                            .add(cd.blend(ab, UPPER_QUARTERS).rearrange(QUARTERS));
            if (Lanes.COUNT > 8) {
                sums = sums.add(sums.rearrange(PAIRS));
            }
            if (Lanes.COUNT > 4) {
                sums = sums.add(sums.rearrange(NEIGHBOURS));
            }
            sums.rearrange(IN_ORDER).intoArray(t, SUMS_AT + r);
        }
    }

    private static void addWhole(float[] t, int from, int step, float[] y, int y0, int rows) {
        for (int r = 0; r < rows; r++) {
            y[y0 + r] = Lanes.sum(FloatVector.fromArray(Lanes.FLOATS, t, from + r * step));
        }
    }
}
