package dev.baltoro.tensor.autograd;

import dev.baltoro.tensor.Tensor;

/// y = x · Wᵀ.
public final class Linear {
    private Linear() {}

    /// {@return [T, F] from `x` [T, D] and a weight [F, D]; 2·T·D·F operations, twice that on the
    /// way back}
    public static Variable apply(Tape tape, Variable x, Parameter weight) {
        Tape.Saved saved = tape.saved();
        Tensor x_TD = saved.keep(x.value());
        return tape.record(
                x.value().mm(weight.compute().t()),
                saved,
                dy_TF -> {
                    tape.gradients().addProduct(weight, dy_TF.t(), x_TD);
                    x.accumulateProduct(dy_TF, weight.compute());
                });
    }
}
