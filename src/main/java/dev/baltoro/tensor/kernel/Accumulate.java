package dev.baltoro.tensor.kernel;

import dev.baltoro.tensor.Tensor;
import java.util.Objects;

/// Gradients of any dtype into fp32 buffers.
public final class Accumulate {
    private Accumulate() {}

    /// Adds `source` to the fp32 `sum` of the same shape.
    public static void add(Tensor sum, Tensor source) {
        if (!Kernels.fuse(sum.elements(), sum, source)) {
            sum.add_(source);
            return;
        }
        Fit.elements("source", source, sum.elements());
        Fit.floats("sum", sum, sum.elements());
        long to = sum.address();
        long from = source.address();
        boolean half = Lanes.bf16(source);
        long count = sum.elements();
        for (long i = 0; i < count; i += Lanes.COUNT) {
            Lanes.storeFloats(Lanes.loadFloats(to, i).add(Lanes.load(from, i, half)), to, i);
        }
    }

    /// Adds `source` [rows, width] row by row to the rows `indices` of the fp32 `sum` [n, width].
    public static void addRows(Tensor sum, long[] indices, Tensor source) {
        long width = sum.size(-1);
        if (!Kernels.fuse(width, sum, source)) {
            sum.indexAdd_(
                    0, Tensor.of(indices, indices.length).to(sum.device()), source.to(sum.dtype()));
            return;
        }
        Fit.elements("source", source, indices.length * width);
        Fit.floats("sum", sum, sum.elements());
        for (long index : indices) {
            Objects.checkIndex(index, sum.elements() / width);
        }
        long from = source.address();
        boolean half = Lanes.bf16(source);
        for (int row = 0; row < indices.length; row++) {
            long to = sum.address() + 4 * width * indices[row];
            for (long i = 0; i < width; i += Lanes.COUNT) {
                Lanes.storeFloats(
                        Lanes.loadFloats(to, i).add(Lanes.load(from, row * width + i, half)),
                        to,
                        i);
            }
        }
    }
}
