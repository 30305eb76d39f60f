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
        float[] sums = new float[targets.length];
        forward(logits_TV, targets, logProbabilities, sums);
        backward(logits_TV, targets, loss, logProbabilities, sums);
    }

    /// The first half of [#gradient]: log-probabilities. `logits_TV` is overwritten by what
    /// [#backward] makes the gradient of.
    ///
    /// @param sums filled with what it needs beside
    public static void forward(
            Tensor logits_TV, int[] targets, float[] logProbabilities, float[] sums) {
        if (Kernels.fuse(Lanes.COUNT, logits_TV)) {
            forwardFused(logits_TV, targets, logProbabilities, sums);
        } else {
            forwardPlain(logits_TV, targets, logProbabilities);
        }
    }

    /// The second half of [#gradient].
    ///
    /// @param logits_TV as [#forward] left it, with the same `targets`, `logProbabilities` and
    ///   `sums`
    public static void backward(
            Tensor logits_TV,
            int[] targets,
            TokenLoss loss,
            float[] logProbabilities,
            float[] sums) {
        if (Kernels.fuse(Lanes.COUNT, logits_TV)) {
            backwardFused(logits_TV, targets, loss, logProbabilities, sums);
        } else {
            backwardPlain(logits_TV, targets, loss, logProbabilities);
        }
    }

    static void gradientPlain(
            Tensor logits_TV, int[] targets, TokenLoss loss, float[] logProbabilities) {
        forwardPlain(logits_TV, targets, logProbabilities);
        backwardPlain(logits_TV, targets, loss, logProbabilities);
    }

    /// Leaves the logits as they are.
    private static void forwardPlain(Tensor logits_TV, int[] targets, float[] logProbabilities) {
        int width = (int) logits_TV.size(-1);
        float[] values = logits_TV.to(DType.F32).logSoftmax(-1).toFloats();
        for (int row = 0; row < targets.length; row++) {
            int target = targets[row];
            logProbabilities[row] = target < 0 ? 0 : values[row * width + target];
        }
    }

    private static void backwardPlain(
            Tensor logits_TV, int[] targets, TokenLoss loss, float[] logProbabilities) {
        int width = (int) logits_TV.size(-1);
        int rows = targets.length;
        float[] oneHot = new float[rows * width];
        float[] scale = new float[rows];
        for (int row = 0; row < rows; row++) {
            int target = targets[row];
            scale[row] = target < 0 ? 0 : -loss.slope(row, logProbabilities[row]);
            if (target >= 0) {
                oneHot[row * width + target] = 1;
            }
        }
        Tensor scale_T1 = Tensor.of(scale, rows, 1).to(logits_TV.device());
        Tensor oneHot_TV = Tensor.of(oneHot, rows, width).to(logits_TV.device());
        Tensor p_TV = logits_TV.to(DType.F32).logSoftmax(-1).exp();
        logits_TV.copy_(p_TV.sub(oneHot_TV).mul_(scale_T1));
    }

    /// Leaves e to the power of (logit − the row's largest), and zeros where there is no target.
    private static void forwardFused(
            Tensor logits_TV, int[] targets, float[] logProbabilities, float[] sums) {
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
            sums[row] = RowLoops.exponentiate(line, line, 0, width, 1, largest, half);
            logProbabilities[row] = chosen - largest - (float) Math.log(sums[row]);
        }
    }

    private static void backwardFused(
            Tensor logits_TV,
            int[] targets,
            TokenLoss loss,
            float[] logProbabilities,
            float[] sums) {
        int width = (int) logits_TV.size(-1);
        Fit.elements("logits", logits_TV, (long) targets.length * width);
        boolean half = Lanes.bf16(logits_TV);
        long logits = logits_TV.address();
        for (int row = 0; row < targets.length; row++) {
            int target = targets[row];
            if (target >= 0) {
                long start = (long) row * width;
                long line = logits + start * logits_TV.dtype().bytes();
                float weight = -loss.slope(row, logProbabilities[row]);
                RowLoops.scale(line, 0, width, weight / sums[row], half);
                float p = (float) Math.exp(logProbabilities[row]);
                put(logits, start + Objects.checkIndex(target, width), half, (p - 1) * weight);
            }
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
