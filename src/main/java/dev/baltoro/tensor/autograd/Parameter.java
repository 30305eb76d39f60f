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

    private Parameter(String name, Tensor master, Tensor compute) {
        this.name = name;
        this.master = master;
        this.compute = compute;
    }

    /// {@return a parameter that computes in `computeType`}
    ///
    /// @param master fp32 values; the parameter takes the handle over
    public static Parameter of(String name, Tensor master, DType computeType) {
        if (master.dtype() != DType.F32) {
            throw new IllegalArgumentException(name + " needs an fp32 master, got " + master);
        }
        Tensor kept = master.keep();
        return new Parameter(
                name, kept, computeType == DType.F32 ? kept : kept.to(computeType).keep());
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
