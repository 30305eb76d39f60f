package dev.baltoro.model;

import java.util.Arrays;

/// What a forward pass reports besides its loss: attention maxima, expert loads, the balance loss.
///
/// Each worker fills its own; [#merge] unites them. Evaluation and recomputation fill one that is
/// discarded, so that no token is counted twice.
public final class Telemetry {
    private final float[][] maxLogit_LH;
    private final long[][] load_LE;
    private double balanceLoss;

    /// {@return an empty report for a model of this shape}
    public static Telemetry of(K2Config config) {
        return new Telemetry(config);
    }

    private Telemetry(K2Config config) {
        maxLogit_LH = new float[config.numHiddenLayers()][config.numAttentionHeads()];
        load_LE = new long[config.numHiddenLayers()][config.nRoutedExperts()];
        clear();
    }

    /// Forgets everything.
    public void clear() {
        for (float[] heads : maxLogit_LH) {
            Arrays.fill(heads, Float.NEGATIVE_INFINITY);
        }
        for (long[] experts : load_LE) {
            Arrays.fill(experts, 0);
        }
        balanceLoss = 0;
    }

    /// Adds another worker's report.
    public void merge(Telemetry other) {
        for (int layer = 0; layer < maxLogit_LH.length; layer++) {
            for (int head = 0; head < maxLogit_LH[layer].length; head++) {
                maxLogit_LH[layer][head] =
                        Math.max(maxLogit_LH[layer][head], other.maxLogit_LH[layer][head]);
            }
            for (int expert = 0; expert < load_LE[layer].length; expert++) {
                load_LE[layer][expert] += other.load_LE[layer][expert];
            }
        }
        balanceLoss += other.balanceLoss;
    }

    /// {@return for each layer and head, the largest softmax input seen: the signed maximum of
    /// scaled products}
    public float[][] maxLogits() {
        return maxLogit_LH;
    }

    /// {@return for each layer and routed expert, the valid tokens that selected it; zeros for
    /// dense layers}
    public long[][] loads() {
        return load_LE;
    }

    /// {@return the sum of the layers' weighted sequence-wise balance losses}
    public double balanceLoss() {
        return balanceLoss;
    }

    void addBalanceLoss(double loss) {
        balanceLoss += loss;
    }
}
