package dev.baltoro.tensor.kernel;

import dev.baltoro.tensor.Tensor;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import java.nio.ByteOrder;
import jdk.incubator.vector.FloatVector;
import jdk.incubator.vector.VectorShuffle;
import jdk.incubator.vector.VectorSpecies;

/// Loops over symmetric fp32 matrices [n, n] whose upper half alone has been computed.
public final class SymmetricLoops {
    private static final ValueLayout.OfFloat FLOAT = ValueLayout.JAVA_FLOAT;

    private SymmetricLoops() {}

    /// Copies what is above `full`'s diagonal below it, and sets `polynomial`, on and above the
    /// diagonal, to `scale`·`full` + `diagonal`·I; below the diagonal it is undefined.
    public static void complete(Tensor full, Tensor polynomial, double scale, double diagonal) {
        int n = (int) full.size(0);
        Fit.floats("full", full, (long) n * n);
        Fit.floats("polynomial", polynomial, (long) n * n);
        if (Kernels.vectorized()) {
            Vectors.mirror(full.address(), n);
            Vectors.scale(full.address(), polynomial.address(), n, (float) scale, (float) diagonal);
        } else {
            plain(full.memory(), polynomial.memory(), n, (float) scale, (float) diagonal);
        }
    }

    static void plain(MemorySegment full, MemorySegment polynomial, int n, float a, float b) {
        for (long row = 0; row < n; row++) {
            for (long column = 0; column < row; column++) {
                float mirrored = full.getAtIndex(FLOAT, column * n + row);
                full.setAtIndex(FLOAT, row * n + column, mirrored);
            }
            for (long column = row; column < n; column++) {
                float scaled = a * full.getAtIndex(FLOAT, row * n + column);
                polynomial.setAtIndex(FLOAT, row * n + column, scaled + (column == row ? b : 0));
            }
        }
    }

    /// The same loops in vectors; a class of its own, since the JVM may lack the Vector API.
    private static final class Vectors {
        /// Blocks of 4 × 4 are transposed in registers; every machine has vectors of four floats.
        private static final VectorSpecies<Float> FOUR = FloatVector.SPECIES_128;

        private static final int SIDE = 4;
        private static final VectorShuffle<Float> LOW = shuffle(0, -4, 1, -3);
        private static final VectorShuffle<Float> HIGH = shuffle(2, -2, 3, -1);
        private static final VectorShuffle<Float> FIRST = shuffle(0, 1, -4, -3);
        private static final VectorShuffle<Float> LAST = shuffle(2, 3, -2, -1);

        /// Negative indexes count from the end of the second vector.
        private static VectorShuffle<Float> shuffle(int... lanes) {
            return VectorShuffle.fromValues(FOUR, lanes);
        }

        static void mirror(long address, int n) {
            int whole = n - n % SIDE;
            for (int row = 0; row < whole; row += SIDE) {
                for (int column = row + SIDE; column < whole; column += SIDE) {
                    turn(address, (long) row * n + column, (long) column * n + row, n);
                }
                mirrorRows(address, row, row + SIDE, row, n);
            }
            mirrorRows(address, whole, n, 0, n);
        }

        /// Writes the block at element `to` as the transpose of the block at element `from`.
        private static void turn(long address, long from, long to, int n) {
            FloatVector a = load(address, from);
            FloatVector b = load(address, from + n);
            FloatVector c = load(address, from + 2L * n);
            FloatVector d = load(address, from + 3L * n);
            FloatVector lowAb = a.rearrange(LOW, b);
            FloatVector highAb = a.rearrange(HIGH, b);
            FloatVector lowCd = c.rearrange(LOW, d);
            FloatVector highCd = c.rearrange(HIGH, d);
            store(lowAb.rearrange(FIRST, lowCd), address, to);
            store(lowAb.rearrange(LAST, lowCd), address, to + n);
            store(highAb.rearrange(FIRST, highCd), address, to + 2L * n);
            store(highAb.rearrange(LAST, highCd), address, to + 3L * n);
        }

        /// Fills rows from `first` to `end`, from `column` to the diagonal, one by one.
        private static void mirrorRows(long address, int first, int end, int column, int n) {
            for (int row = first; row < end; row++) {
                for (int i = column; i < row; i++) {
                    float mirrored = Lanes.get(address, (long) i * n + row);
                    Lanes.set(address, (long) row * n + i, mirrored);
                }
            }
        }

        static void scale(long full, long polynomial, int n, float scale, float diagonal) {
            for (int row = 0; row < n; row++) {
                long start = (long) row * n;
                int column = row - row % Lanes.COUNT;
                for (; column + Lanes.COUNT <= n; column += Lanes.COUNT) {
                    FloatVector scaled = Lanes.loadFloats(full, start + column).mul(scale);
                    Lanes.storeFloats(scaled, polynomial, start + column);
                }
                for (; column < n; column++) {
                    Lanes.set(polynomial, start + column, scale * Lanes.get(full, start + column));
                }
                long middle = start + row;
                Lanes.set(polynomial, middle, Lanes.get(polynomial, middle) + diagonal);
            }
        }

        private static FloatVector load(long address, long index) {
            return FloatVector.fromMemorySegment(
                    FOUR, Lanes.ALL, address + 4 * index, ByteOrder.LITTLE_ENDIAN);
        }

        private static void store(FloatVector values, long address, long index) {
            values.intoMemorySegment(Lanes.ALL, address + 4 * index, ByteOrder.LITTLE_ENDIAN);
        }
    }
}
