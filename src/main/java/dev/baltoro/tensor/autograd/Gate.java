package dev.baltoro.tensor.autograd;

import dev.baltoro.tensor.DType;
import dev.baltoro.tensor.Tensor;
import dev.baltoro.tensor.kernel.SwiGlu;

/// The gated unit silu(gate) · up of dense feed-forward layers.
public final class Gate {
    private Gate() {}

    /// {@return [T, F] from `h` [T, 2F], whose first half is the gate}
    public static Variable apply(Tape tape, Variable h) {
        Tensor value = h.value();
        long rows = value.size(0);
        long width = value.size(1) / 2;
        Tensor y_TF = Tensor.empty(value.dtype(), value.device(), rows, width);
        Tensor ones_T1 = Tensor.ones(DType.F32, value.device(), rows, 1);
        SwiGlu.forward(value, ones_T1, y_TF);
        Tape.Saved saved = tape.saved();
        Tensor h_T2F = saved.keep(value);
        Tensor weight_T1 = saved.keep(ones_T1);
        return tape.record(
                y_TF,
                saved,
                dy_TF -> {
                    Tensor dh = Tensor.empty(h_T2F.dtype(), h_T2F.device(), h_T2F.shape());
                    Tensor dweight = Tensor.empty(DType.F32, h_T2F.device(), rows, 1);
                    Tensor again = Tensor.empty(dy_TF.dtype(), dy_TF.device(), dy_TF.shape());
                    SwiGlu.backward(dy_TF, h_T2F, weight_T1, again, dh, dweight);
                    h.accumulate(dh);
                });
    }
}
