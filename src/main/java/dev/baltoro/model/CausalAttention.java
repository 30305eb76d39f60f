package dev.baltoro.model;

import dev.baltoro.tensor.DType;
import dev.baltoro.tensor.Scope;
import dev.baltoro.tensor.Tensor;
import dev.baltoro.tensor.kernel.CausalSoftmax;
import dev.baltoro.tensor.kernel.CausalSoftmax.Block;
import dev.baltoro.tensor.kernel.RowProducts;

/// softmax(q·kᵀ · scale) · v within documents, in chunks of queries, with each head's exact largest
/// logit.
///
/// Memory grows with T, not T²: scores exist for one chunk at a time and are computed again on the
/// way back. A chunk's keys begin at a multiple of [#KEY_STEP], so that few shapes of product
/// occur: in bf16, each new shape has to be set up.
///
/// Shapes: q [H, T, dk]; k [H, P + T, dk]; v [H, P + T, dv]; o [H, T, dv]. H is heads, T the tokens
/// of all rows. P is the number of tokens before the row that are in a cache: 0 in training. A pass
/// with a cache has one row.
final class CausalAttention {
    private static final int QUERIES = 128;
    private static final int KEY_STEP = 64;

    private final Pass pass;
    private final float scale;

    /// Keys before the row's first query; 0 in training.
    private final int context;

    CausalAttention(Pass pass, double scale) {
        this.pass = pass;
        this.scale = (float) scale;
        this.context = pass.memory().context();
    }

    /// The output, and each query's log-sum-exp, which the way back needs beside the operands.
    record Result(Tensor o_HTD, Tensor logSum_HT) {}

    /// Queries, keys and values; also their gradients, which have the same shapes.
    record Operands(Tensor q_HTD, Tensor k_HTD, Tensor v_HTD) {}

    /// Computes the output, and raises `largest_H` to the heads' largest logits.
    Result forward(Operands in, float[] largest_H) {
        Tensor q = in.q_HTD;
        long heads = q.size(0);
        long tokens = q.size(1);
        Tensor o = Tensor.empty(q.dtype(), q.device(), heads, tokens, in.v_HTD.size(2));
        Tensor logSum = Tensor.empty(DType.F32, q.device(), heads, tokens);
        Tensor buffer = buffer(q, heads);
        forEachChunk((block, queries, keys) -> {
            Tensor s = buffer.narrow(0, 0, heads * queries * keys);
            Tensor s_HQK = s.view(heads, queries, keys);
            long firstKey = keyIndex(block);
            s_HQK.bmm_(
                    in.q_HTD.narrow(1, block.token(), queries),
                    in.k_HTD.narrow(1, firstKey, keys).t());
            CausalSoftmax.forward(s_HQK, block, scale, logSum, largest_H, counted(block, queries));
            Tensor v_HKD = in.v_HTD.narrow(1, firstKey, keys);
            o.narrow(1, block.token(), queries).copy_(s_HQK.bmm(v_HKD));
        });
        return new Result(o, logSum);
    }

    /// Computes the operands' gradients from the output's.
    Operands backward(Operands in, Result out, Tensor do_HTD) {
        Tensor q = in.q_HTD;
        long heads = q.size(0);
        long tokens = q.size(1);
        Tensor dq = Tensor.empty(q.dtype(), q.device(), q.shape());
        Tensor dk = Tensor.zeros(q.dtype(), q.device(), q.shape());
        Tensor dv = Tensor.zeros(q.dtype(), q.device(), in.v_HTD.shape());
        Tensor delta = Tensor.empty(DType.F32, q.device(), heads, tokens);
        RowProducts.dot(do_HTD, out.o_HTD, delta);
        Tensor first = buffer(q, heads);
        Tensor second = buffer(q, heads);
        forEachChunk((block, queries, keys) -> {
            long firstKey = keyIndex(block);
            long count = heads * queries * keys;
            Tensor s_HQK = first.narrow(0, 0, count).view(heads, queries, keys);
            Tensor dp_HQK = second.narrow(0, 0, count).view(heads, queries, keys);
            Tensor q_HQD = in.q_HTD.narrow(1, block.token(), queries);
            Tensor do_HQD = do_HTD.narrow(1, block.token(), queries);
            Tensor k_HKD = in.k_HTD.narrow(1, firstKey, keys);
            s_HQK.bmm_(q_HQD, k_HKD.t());
            dp_HQK.bmm_(do_HQD, in.v_HTD.narrow(1, firstKey, keys).t());
            CausalSoftmax.backward(s_HQK, dp_HQK, block, scale, out.logSum_HT, delta);
            dv.narrow(1, firstKey, keys).baddbmm_(s_HQK.t(), do_HQD);
            dk.narrow(1, firstKey, keys).baddbmm_(dp_HQK.t(), q_HQD);
            dq.narrow(1, block.token(), queries).copy_(dp_HQK.bmm(k_HKD));
        });
        return new Operands(dq, dk, dv);
    }

    /// {@return where the block's first key lies among the keys of all rows}
    private long keyIndex(Block block) {
        return block.token() - block.firstQuery() + context + block.firstKey();
    }

    /// {@return how many of a chunk's queries are real tokens, whose logits may clip a head}
    private int counted(Block block, int queries) {
        int length = pass.batch().length();
        int valid = pass.batch().valid()[block.token() / length];
        return Math.clamp(valid - block.token() % length, 0, queries);
    }

    private interface Chunk {
        void compute(Block block, int queries, int keys);
    }

    private void forEachChunk(Chunk chunk) {
        int length = pass.batch().length();
        int[] documentStart = pass.batch().documentStart();
        for (int row = 0; row < pass.batch().rows(); row++) {
            for (int query = 0; query < length; query += QUERIES) {
                int token = row * length + query;
                int queries = Math.min(QUERIES, length - query);
                int firstKey = documentStart[token] - documentStart[token] % KEY_STEP;
                try (Scope scope = Scope.open()) {
                    chunk.compute(
                            new Block(token, context + query, firstKey, documentStart),
                            queries,
                            context + query + queries - firstKey);
                }
            }
        }
    }

    private Tensor buffer(Tensor like, long heads) {
        int length = pass.batch().length();
        return Tensor.empty(
                like.dtype(),
                like.device(),
                heads * Math.min(QUERIES, length) * (context + length));
    }
}
