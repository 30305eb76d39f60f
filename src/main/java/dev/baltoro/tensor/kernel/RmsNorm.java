package dev.baltoro.tensor.kernel;

import dev.baltoro.tensor.DType;
import dev.baltoro.tensor.Tensor;
import jdk.incubator.vector.FloatVector;

/// Root-mean-square normalisation of rows: y = x / sqrt(mean(x²) + ε) · gain, computed in fp32.
public final class RmsNorm {
    private RmsNorm() {}

    /// Fills `y_TD` and the rows' inverse roots `inverse_T1` (fp32) from `x_TD` and the fp32 gain
    /// `gain_D`.
    public static void forward(
            Tensor x_TD, Tensor gain_D, double epsilon, Tensor y_TD, Tensor inverse_T1) {
        long width = gain_D.elements();
        if (Kernels.fuse(width, x_TD, gain_D, y_TD, inverse_T1)) {
            forwardFused(x_TD, gain_D, (float) epsilon, y_TD, inverse_T1);
        } else {
            forwardPlain(x_TD, gain_D, epsilon, y_TD, inverse_T1);
        }
    }

    /// Fills `dx_TD` and adds to the fp32 `dgain_D` from the gradient `dy_TD` and the forward
    /// pass's input.
    public static void backward(
            Tensor dy_TD,
            Tensor x_TD,
            Tensor gain_D,
            Tensor inverse_T1,
            Tensor dx_TD,
            Tensor dgain_D) {
        if (Kernels.fuse(gain_D.elements(), dy_TD, x_TD, gain_D, inverse_T1, dx_TD, dgain_D)) {
            backwardFused(dy_TD, x_TD, gain_D, inverse_T1, dx_TD, dgain_D);
        } else {
            backwardPlain(dy_TD, x_TD, gain_D, inverse_T1, dx_TD, dgain_D);
        }
    }

    static void forwardPlain(
            Tensor x_TD, Tensor gain_D, double epsilon, Tensor y_TD, Tensor inverse_T1) {
        Tensor wide = x_TD.to(DType.F32);
        inverse_T1.copy_(wide.mul(wide).mean(-1).add_(epsilon).rsqrt());
        y_TD.copy_(wide.mul(inverse_T1).mul(gain_D));
    }

    static void backwardPlain(
            Tensor dy_TD,
            Tensor x_TD,
            Tensor gain_D,
            Tensor inverse_T1,
            Tensor dx_TD,
            Tensor dgain_D) {
        Tensor normal = x_TD.to(DType.F32).mul(inverse_T1);
        Tensor dy = dy_TD.to(DType.F32);
        dgain_D.add_(dy.mul(normal).sum(0).view(gain_D.elements()));
        Tensor dnormal = dy.mul(gain_D);
        Tensor mean = dnormal.mul(normal).mean(-1);
        dx_TD.copy_(dnormal.sub(normal.mul(mean)).mul(inverse_T1));
    }

    private static void forwardFused(
            Tensor x_TD, Tensor gain_D, float epsilon, Tensor y_TD, Tensor inverse_T1) {
        int width = (int) gain_D.elements();
        long rows = Fit.rows("x", x_TD, width);
        Fit.floats("gain", gain_D, width);
        Fit.elements("y", y_TD, x_TD.elements());
        Fit.floats("inverse", inverse_T1, rows);
        long x = x_TD.address();
        long y = y_TD.address();
        long gain = gain_D.address();
        long inverse = inverse_T1.address();
        boolean xHalf = Lanes.bf16(x_TD);
        boolean yHalf = Lanes.bf16(y_TD);
        for (long row = 0; row < rows; row++) {
            long start = row * width;
            FloatVector squares = FloatVector.zero(Lanes.FLOATS);
            for (int i = 0; i < width; i += Lanes.COUNT) {
                FloatVector v = Lanes.load(x, start + i, xHalf);
                squares = v.fma(v, squares);
            }
            float mean = Lanes.sum(squares) / width;
            float scale = (float) (1 / Math.sqrt(mean + epsilon));
            Lanes.set(inverse, row, scale);
            for (int i = 0; i < width; i += Lanes.COUNT) {
                FloatVector v = Lanes.load(x, start + i, xHalf).mul(scale);
                Lanes.store(v.mul(Lanes.loadFloats(gain, i)), y, start + i, yHalf);
            }
        }
    }

    private static void backwardFused(
            Tensor dy_TD,
            Tensor x_TD,
            Tensor gain_D,
            Tensor inverse_T1,
            Tensor dx_TD,
            Tensor dgain_D) {
        int width = (int) gain_D.elements();
        long rows = Fit.rows("x", x_TD, width);
        Fit.floats("gain", gain_D, width);
        Fit.floats("inverse", inverse_T1, rows);
        Fit.elements("dy", dy_TD, x_TD.elements());
        Fit.elements("dx", dx_TD, x_TD.elements());
        Fit.floats("dgain", dgain_D, width);
        long x = x_TD.address();
        long dx = dx_TD.address();
        long dy = dy_TD.address();
        long gain = gain_D.address();
        long dgain = dgain_D.address();
        long inverse = inverse_T1.address();
        boolean xHalf = Lanes.bf16(x_TD);
        boolean dxHalf = Lanes.bf16(dx_TD);
        boolean dyHalf = Lanes.bf16(dy_TD);
        for (long row = 0; row < rows; row++) {
            long start = row * width;
            float scale = Lanes.get(inverse, row);
            FloatVector dot = FloatVector.zero(Lanes.FLOATS);
            for (int i = 0; i < width; i += Lanes.COUNT) {
                FloatVector normal = Lanes.load(x, start + i, xHalf).mul(scale);
                FloatVector product = Lanes.load(dy, start + i, dyHalf).mul(normal);
                Lanes.storeFloats(product.add(Lanes.loadFloats(dgain, i)), dgain, i);
                dot = product.fma(Lanes.loadFloats(gain, i), dot);
            }
            float mean = Lanes.sum(dot) / width;
            for (int i = 0; i < width; i += Lanes.COUNT) {
                FloatVector normal = Lanes.load(x, start + i, xHalf).mul(scale);
                FloatVector dnormal =
                        Lanes.load(dy, start + i, dyHalf).mul(Lanes.loadFloats(gain, i));
                Lanes.store(dnormal.sub(normal.mul(mean)).mul(scale), dx, start + i, dxHalf);
            }
        }
    }
}
