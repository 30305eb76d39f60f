package dev.baltoro.model;

import dev.baltoro.model.K2Config.Yarn;
import dev.baltoro.tensor.kernel.Rotary;

/// The rotary angles of a model and the factor on its attention products, YaRN included (as in
/// DeepSeek's code).
///
/// YaRN keeps fast frequencies, divides slow ones by the extension factor, and blends between the
/// two indices at which a pair turns `beta_fast` and `beta_slow` times over the original context.
public final class RotaryEmbedding {
    private RotaryEmbedding() {}

    /// {@return tables for positions 0 to `positions`}
    public static Rotary tables(K2Config config, int positions) {
        double[] frequencies = frequencies(config);
        float factor = (float) tableFactor(config);
        float[] cosine = new float[positions * frequencies.length];
        float[] sine = new float[positions * frequencies.length];
        for (int position = 0; position < positions; position++) {
            for (int j = 0; j < frequencies.length; j++) {
                // The angle is rounded to fp32 before its cosine is taken, as in the reference.
                double angle = (float) position * (float) frequencies[j];
                cosine[position * frequencies.length + j] =
                        (float) Math.cos((float) angle) * factor;
                sine[position * frequencies.length + j] = (float) Math.sin((float) angle) * factor;
            }
        }
        return new Rotary(cosine, sine, config.qkRopeHeadDim(), config.ropeInterleave());
    }

    /// {@return radians a position for each rotary pair}
    static double[] frequencies(K2Config config) {
        int width = config.qkRopeHeadDim();
        double[] frequencies = new double[width / 2];
        for (int j = 0; j < frequencies.length; j++) {
            frequencies[j] = Math.pow(config.ropeTheta(), -2.0 * j / width);
        }
        config.yarn().ifPresent(yarn -> extend(frequencies, yarn, width, config.ropeTheta()));
        return frequencies;
    }

    private static void extend(double[] frequencies, Yarn yarn, int width, double theta) {
        double low = Math.max(0, Math.floor(pairOfTurns(yarn.betaFast(), yarn, width, theta)));
        double high =
                Math.min(width - 1, Math.ceil(pairOfTurns(yarn.betaSlow(), yarn, width, theta)));
        if (low == high) {
            high += 0.001; // K2's beta_fast = beta_slow can make the ramp a step
        }
        for (int j = 0; j < frequencies.length; j++) {
            double ramp = Math.clamp((j - low) / (high - low), 0.0, 1.0);
            frequencies[j] *= (1 - ramp) + ramp / yarn.factor();
        }
    }

    /// {@return the (fractional) pair that turns `turns` times over the original context}
    private static double pairOfTurns(double turns, Yarn yarn, int width, double theta) {
        double original = yarn.originalMaxPositionEmbeddings();
        return width * Math.log(original / (turns * 2 * Math.PI)) / (2 * Math.log(theta));
    }

    /// {@return the factor on attention products: d^-½, times YaRN's temperature squared}
    public static double softmaxScale(K2Config config) {
        double scale = 1 / Math.sqrt(config.qkHeadDim());
        if (config.yarn().isEmpty() || config.yarn().get().mscaleAllDim() == 0) {
            return scale;
        }
        double temperature =
                mscale(config.yarn().get().factor(), config.yarn().get().mscaleAllDim());
        return scale * temperature * temperature;
    }

    private static double tableFactor(K2Config config) {
        if (config.yarn().isEmpty()) {
            return 1;
        }
        Yarn yarn = config.yarn().get();
        if (yarn.mscale() == 0 || yarn.mscaleAllDim() == 0) {
            return mscale(yarn.factor(), 1);
        }
        return mscale(yarn.factor(), yarn.mscale()) / mscale(yarn.factor(), yarn.mscaleAllDim());
    }

    private static double mscale(double factor, double weight) {
        return factor <= 1 ? 1 : 0.1 * weight * Math.log(factor) + 1;
    }
}
