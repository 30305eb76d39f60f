package dev.baltoro.model.bert;

import dev.baltoro.tensor.Scope;
import dev.baltoro.tensor.Tensor;

/// Layer normalisation (Ba et al. 2016) of rows, with a gain and a bias.
final class RowNorm {
    private static final float EPSILON = 1e-12f;

    private RowNorm() {}

    /// Normalised rows, and what goes back through them.
    ///
    /// @param y [T, D]
    /// @param unit [T, D], without gain and bias
    /// @param scales [T], one over each row's deviation
    record Normed(float[] y, float[] unit, float[] scales) {}

    /// {@return (x − mean) / deviation · gain + bias, row by row}
    static Normed forward(float[] x, float[] gain, float[] bias) {
        int width = gain.length;
        float[] y = new float[x.length];
        float[] unit = new float[x.length];
        float[] scales = new float[x.length / width];
        for (int t = 0; t < scales.length; t++) {
            int row = t * width;
            double sum = 0;
            double squares = 0;
            for (int i = 0; i < width; i++) {
                double v = x[row + i];
                sum += v;
                squares += v * v;
            }
            double mean = sum / width;
            float scale = (float) (1 / Math.sqrt(squares / width - mean * mean + EPSILON));
            scales[t] = scale;
            float middle = (float) mean;
            for (int i = 0; i < width; i++) {
                float v = (x[row + i] - middle) * scale;
                unit[row + i] = v;
                y[row + i] = v * gain[i] + bias[i];
            }
        }
        return new Normed(y, unit, scales);
    }

    /// {@return the gradient of x}
    ///
    /// Adds to those of gain and bias.
    static float[] backward(
            float[] dy, Normed of, float[] gain, Tensor gainGradient, Tensor biasGradient) {
        int width = gain.length;
        float[] dx = new float[dy.length];
        float[] gains = new float[width];
        float[] biases = new float[width];
        for (int t = 0; t < of.scales.length; t++) {
            int row = t * width;
            double sum = 0;
            double along = 0;
            for (int i = 0; i < width; i++) {
                float d = dy[row + i] * gain[i];
                dx[row + i] = d;
                sum += d;
                along += d * of.unit[row + i];
            }
            float mean = (float) (sum / width);
            float slope = (float) (along / width);
            for (int i = 0; i < width; i++) {
                float u = of.unit[row + i];
                dx[row + i] = of.scales[t] * (dx[row + i] - mean - u * slope);
                gains[i] += dy[row + i] * u;
                biases[i] += dy[row + i];
            }
        }
        try (Scope scope = Scope.open()) {
            gainGradient.add_(Tensor.of(gains, width));
            biasGradient.add_(Tensor.of(biases, width));
        }
        return dx;
    }
}
