package dev.baltoro.tensor.autograd;

import dev.baltoro.tensor.DType;
import dev.baltoro.tensor.Tensor;

/// A trained tensor: the fp32 master that the optimizer changes, and the copy that computation
/// reads.
///
/// In fp32 both are one tensor. After the master has changed, [#refresh] brings the copy up to
/// date.
public final class Parameter implements AutoCloseable {
    private final String name;
    private final Tensor master;
    private final Tensor compute;
    private final long matrices;

    private Parameter(String name, Tensor master, Tensor compute, long matrices) {
        this.name = name;
        this.master = master;
        this.compute = compute;
        this.matrices = matrices;
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
    public Tensor master() {
        return master;
    }

    /// {@return the values that computation reads}
    public Tensor compute() {
        return compute;
    }

    /// Brings the computing copy up to date with the master.
    public void refresh() {
        if (compute != master) {
            compute.copy_(master);
        }
    }

    @Override
    public void close() {
        master.close();
        compute.close();
    }

    @Override
    public String toString() {
        return name + " " + master;
    }
}
