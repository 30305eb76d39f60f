package dev.baltoro.train.optim;

import dev.baltoro.model.Block;
import dev.baltoro.model.K2Model;
import dev.baltoro.tensor.Scope;
import dev.baltoro.tensor.Tensor;

/// Moves the routers' selection biases towards even loads, once an optimizer step (DeepSeek-V3
/// §2.1.2; Moonlight App. C).
public final class ExpertBalance {
    private ExpertBalance() {}

    /// Adds rate·sign(mean load − load) to each expert's bias; centred, less the mean of the signs.
    ///
    /// @param load_LE tokens that each layer's experts got in this step, over all micro-batches,
    ///   padding excluded
    public static void update(K2Model model, long[][] load_LE, double rate, boolean centered) {
        if (rate == 0) {
            return;
        }
        for (Block layer : model.layers()) {
            if (layer.mixture() instanceof Block.Mixture.Sparse sparse) {
                move(sparse.router().bias(), load_LE[sparse.router().index()], rate, centered);
            }
        }
    }

    private static void move(Tensor bias, long[] load, double rate, boolean centered) {
        long total = 0;
        for (long count : load) {
            total += count;
        }
        float[] step = new float[load.length];
        double meanSign = 0;
        for (int e = 0; e < load.length; e++) {
            step[e] = Long.signum(total - load[e] * load.length);
            meanSign += step[e] / load.length;
        }
        for (int e = 0; e < load.length; e++) {
            step[e] = (float) (rate * (centered ? step[e] - meanSign : step[e]));
        }
        try (Scope scope = Scope.open()) {
            bias.add_(Tensor.of(step, step.length));
        }
    }

    /// {@return the largest load of an expert over its layer's mean load, of the worst layer; 1 is
    /// even}
    public static double imbalance(long[][] load_LE) {
        double worst = 1;
        for (long[] load : load_LE) {
            long total = 0;
            long largest = 0;
            for (long count : load) {
                total += count;
                largest = Math.max(largest, count);
            }
            if (total > 0) {
                worst = Math.max(worst, (double) largest * load.length / total);
            }
        }
        return worst;
    }
}
