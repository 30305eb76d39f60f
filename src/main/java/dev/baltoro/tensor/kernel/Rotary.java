package dev.baltoro.tensor.kernel;

import dev.baltoro.tensor.DType;
import dev.baltoro.tensor.Tensor;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;

/// Copies columns of token-major rows to head-major ones and back, and applies rotary positions on
/// the way.
///
/// A rotary pair is two neighbours (2j, 2j+1) or two columns half the width apart, as the model's
/// files say. There is no Vector API version: these loops move memory, and the JIT vectorises them
/// well enough.
public final class Rotary {
    private static final ValueLayout.OfFloat FLOAT = ValueLayout.JAVA_FLOAT_UNALIGNED;
    private static final ValueLayout.OfShort SHORT = ValueLayout.JAVA_SHORT_UNALIGNED;

    private final float[] cosine;
    private final float[] sine;
    private final int width;
    private final boolean interleaved;

    /// @param cosine for each position, the cosine of each pair's angle, row-major
    /// @param sine likewise the sine
    /// @param width columns that turn: twice the pairs
    /// @param interleaved whether pairs are neighbours
    public Rotary(float[] cosine, float[] sine, int width, boolean interleaved) {
        if (cosine.length != sine.length || cosine.length % (width / 2) != 0) {
            throw new IllegalArgumentException(
                    "rotary tables of %d and %d values do not fit %d columns"
                            .formatted(cosine.length, sine.length, width));
        }
        this.cosine = cosine.clone();
        this.sine = sine.clone();
        this.width = width;
        this.interleaved = interleaved;
    }

    /// {@return how many positions the tables have}
    public int positions() {
        return cosine.length / (width / 2);
    }

    /// Turns the [#width] values from `values[at]` on in place, to `position`.
    public void turn(float[] values, int at, int position) {
        int pairs = width / 2;
        int table = position * pairs;
        for (int j = 0; j < pairs; j++) {
            int first = at + (interleaved ? 2 * j : j);
            int second = at + (interleaved ? 2 * j + 1 : j + pairs);
            float c = cosine[table + j];
            float s = sine[table + j];
            float a = values[first];
            float b = values[second];
            values[first] = a * c - b * s;
            values[second] = b * c + a * s;
        }
    }

    /// Turns [#width] columns of each row from `source` to `target`; rows and columns are given by
    /// strides in elements.
    ///
    /// @param from where to read
    /// @param to where to write, or to add
    /// @param positions position of each row
    /// @param direction 1 to turn forward, −1 to turn back (the transpose, for gradients)
    /// @param add whether to add to the target
    public void turn(
            StridedColumns from, StridedColumns to, int[] positions, int direction, boolean add) {
        int pairs = width / 2;
        for (int row = 0; row < positions.length; row++) {
            int table = positions[row] * pairs;
            for (int j = 0; j < pairs; j++) {
                int first = interleaved ? 2 * j : j;
                int second = interleaved ? 2 * j + 1 : j + pairs;
                float c = cosine[table + j];
                float s = sine[table + j] * direction;
                float a = from.get(row, first);
                float b = from.get(row, second);
                float x = a * c - b * s;
                float y = b * c + a * s;
                to.set(row, first, add ? to.get(row, first) + x : x);
                to.set(row, second, add ? to.get(row, second) + y : y);
            }
        }
    }

    /// A run of columns of a row-major matrix in a tensor's memory.
    ///
    /// @param memory the tensor's memory
    /// @param half whether elements are bfloat16, else fp32
    /// @param start element index of the first column of row 0
    /// @param stride elements from a row to the next
    public record StridedColumns(MemorySegment memory, boolean half, long start, long stride) {

        /// {@return columns of `tensor` that begin at element `start` and repeat every `stride`}
        public static StridedColumns of(Tensor tensor, long start, long stride) {
            return new StridedColumns(tensor.memory(), tensor.dtype() == DType.BF16, start, stride);
        }

        /// {@return the columns `offset` further right}
        public StridedColumns at(int offset) {
            return new StridedColumns(memory, half, start + offset, stride);
        }

        float get(int row, int column) {
            long index = start + row * stride + column;
            return half
                    ? Float.intBitsToFloat(memory.get(SHORT, 2 * index) << 16)
                    : memory.get(FLOAT, 4 * index);
        }

        void set(int row, int column, float value) {
            long index = start + row * stride + column;
            if (half) {
                int bits = Float.floatToIntBits(value); // one NaN only: others could round to zero
                memory.set(
                        SHORT, 2 * index, (short) ((bits + 0x7fff + ((bits >>> 16) & 1)) >>> 16));
            } else {
                memory.set(FLOAT, 4 * index, value);
            }
        }

        /// Copies `width` columns of `rows` rows to `target`, which has the same dtype.
        public void copy(StridedColumns target, int rows, int width) {
            int bytes = half ? 2 : 4;
            for (int row = 0; row < rows; row++) {
                MemorySegment.copy(
                        memory,
                        bytes * (start + row * stride),
                        target.memory,
                        bytes * (target.start + row * target.stride),
                        (long) bytes * width);
            }
        }
    }
}
