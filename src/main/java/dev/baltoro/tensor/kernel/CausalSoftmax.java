package dev.baltoro.tensor.kernel;

import dev.baltoro.tensor.DType;
import dev.baltoro.tensor.Tensor;
import java.util.Objects;

/// Softmax over the keys that a query may see: those from its document's start up to itself.
///
/// Scores come as a block `s_HQK`: for all heads, Q consecutive queries against K consecutive keys
/// of one sequence. Masked columns become exact zeros.
public final class CausalSoftmax {
    private CausalSoftmax() {}

    /// Where a block of scores lies.
    ///
    /// @param token index of the first query among all tokens, which places its statistics
    /// @param firstQuery the first query's position in its sequence
    /// @param firstKey the first key's position in its sequence
    /// @param documentStart for each token, the position in its sequence at which its document
    ///   begins
    public record Block(int token, int firstQuery, int firstKey, int[] documentStart) {
        int from(int row) {
            return Math.max(0, documentStart[token + row] - firstKey);
        }

        int to(int row) {
            return firstQuery + row + 1 - firstKey;
        }

        private void check(int rows, int columns, long tokens) {
            Objects.checkFromIndexSize((long) token, (long) rows, tokens);
            for (int row = 0; row < rows; row++) {
                Objects.checkFromToIndex(from(row), to(row), columns);
            }
        }
    }

    /// Turns raw products into probabilities in place.
    ///
    /// @param scale factor on the products
    /// @param logSum_HT receives each query's log-sum-exp of the scaled products, fp32
    /// @param largest_H raised to each head's largest scaled product
    public static void forward(
            Tensor s_HQK, Block block, float scale, Tensor logSum_HT, float[] largest_H) {
        forward(s_HQK, block, scale, logSum_HT, largest_H, (int) s_HQK.size(1));
    }

    /// As above, with the largest products of the first `counted` queries only: those that follow
    /// are padding.
    public static void forward(
            Tensor s_HQK,
            Block block,
            float scale,
            Tensor logSum_HT,
            float[] largest_H,
            int counted) {
        if (Kernels.fuse(Lanes.COUNT, s_HQK, logSum_HT)) {
            forwardFused(s_HQK, block, scale, logSum_HT, largest_H, counted);
        } else {
            forwardPlain(s_HQK, block, scale, logSum_HT, largest_H, counted);
        }
    }

    /// Replaces the raw products in `s_HQK` by probabilities, and the probabilities' gradient in
    /// `dp_HQK` by the raw products' gradient.
    ///
    /// @param logSum_HT what the forward pass wrote
    /// @param delta_HT each query's product of output and output gradient, fp32
    public static void backward(
            Tensor s_HQK,
            Tensor dp_HQK,
            Block block,
            float scale,
            Tensor logSum_HT,
            Tensor delta_HT) {
        if (Kernels.fuse(Lanes.COUNT, s_HQK, dp_HQK, logSum_HT, delta_HT)) {
            backwardFused(s_HQK, dp_HQK, block, scale, logSum_HT, delta_HT);
        } else {
            backwardPlain(s_HQK, dp_HQK, block, scale, logSum_HT, delta_HT);
        }
    }

    static void forwardPlain(
            Tensor s_HQK,
            Block block,
            float scale,
            Tensor logSum_HT,
            float[] largest_H,
            int counted) {
        int queries = (int) s_HQK.size(1);
        Tensor scaled = s_HQK.to(DType.F32).mul(scale).add_(mask(s_HQK, block));
        Tensor largest = scaled.amax(-1);
        Tensor exponentials = scaled.sub(largest).exp();
        Tensor sums = exponentials.sum(-1);
        s_HQK.copy_(exponentials.div(sums));
        Tensor logSums = sums.log().add_(largest).view(s_HQK.size(0), queries);
        logSum_HT.narrow(1, block.token, queries).copy_(logSums);
        if (counted == 0) {
            return;
        }
        float[] heads = largest.narrow(1, 0, counted).amax(1).toFloats();
        for (int head = 0; head < heads.length; head++) {
            largest_H[head] = Math.max(largest_H[head], heads[head]);
        }
    }

