package dev.baltoro.tensor.kernel;

import dev.baltoro.tensor.DType;
import dev.baltoro.tensor.Tensor;
import jdk.incubator.vector.FloatVector;

/// The entropy of each row's softmax, −Σ p·log p in nats.
public final class Entropy {
    private Entropy() {}

    /// Fills `entropies` from `logits_TV`, which stay as they are.
    ///
    /// A logit of −∞ counts as probability 0; rows with a NaN or +∞ get NaN.
    public static void of(Tensor logits_TV, float[] entropies) {
        int width = (int) logits_TV.size(-1);
        if (!Kernels.fuse(width, logits_TV)) {
            plain(logits_TV, entropies);
            return;
        }
        boolean half = Lanes.bf16(logits_TV);
        for (int row = 0; row < entropies.length; row++) {
            long line = logits_TV.address() + (long) row * width * logits_TV.dtype().bytes();
            float largest = RowLoops.max(line, 0, width, half);
            entropies[row] = half ? halves(line, width, largest) : floats(line, width, largest);
        }
    }

    static void plain(Tensor logits_TV, float[] entropies) {
        float[] logP = logits_TV.to(DType.F32).logSoftmax(-1).toFloats();
        int width = (int) logits_TV.size(-1);
        for (int row = 0; row < entropies.length; row++) {
            double sum = 0;
            for (int i = row * width; i < (row + 1) * width; i++) {
                // At −∞ the limit is 0.
                sum -= logP[i] == Float.NEGATIVE_INFINITY ? 0 : Math.exp(logP[i]) * logP[i];
            }
            entropies[row] = (float) sum;
        }
    }

    // log Σe − Σ(e·x) / Σe with x = logit − largest, so that nothing overflows. One loop a dtype,
    // as in RowLoops. Below FLOOR e is 0 in fp32, and −∞ · 0 would be NaN.

    private static final float FLOOR = -120;

    private static float floats(long line, int width, float largest) {
        FloatVector sum = FloatVector.zero(Lanes.FLOATS);
        FloatVector weighted = FloatVector.zero(Lanes.FLOATS);
        for (int i = 0; i < width; i += Lanes.COUNT) {
            FloatVector x = Lanes.load(line, i, false).sub(largest).max(FLOOR);
            FloatVector e = Lanes.exp(x);
            sum = sum.add(e);
            weighted = weighted.add(e.mul(x));
        }
        return entropy(Lanes.sum(sum), Lanes.sum(weighted));
    }

    private static float halves(long line, int width, float largest) {
        FloatVector sum = FloatVector.zero(Lanes.FLOATS);
        FloatVector weighted = FloatVector.zero(Lanes.FLOATS);
        for (int i = 0; i < width; i += Lanes.COUNT) {
            FloatVector x = Lanes.load(line, i, true).sub(largest).max(FLOOR);
            FloatVector e = Lanes.exp(x);
            sum = sum.add(e);
            weighted = weighted.add(e.mul(x));
        }
        return entropy(Lanes.sum(sum), Lanes.sum(weighted));
    }

    private static float entropy(float sum, float weighted) {
        return (float) Math.log(sum) - weighted / sum;
    }
}
