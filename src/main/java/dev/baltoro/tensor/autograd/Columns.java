package dev.baltoro.tensor.autograd;

import dev.baltoro.tensor.Tensor;

/// Neighbouring columns of a matrix.
public final class Columns {
    private Columns() {}

    /// {@return columns `from` to `from + width` of `x` [T, D], as a matrix of their own}
    public static Variable apply(Tape tape, Variable x, long from, long width) {
        Tensor part = x.value().narrow(1, from, width).contiguous();
        return tape.record(part, tape.saved(), dy -> x.accumulateColumns(from, dy));
    }
}
