package dev.baltoro.model.bert;

import dev.baltoro.tensor.Scope;
import dev.baltoro.tensor.Tensor;

/// y = x·Wᵀ + b, and what comes back through it. Rows are Java arrays: what is done between two
/// products is a loop over floats, and copying them costs a hundredth of the product.
public final class Dense {
    private Dense() {}

    /// {@return x·Wᵀ + b, [T, O]}
    ///
    /// @param x [T, I]
    /// @param weight [O, I]
    /// @param bias [O]
    public static float[] forward(float[] x, Tensor weight, Tensor bias) {
        int in = (int) weight.size(1);
        int out = (int) weight.size(0);
        float[] y;
        try (Scope scope = Scope.open()) {
            y = Tensor.of(x, x.length / in, in).mm(weight.t()).toFloats();
        }
        float[] b = bias.toFloats();
        for (int row = 0; row < y.length; row += out) {
            for (int i = 0; i < out; i++) {
                y[row + i] += b[i];
            }
        }
        return y;
    }

    /// {@return dy·W, the gradient of x}
    ///
    /// Adds dyᵀ·x to the weight's gradient and the sum of dy's rows to the bias's.
    public static float[] backward(
            float[] dy, float[] x, Tensor weight, Tensor weightGradient, Tensor biasGradient) {
        int in = (int) weight.size(1);
        int out = (int) weight.size(0);
        float[] sums = new float[out];
        for (int row = 0; row < dy.length; row += out) {
            for (int i = 0; i < out; i++) {
                sums[i] += dy[row + i];
            }
        }
        try (Scope scope = Scope.open()) {
            Tensor dy_TO = Tensor.of(dy, dy.length / out, out);
            weightGradient.addmm_(dy_TO.t(), Tensor.of(x, x.length / in, in));
            biasGradient.add_(Tensor.of(sums, out));
            return dy_TO.mm(weight).toFloats();
        }
    }
}
