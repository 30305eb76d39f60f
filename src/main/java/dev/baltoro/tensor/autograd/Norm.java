package dev.baltoro.tensor.autograd;

import dev.baltoro.tensor.DType;
import dev.baltoro.tensor.Tensor;
import dev.baltoro.tensor.kernel.RmsNorm;

/// Root-mean-square normalisation of rows with a trained gain.
public final class Norm {
    private Norm() {}

    /// {@return [T, D] from `x` [T, D] and a gain [D], in x's dtype}
    public static Variable apply(Tape tape, Variable x, Parameter gain, double epsilon) {
        Tensor value = x.value();
        Tensor input_TD = value.isContiguous() ? value : value.contiguous();
        Tensor y_TD = Tensor.empty(input_TD.dtype(), input_TD.device(), input_TD.shape());
        Tensor roots_T1 = Tensor.empty(DType.F32, input_TD.device(), input_TD.size(0), 1);
        RmsNorm.forward(input_TD, gain.master(), epsilon, y_TD, roots_T1);
        Tape.Saved saved = tape.saved();
        Tensor x_TD = saved.keep(input_TD);
        Tensor inverse_T1 = saved.keep(roots_T1);
        return tape.record(
                y_TD,
                saved,
                dy_TD -> {
                    Tensor dx_TD = Tensor.empty(x_TD.dtype(), x_TD.device(), x_TD.shape());
                    RmsNorm.backward(
                            dy_TD.contiguous(),
                            x_TD,
                            gain.master(),
                            inverse_T1,
                            dx_TD,
                            tape.gradients().sum(gain));
                    x.accumulate(dx_TD);
                });
    }
}
