package dev.baltoro.tensor.kernel.decode;

import dev.baltoro.tensor.kernel.Lanes;
import jdk.incubator.vector.FloatVector;

/// The last step of a dot product: the sum of a vector's lanes, for many vectors at once.
///
/// The products leave their vectors in memory and this is a loop of its own, because the compiler
/// inlines only so many vector operations into one method and leaves the others as calls that
/// allocate.
final class LaneSums {
    /// Vectors that are in memory at a time: as many rows times tokens, a multiple of every tile's.
    static final int VECTORS = 64;

    private LaneSums() {}

    /// {@return room for [#VECTORS]}
    static float[] room() {
        return new float[VECTORS * Lanes.COUNT];
    }

    /// Sets `y[y0 + b·stride + r]` to the sum of vector `r·tokens + b` of `t`, whose content is
    /// lost.
    ///
    /// The order is that of [Lanes#sum(FloatVector)].
    static void write(float[] t, int rows, int tokens, float[] y, int y0, int stride) {
        int end = rows * tokens * Lanes.COUNT;
        if (Lanes.COUNT == 16) {
            foldSixteen(t, end);
        }
        if (Lanes.COUNT == 16 || Lanes.COUNT == 8) {
            foldEight(t, end);
        }
        int at = 0;
        for (int r = 0; r < rows; r++) {
            for (int b = 0; b < tokens; b++) {
                y[y0 + b * stride + r] = sum(t, at);
                at += Lanes.COUNT;
            }
        }
    }

    private static float sum(float[] t, int at) {
        return switch (Lanes.COUNT) {
            case 4, 8, 16 -> (t[at] + t[at + 2]) + (t[at + 1] + t[at + 3]);
            default -> Lanes.sum(FloatVector.fromArray(Lanes.FLOATS, t, at));
        };
    }

    /// Adds the upper half of each vector to its lower one.
    private static void foldSixteen(float[] t, int end) {
        for (int at = 0; at < end; at += Lanes.COUNT) {
            FloatVector upper = FloatVector.fromArray(FloatVector.SPECIES_256, t, at + 8);
            FloatVector.fromArray(FloatVector.SPECIES_256, t, at).add(upper).intoArray(t, at);
        }
    }

    /// Adds to the first four lanes of each vector the next four.
    private static void foldEight(float[] t, int end) {
        for (int at = 0; at < end; at += Lanes.COUNT) {
            FloatVector upper = FloatVector.fromArray(FloatVector.SPECIES_128, t, at + 4);
            FloatVector.fromArray(FloatVector.SPECIES_128, t, at).add(upper).intoArray(t, at);
        }
    }
}
