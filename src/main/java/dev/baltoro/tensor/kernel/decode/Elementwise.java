package dev.baltoro.tensor.kernel.decode;

import dev.baltoro.tensor.kernel.Kernels;
import java.util.Objects;

/// What a decode step does to activations beside products: runs of `width` values in Java arrays,
/// given by array and offset.
public final class Elementwise {
    private Elementwise() {}

    /// Root-mean-square normalisation: out = x / sqrt(mean(x²) + ε) · gain; `out` may be `x`.
    public static void rmsNorm(
            float[] x, int xOffset, float[] gain, double epsilon, float[] out, int outOffset) {
        int width = gain.length;
        Objects.checkFromIndexSize(xOffset, width, x.length);
        Objects.checkFromIndexSize(outOffset, width, out.length);
        float mean = squares(x, xOffset, width) / width;
        float scale = (float) (1 / Math.sqrt(mean + (float) epsilon));
        for (int i = 0; i < width; i++) {
            out[outOffset + i] = x[xOffset + i] * scale * gain[i];
        }
    }

    private static float squares(float[] x, int offset, int width) {
        if (Kernels.vectorized()) {
            return ElementwiseVectors.squares(x, offset, width);
        }
        double sum = 0;
        for (int i = offset; i < offset + width; i++) {
            sum += (double) x[i] * x[i];
        }
        return (float) sum;
    }

    /// The gated unit: out = weight · silu(gate) · up, where `h` holds `width` gates from `gates`
    /// and as many ups from `ups`, and `weight` is an expert's share of the token (1 elsewhere).
    ///
    /// A value's bits do not depend on where a run begins and ends, so a run can be cut anywhere.
    public static void swiGlu(
            float[] h, int gates, int ups, int width, float weight, float[] out, int outOffset) {
        Objects.checkFromIndexSize(gates, width, h.length);
        Objects.checkFromIndexSize(ups, width, h.length);
        Objects.checkFromIndexSize(outOffset, width, out.length);
        if (Kernels.vectorized()) {
            ElementwiseVectors.swiGlu(h, gates, ups, width, weight, out, outOffset);
            return;
        }
        for (int i = 0; i < width; i++) {
            float gate = h[gates + i];
            float silu = gate * sigmoid(gate);
            out[outOffset + i] = silu * h[ups + i] * weight;
        }
    }

    private static float sigmoid(float x) {
        return (float) (1 / (1 + Math.exp(-x)));
    }

    /// y += factor·x.
    public static void add(
            float[] x, int xOffset, float factor, float[] y, int yOffset, int width) {
        Objects.checkFromIndexSize(xOffset, width, x.length);
        Objects.checkFromIndexSize(yOffset, width, y.length);
        for (int i = 0; i < width; i++) {
            y[yOffset + i] += factor * x[xOffset + i];
        }
    }
}
