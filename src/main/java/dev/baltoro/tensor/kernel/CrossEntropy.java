package dev.baltoro.tensor.kernel;

import dev.baltoro.tensor.DType;
import dev.baltoro.tensor.Tensor;
import java.util.Objects;

/// Log-probabilities of target tokens, and the gradient of a loss that depends on them, from
/// logits.
public final class CrossEntropy {
    private CrossEntropy() {}

    /// Turns `logits_TV` into the gradient of Σ weight·(−log p(target)) in place.
    ///
    /// @param targets a vocabulary index a row; rows with a negative one get gradient 0
    /// @param weights the rows' weights
    /// @param logProbabilities filled with log p(target) in nats; 0 for rows without a target
    public static void gradient(
            Tensor logits_TV, int[] targets, float[] weights, float[] logProbabilities) {
        gradient(logits_TV, targets, TokenLoss.weighted(weights), logProbabilities);
    }

    /// Turns `logits_TV` into the gradient of `loss` in place: slope · (1 − p) at the target, slope
    /// · (−p) elsewhere.
    ///
    /// @param targets a vocabulary index a row; rows with a negative one get gradient 0
    /// @param loss asked for each row that has a target
    /// @param logProbabilities filled with log p(target) in nats; 0 for rows without a target
    public static void gradient(
            Tensor logits_TV, int[] targets, TokenLoss loss, float[] logProbabilities) {
        if (Kernels.fuse(Lanes.COUNT, logits_TV)) {
            gradientFused(logits_TV, targets, loss, logProbabilities);
        } else {
            gradientPlain(logits_TV, targets, loss, logProbabilities);
        }
    }

    static void gradientPlain(
            Tensor logits_TV, int[] targets, TokenLoss loss, float[] logProbabilities) {
        int width = (int) logits_TV.size(-1);
        int rows = targets.length;
        Tensor logP = logits_TV.to(DType.F32).logSoftmax(-1);
        float[] values = logP.toFloats();
        float[] oneHot = new float[rows * width];
        float[] scale = new float[rows];
        for (int row = 0; row < rows; row++) {
            int target = targets[row];
            logProbabilities[row] = target < 0 ? 0 : values[row * width + target];
            scale[row] = target < 0 ? 0 : -loss.slope(row, logProbabilities[row]);
            if (target >= 0) {
                oneHot[row * width + target] = 1;
            }
        }
        Tensor scale_T1 = Tensor.of(scale, rows, 1).to(logits_TV.device());
        Tensor oneHot_TV = Tensor.of(oneHot, rows, width).to(logits_TV.device());
        logits_TV.copy_(logP.exp().sub(oneHot_TV).mul_(scale_T1));
    }

    private static void gradientFused(
            Tensor logits_TV, int[] targets, TokenLoss loss, float[] logProbabilities) {
        int width = (int) logits_TV.size(-1);
        Fit.elements("logits", logits_TV, (long) targets.length * width);
        boolean half = Lanes.bf16(logits_TV);
        long logits = logits_TV.address();
        for (int row = 0; row < targets.length; row++) {
            long start = (long) row * width;
            int target = targets[row];
            if (target < 0) {
                logProbabilities[row] = 0;
                long bytes = logits_TV.dtype().bytes();
                Lanes.ALL.asSlice(logits + start * bytes, width * bytes).fill((byte) 0);
                continue;
            }
            Objects.checkIndex(target, width);
            float chosen = at(logits, start + target, half);
            long line = logits + start * logits_TV.dtype().bytes();
            float largest = RowLoops.max(line, 0, width, half);
            // A logit that is NaN or infinite makes the sum, and so the loss, not finite, and the
            // training step checks that.
            float sum = RowLoops.exponentiate(line, line, 0, width, 1, largest, half);
            float logP = chosen - largest - (float) Math.log(sum);
            logProbabilities[row] = logP;
            float weight = -loss.slope(row, logP);
            RowLoops.scale(line, 0, width, weight / sum, half);
            float p = (float) Math.exp(logP);
            put(logits, start + target, half, (p - 1) * weight);
        }
    }

    private static float at(long address, long index, boolean half) {
        return half ? Lanes.getHalf(address, index) : Lanes.get(address, index);
    }

    private static void put(long address, long index, boolean half, float value) {
        if (half) {
            Lanes.setHalf(address, index, value);
        } else {
            Lanes.set(address, index, value);
        }
    }
}
