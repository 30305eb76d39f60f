package dev.baltoro.tensor.kernel;

import dev.baltoro.tensor.DType;
import dev.baltoro.tensor.Tensor;
import java.lang.foreign.MemorySegment;
import jdk.incubator.vector.FloatVector;
import jdk.incubator.vector.VectorMask;
import jdk.incubator.vector.VectorOperators;

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
    }

    /// Turns raw products into probabilities in place.
    ///
    /// @param scale factor on the products
    /// @param logSum_HT receives each query's log-sum-exp of the scaled products, fp32
    /// @param largest_H raised to each head's largest scaled product
    public static void forward(
            Tensor s_HQK, Block block, float scale, Tensor logSum_HT, float[] largest_H) {
        if (Kernels.fuse(Lanes.COUNT, s_HQK, logSum_HT)) {
            forwardFused(s_HQK, block, scale, logSum_HT, largest_H);
        } else {
            forwardPlain(s_HQK, block, scale, logSum_HT, largest_H);
        }
    }

    /// From raw products `s_HQK` and the probabilities' gradient `dp_HQK` to probabilities (in
    /// `s_HQK`) and the gradient of the raw products (in `dp_HQK`), both in place.
    ///
    /// @param logSum_HT what the forward wrote
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
            Tensor s_HQK, Block block, float scale, Tensor logSum_HT, float[] largest_H) {
        int queries = (int) s_HQK.size(1);
        Tensor scaled = s_HQK.to(DType.F32).mul(scale).add_(mask(s_HQK, block));
        Tensor largest = scaled.amax(-1);
        Tensor exponentials = scaled.sub(largest).exp();
        Tensor sums = exponentials.sum(-1);
        s_HQK.copy_(exponentials.div(sums));
        Tensor logSums = sums.log().add_(largest).view(s_HQK.size(0), queries);
        logSum_HT.narrow(1, block.token, queries).copy_(logSums);
        float[] heads = largest.amax(1).toFloats();
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
            Tensor s_HQK, Block block, float scale, Tensor logSum_HT, float[] largest_H) {
        int rows = (int) s_HQK.size(1);
        int columns = (int) s_HQK.size(2);
        long tokens = logSum_HT.size(1);
        boolean half = Lanes.bf16(s_HQK);
        long s = s_HQK.address();
        long logSum = logSum_HT.address();
        for (int head = 0; head < largest_H.length; head++) {
            float largest = largest_H[head];
            for (int row = 0; row < rows; row++) {
                long start = ((long) head * rows + row) * columns;
                int from = block.from(row);
                int to = block.to(row);
                float max = scale * maxOf(s, start, half, from, to);
                float sum = exponentiate(s, start, half, from, to, scale, max);
                normalize(s, start, half, from, to, 1 / sum);
                clear(s, start, half, 0, from);
                clear(s, start, half, to, columns);
                Lanes.set(logSum, head * tokens + block.token + row, max + (float) Math.log(sum));
                largest = Math.max(largest, max);
            }
            largest_H[head] = largest;
        }
    }

    private static float maxOf(long s, long start, boolean half, int from, int to) {
        FloatVector max = Lanes.broadcast(Float.NEGATIVE_INFINITY);
        int i = from;
        for (; i + Lanes.COUNT <= to; i += Lanes.COUNT) {
            max = max.max(Lanes.load(s, start + i, half));
        }
        if (i < to) {
            VectorMask<Float> tail = Lanes.FLOATS.indexInRange(i, to);
            FloatVector last = Lanes.load(s, start + i, half, tail);
            max = max.max(Lanes.broadcast(Float.NEGATIVE_INFINITY).blend(last, tail));
        }
        return max.reduceLanes(VectorOperators.MAX);
    }

    private static float exponentiate(
            long s, long start, boolean half, int from, int to, float scale, float max) {
        FloatVector sum = FloatVector.zero(Lanes.FLOATS);
        int i = from;
        for (; i + Lanes.COUNT <= to; i += Lanes.COUNT) {
            FloatVector e = Lanes.exp(Lanes.load(s, start + i, half).mul(scale).sub(max));
            sum = sum.add(e);
            Lanes.store(e, s, start + i, half);
        }
        if (i < to) {
            VectorMask<Float> tail = Lanes.FLOATS.indexInRange(i, to);
            FloatVector e = Lanes.exp(Lanes.load(s, start + i, half, tail).mul(scale).sub(max));
            sum = sum.add(FloatVector.zero(Lanes.FLOATS).blend(e, tail));
            Lanes.store(e, s, start + i, half, tail);
        }
        return Lanes.sum(sum);
    }

    private static void normalize(
            long s, long start, boolean half, int from, int to, float factor) {
        int i = from;
        for (; i + Lanes.COUNT <= to; i += Lanes.COUNT) {
            Lanes.store(Lanes.load(s, start + i, half).mul(factor), s, start + i, half);
        }
        if (i < to) {
            VectorMask<Float> tail = Lanes.FLOATS.indexInRange(i, to);
            Lanes.store(Lanes.load(s, start + i, half, tail).mul(factor), s, start + i, half, tail);
        }
    }

    private static void clear(long s, long start, boolean half, int from, int to) {
        int bytes = half ? 2 : 4;
        if (from < to) {
            MemorySegment row = Lanes.ALL.asSlice(s + (start + from) * bytes, (to - from) * bytes);
            row.fill((byte) 0);
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
        long s = s_HQK.address();
        long dp = dp_HQK.address();
        long logSum = logSum_HT.address();
        long delta = delta_HT.address();
        for (int head = 0; head < s_HQK.size(0); head++) {
            for (int row = 0; row < rows; row++) {
                long start = ((long) head * rows + row) * columns;
                long query = head * tokens + block.token + row;
                int from = block.from(row);
                int to = block.to(row);
                float sum = Lanes.get(logSum, query);
                float mean = Lanes.get(delta, query);
                backwardRow(s, dp, start, half, from, to, scale, sum, mean);
                clear(s, start, half, 0, from);
                clear(dp, start, half, 0, from);
                clear(s, start, half, to, columns);
                clear(dp, start, half, to, columns);
            }
        }
    }

    private static void backwardRow(
            long s,
            long dp,
            long start,
            boolean half,
            int from,
            int to,
            float scale,
            float logSum,
            float delta) {
        int i = from;
        for (; i + Lanes.COUNT <= to; i += Lanes.COUNT) {
            FloatVector p = Lanes.exp(Lanes.load(s, start + i, half).mul(scale).sub(logSum));
            Lanes.store(p, s, start + i, half);
            FloatVector d = Lanes.load(dp, start + i, half).sub(delta).mul(p).mul(scale);
            Lanes.store(d, dp, start + i, half);
        }
        if (i < to) {
            VectorMask<Float> tail = Lanes.FLOATS.indexInRange(i, to);
            FloatVector p = Lanes.exp(Lanes.load(s, start + i, half, tail).mul(scale).sub(logSum));
            Lanes.store(p, s, start + i, half, tail);
            FloatVector d = Lanes.load(dp, start + i, half, tail).sub(delta).mul(p).mul(scale);
            Lanes.store(d, dp, start + i, half, tail);
        }
    }
}
