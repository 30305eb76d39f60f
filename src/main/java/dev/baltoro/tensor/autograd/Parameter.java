package dev.baltoro.tensor.autograd;

import dev.baltoro.tensor.DType;
import dev.baltoro.tensor.Tensor;
import dev.baltoro.tensor.kernel.decode.Format;
import dev.baltoro.tensor.kernel.decode.Matrix;
import java.util.Arrays;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/// A trained tensor: the fp32 master that the optimizer changes, and the copy that computation
/// reads.
///
/// In fp32 both are one tensor. After the master has changed, [#refresh] brings the copy up to
/// date. One for inference alone has no master: its values lie in a [Matrix], and computation reads
/// them widened to fp32.
public final class Parameter implements AutoCloseable {
    private final String name;
    private final @Nullable Tensor master;
    private final @Nullable Tensor compute;
    private final @Nullable Matrix frozen;
    private final long[] shape;
    private final long matrices;

    private Parameter(
            String name,
            @Nullable Tensor master,
            @Nullable Tensor compute,
            @Nullable Matrix frozen,
            long[] shape,
            long matrices) {
        this.name = name;
        this.master = master;
        this.compute = compute;
        this.frozen = frozen;
        this.shape = shape;
        this.matrices = matrices;
    }

    /// {@return a parameter for inference alone}
    ///
    /// @param values all dimensions of `shape` but the last one are their rows; the parameter takes
    ///   the handle over
    public static Parameter frozen(String name, Matrix values, long... shape) {
        return new Parameter(name, null, null, values, shape.clone(), 1);
    }

    /// {@return a parameter that is one matrix or vector and computes in `computeType`}
    ///
    /// @param master fp32 values; the parameter takes the handle over
    public static Parameter of(String name, Tensor master, DType computeType) {
        return stack(name, master, computeType, 1);
    }

    /// {@return a parameter that is a stack of matrices}
    ///
    /// @param matrices equal parts of the rows that are matrices of their own: experts, gate and up
    ///   projection
    public static Parameter stack(String name, Tensor master, DType computeType, long matrices) {
        if (master.dtype() != DType.F32) {
            throw new IllegalArgumentException(name + " needs an fp32 master, got " + master);
        }
        Tensor kept = master.keep();
        return new Parameter(
                name,
                kept,
                computeType == DType.F32 ? kept : kept.to(computeType).keep(),
                null,
                kept.shape(),
                matrices);
    }

    /// {@return a tensor of this parameter's shape as its matrices, [B, N, M]}
    public Tensor matrices(Tensor like) {
        long columns = like.size(-1);
        return like.view(matrices, like.elements() / columns / matrices, columns);
    }

    /// {@return its name, as in a checkpoint}
    public String name() {
        return name;
    }

    /// {@return the fp32 values}
    ///
    /// @throws IllegalStateException if the parameter is for inference alone
    public Tensor master() {
        if (master == null) {
            throw new IllegalStateException(name + " is for inference alone and has no master");
        }
        return master;
    }

    /// {@return the values that computation reads; of a frozen parameter an fp32 copy that belongs
    /// to the caller's scope}
    public Tensor compute() {
        return compute != null ? compute : matrix().widened(0, matrix().rows()).view(shape);
    }

    /// {@return as [#compute], one matrix of a stack [E, …, …]}
    public Tensor compute(int index) {
        if (compute != null) {
            return compute.select(0, index);
        }
        int rows = Math.toIntExact(matrix().rows() / shape[0]);
        return matrix().widened(index * rows, rows);
    }

    /// {@return rows of [#compute], by number, [N, D]}
    public Tensor rows(long... numbers) {
        if (compute != null) {
            Tensor index = Tensor.of(numbers, numbers.length).to(compute.device());
            return compute.indexSelect(0, index);
        }
        float[] values = new float[Math.toIntExact(numbers.length * shape[1])];
        for (int i = 0; i < numbers.length; i++) {
            matrix().row(Math.toIntExact(numbers[i]), values, Math.toIntExact(i * shape[1]));
        }
        return Tensor.of(values, numbers.length, shape[1]);
    }

    /// {@return the values as the decoding kernels read them, over the same memory}
    ///
    /// The caller closes it.
    public Matrix decoding() {
        return frozen != null
                ? frozen.retain()
                : Matrix.of(compute(), Format.of(compute().dtype()));
    }

    /// {@return the format of the values that computation reads}
    public Format format() {
        return compute != null ? Format.of(compute.dtype()) : matrix().format();
    }

    private Matrix matrix() {
        return Objects.requireNonNull(frozen);
    }

    /// {@return the shape}
    public long[] shape() {
        return shape.clone();
    }

    /// Brings the computing copy up to date with the master.
    public void refresh() {
        if (compute != null && master != null && compute != master) {
            compute.copy_(master);
        }
    }

    @Override
    public void close() {
        for (AutoCloseable part : new @Nullable AutoCloseable[] {master, compute, frozen}) {
            if (part instanceof Tensor tensor) {
                tensor.close();
            } else if (part instanceof Matrix matrix) {
                matrix.close();
            }
        }
    }

    @Override
    public String toString() {
        return name + " " + Arrays.toString(shape) + " " + format();
    }
}
