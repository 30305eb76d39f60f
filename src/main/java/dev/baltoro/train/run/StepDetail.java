package dev.baltoro.train.run;

import java.io.IOException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/// Per-head and per-expert figures of a step, in the metrics' form.
public final class StepDetail {
    /// They are written every so many steps.
    private static final int EVERY_STEPS = 10;

    private StepDetail() {}

    /// {@return whether this step's figures are written}
    public static boolean isDue(long step) {
        return step % EVERY_STEPS == 0 || step == 1;
    }

    /// Writes a step's figures.
    ///
    /// @param maxLogit_LH each layer's and head's largest attention logit
    /// @param load_LE tokens that each layer's experts got; nothing in dense layers
    public static void write(MetricsLog metrics, long step, float[][] maxLogit_LH, long[][] load_LE)
            throws IOException {
        metrics.write(Metric.Heads.of(step, wide(maxLogit_LH)));
        List<Integer> sparse = new ArrayList<>();
        List<double[]> shares = new ArrayList<>();
        for (int layer = 0; layer < load_LE.length; layer++) {
            double all = Arrays.stream(load_LE[layer]).sum();
            if (all > 0) {
                sparse.add(layer);
                shares.add(Arrays.stream(load_LE[layer]).mapToDouble(it -> it / all).toArray());
            }
        }
        metrics.write(Metric.Loads.of(step, sparse, shares.toArray(double[][]::new)));
    }

    private static double[][] wide(float[][] values) {
        double[][] wide = new double[values.length][];
        for (int row = 0; row < wide.length; row++) {
            wide[row] = new double[values[row].length];
            for (int i = 0; i < wide[row].length; i++) {
                wide[row][i] = values[row][i];
            }
        }
        return wide;
    }
}
