package dev.baltoro.tensor;

import org.bytedeco.javacpp.FloatPointer;
import org.bytedeco.javacpp.Pointer;
import org.bytedeco.openblas.global.openblas;

/// fp32 matrix products straight from OpenBLAS, the library that libtorch calls too.
///
/// libtorch spends some microseconds on a product before it starts; experts and attention make
/// thousands of small ones a step.
final class Blas {
    private static final int ROW_MAJOR = 101;
    private static final int AS_IS = 111;
    private static final int TRANSPOSED = 112;
    private static final int UPPER = 121;
    private static final int LEFT = 141;
    private static final int RIGHT = 142;

    static {
        // The switch is OpenBLAS's own; libtorch's threads setting does not reach it.
        openblas.blas_set_num_threads(1);
    }

    private Blas() {}

    /// A matrix or a batch of them in memory: rows or columns lie without gaps between their
    /// elements.
    private record Layout(long address, int order, int leading, long batchStride) {
        long matrix(long index) {
            return address + 4 * index * batchStride;
        }
    }

    /// {@return whether `c` += `a`·`b` is a product that [#gemm] can do; all [n, m] or all [b, n,
    /// m]}
    static boolean takes(Tensor c, Tensor a, Tensor b) {
        int d = c.dimensions();
        return (d == 2 || d == 3)
                && a.dimensions() == d
                && b.dimensions() == d
                && isPlain(c)
                && isPlain(a)
                && isPlain(b)
                && (d == 2 || (a.size(0) == c.size(0) && b.size(0) == c.size(0)))
                && a.size(-2) == c.size(-2)
                && b.size(-1) == c.size(-1)
                && a.size(-1) == b.size(-2)
                && c.handle.stride(d - 1) == 1
                && fits(c)
                && fits(a)
                && fits(b);
    }

    /// Sets `c` to `alpha`·`a`·`b` + `beta`·`c`; with `beta` 0, what was in `c` does not matter.
    static void gemm(Tensor c, Tensor a, Tensor b, double alpha, double beta) {
        Layout layoutA = layout(a);
        Layout layoutB = layout(b);
        Layout layoutC = layout(c);
        long batches = c.dimensions() == 2 ? 1 : c.size(0);
        for (long i = 0; i < batches; i++) {
            openblas.cblas_sgemm(
                    ROW_MAJOR,
                    layoutA.order,
                    layoutB.order,
                    (int) c.size(-2),
                    (int) c.size(-1),
                    (int) a.size(-1),
                    (float) alpha,
                    new At(layoutA.matrix(i)),
                    layoutA.leading,
                    new At(layoutB.matrix(i)),
                    layoutB.leading,
                    (float) beta,
                    new At(layoutC.matrix(i)),
                    layoutC.leading);
        }
    }

    /// Sets `c` on and above its diagonal to `alpha`·`x`·`x`ᵀ + `beta`·`c`.
    static Tensor upperGram(Tensor c, Tensor x, double alpha, double beta) {
        OperandCheck.check("upper_gram_", c, x);
        boolean shapes = isMatrix(c) && x.dimensions() == 2 && c.size(0) == x.size(0);
        require("upper_gram_", shapes && c.size(1) == c.size(0) && isPlain(x) && fits(x), c, x);
        Layout layout = layout(x);
        openblas.cblas_ssyrk(
                ROW_MAJOR,
                UPPER,
                layout.order,
                (int) x.size(0),
                (int) x.size(1),
                (float) alpha,
                new At(layout.address),
                layout.leading,
                (float) beta,
                new At(c.address()),
                (int) c.size(1));
        return c;
    }

    /// Sets `c` to the symmetric matrix whose upper half is `upper` times `x`, or to `x` times it.
    static Tensor symmetric(Tensor c, Tensor upper, Tensor x, boolean left) {
        OperandCheck.check("symmetric_mm_", c, upper, x);
        boolean matrices = isMatrix(c) && isMatrix(upper) && isMatrix(x);
        long side = left ? c.size(0) : c.size(-1);
        boolean square = matrices && upper.size(0) == side && upper.size(1) == side;
        boolean alike = square && x.size(0) == c.size(0) && x.size(1) == c.size(1);
        require("symmetric_mm_", alike, c, upper, x);
        openblas.cblas_ssymm(
                ROW_MAJOR,
                left ? LEFT : RIGHT,
                UPPER,
                (int) c.size(0),
                (int) c.size(1),
                1,
                new At(upper.address()),
                (int) side,
                new At(x.address()),
                (int) c.size(1),
                0,
                new At(c.address()),
                (int) c.size(1));
        return c;
    }

    private static boolean isMatrix(Tensor tensor) {
        return tensor.dimensions() == 2 && isPlain(tensor) && tensor.isContiguous();
    }

    private static void require(String operation, boolean holds, Tensor... operands) {
        if (!holds) {
            throw new TensorException(
                    "%s: needs fitting fp32 matrices on the CPU, got %s"
                            .formatted(operation, OperandCheck.describe(operands)));
        }
    }

    private static boolean isPlain(Tensor tensor) {
        return tensor.dtype() == DType.F32
                && tensor.device() == Device.CPU
                && !tensor.isClosed()
                && tensor.elements() > 0;
    }

    /// {@return whether rows, or columns, have no gaps and do not overlap}
    private static boolean fits(Tensor tensor) {
        int d = tensor.dimensions();
        long down = tensor.handle.stride(d - 2);
        long across = tensor.handle.stride(d - 1);
        long rows = tensor.size(-2);
        long columns = tensor.size(-1);
        boolean byRows = across == 1 && down >= columns;
        boolean byColumns = down == 1 && across >= rows;
        return (byRows || byColumns) && Math.max(down, across) <= Integer.MAX_VALUE;
    }

    private static Layout layout(Tensor tensor) {
        int d = tensor.dimensions();
        long down = tensor.handle.stride(d - 2);
        long across = tensor.handle.stride(d - 1);
        boolean byRows = across == 1 && down >= tensor.size(-1);
        return new Layout(
                tensor.handle.data_ptr().address(),
                byRows ? AS_IS : TRANSPOSED,
                (int) (byRows ? down : across),
                d == 3 ? tensor.handle.stride(0) : 0);
    }

    /// A pointer at an address, without a native object of its own.
    private static final class At extends FloatPointer {
        At(long at) {
            super((Pointer) null);
            address = at;
        }
    }
}