    static void backwardPlain(
            Tensor s_HQK,
            Tensor dp_HQK,
            Block block,
            float scale,
            Tensor logSum_HT,
            Tensor delta_HT) {
        long heads = s_HQK.size(0);
        long queries = s_HQK.size(1);
        Tensor logSum =
                logSum_HT.narrow(1, block.token, queries).contiguous().view(heads, queries, 1);
        Tensor delta =
                delta_HT.narrow(1, block.token, queries).contiguous().view(heads, queries, 1);
        Tensor p = s_HQK.to(DType.F32).mul(scale).add_(mask(s_HQK, block)).sub(logSum).exp();
        Tensor dp = dp_HQK.to(DType.F32);
        dp_HQK.copy_(dp.sub(delta).mul_(p).mul_(scale));
        s_HQK.copy_(p);
    }

    private static Tensor mask(Tensor s_HQK, Block block) {
        int rows = (int) s_HQK.size(1);
        int columns = (int) s_HQK.size(2);
        float[] mask = new float[rows * columns];
        for (int row = 0; row < rows; row++) {
            for (int column = 0; column < columns; column++) {
                boolean seen = column >= block.from(row) && column < block.to(row);
                mask[row * columns + column] = seen ? 0 : Float.NEGATIVE_INFINITY;
            }
        }
        return Tensor.of(mask, rows, columns).to(s_HQK.device());
    }

    private static void forwardFused(
            Tensor s_HQK,
            Block block,
            float scale,
            Tensor logSum_HT,
            float[] largest_H,
            int counted) {
        int rows = (int) s_HQK.size(1);
        int columns = (int) s_HQK.size(2);
        long tokens = logSum_HT.size(1);
        boolean half = Lanes.bf16(s_HQK);
        long bytes = (long) columns * s_HQK.dtype().bytes();
        Fit.elements("s", s_HQK, (long) largest_H.length * rows * columns);
        Fit.floats("logSum", logSum_HT, largest_H.length * tokens);
        block.check(rows, columns, tokens);
        long logSum = logSum_HT.address();
        long s = s_HQK.address();
        for (int head = 0; head < largest_H.length; head++) {
            float largest = largest_H[head];
            for (int row = 0; row < rows; row++, s += bytes) {
                int from = block.from(row);
                int to = block.to(row);
                float max = scale * RowLoops.max(s, from, to, half);
                float sum = RowLoops.exponentiate(s, s, from, to, scale, max, half);
                RowLoops.scale(s, from, to, 1 / sum, half);
                clear(s, half, 0, from);
                clear(s, half, to, columns);
                Lanes.set(logSum, head * tokens + block.token + row, max + (float) Math.log(sum));
                largest = row < counted ? Math.max(largest, max) : largest;
            }
            largest_H[head] = largest;
        }
    }

    private static void backwardFused(
            Tensor s_HQK,
            Tensor dp_HQK,
            Block block,
            float scale,
            Tensor logSum_HT,
            Tensor delta_HT) {
        int rows = (int) s_HQK.size(1);
        int columns = (int) s_HQK.size(2);
        long tokens = logSum_HT.size(1);
        boolean half = Lanes.bf16(s_HQK);
        long bytes = (long) columns * s_HQK.dtype().bytes();
        Fit.elements("dp", dp_HQK, s_HQK.elements());
        Fit.floats("logSum", logSum_HT, s_HQK.size(0) * tokens);
        Fit.floats("delta", delta_HT, s_HQK.size(0) * tokens);
        block.check(rows, columns, tokens);
        long logSum = logSum_HT.address();
        long delta = delta_HT.address();
        long s = s_HQK.address();
        long dp = dp_HQK.address();
        for (int head = 0; head < s_HQK.size(0); head++) {
            for (int row = 0; row < rows; row++, s += bytes, dp += bytes) {
                long query = head * tokens + block.token + row;
                int from = block.from(row);
                int to = block.to(row);
                float unused =
                        RowLoops.exponentiate(
                                s, s, from, to, scale, Lanes.get(logSum, query), half);
                RowLoops.multiplyShifted(dp, s, from, to, Lanes.get(delta, query), scale, half);
                clear(s, half, 0, from);
                clear(dp, half, 0, from);
                clear(s, half, to, columns);
                clear(dp, half, to, columns);
            }
        }
    }

    private static void clear(long row, boolean half, int from, int to) {
        long bytes = half ? 2 : 4;
        if (from < to) {
            Lanes.ALL.asSlice(row + from * bytes, (to - from) * bytes).fill((byte) 0);
        }
    }
}
