package dev.baltoro.model;

import dev.baltoro.tensor.DType;
import dev.baltoro.tensor.Scope;
import dev.baltoro.tensor.Tensor;
import dev.baltoro.tensor.kernel.CausalSoftmax;
import dev.baltoro.tensor.kernel.CausalSoftmax.Block;
import dev.baltoro.tensor.kernel.RowProducts;
import java.util.List;

/// softmax(q·kᵀ · scale) · v within documents, in chunks of queries, with each head's exact largest
/// logit. Keys of a document that goes on from another are that one's and its own.
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
            Tensor s = buffer.narrow(0, 0, heads * queries * keys.count());
            Tensor s_HQK = s.view(heads, queries, keys.count());
            s_HQK.bmm_(in.q_HTD.narrow(1, block.token(), queries), keys.of(in.k_HTD).t());
            CausalSoftmax.forward(s_HQK, block, scale, logSum, largest_H, counted(block, queries));
            o.narrow(1, block.token(), queries).copy_(s_HQK.bmm(keys.of(in.v_HTD)));
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
            long count = heads * queries * keys.count();
            Tensor s_HQK = first.narrow(0, 0, count).view(heads, queries, keys.count());
            Tensor dp_HQK = second.narrow(0, 0, count).view(heads, queries, keys.count());
            Tensor q_HQD = in.q_HTD.narrow(1, block.token(), queries);
            Tensor do_HQD = do_HTD.narrow(1, block.token(), queries);
            Tensor k_HKD = keys.of(in.k_HTD);
            s_HQK.bmm_(q_HQD, k_HKD.t());
            dp_HQK.bmm_(do_HQD, keys.of(in.v_HTD).t());
            CausalSoftmax.backward(s_HQK, dp_HQK, block, scale, out.logSum_HT, delta);
            keys.addProducts(dv, s_HQK, do_HQD);
            keys.addProducts(dk, dp_HQK, q_HQD);
            dq.narrow(1, block.token(), queries).copy_(dp_HQK.bmm(k_HKD));
        });
        return new Operands(dq, dk, dv);
    }

    /// {@return how many of a chunk's queries are real tokens, whose logits may clip a head}
    private int counted(Block block, int queries) {
        int length = pass.batch().length();
        int valid = pass.batch().valid()[block.token() / length];
        return Math.clamp(valid - block.token() % length, 0, queries);
    }

    private interface Chunk {
        void compute(Block block, int queries, Keys keys);
    }

    /// The keys of a chunk of queries: those of a stem, then those that lead up to the queries.
    ///
    /// @param stem index of the stem's first key among the keys of all rows
    /// @param stemCount 0 without a stem
    /// @param own index of the first of the others
    private record Keys(long stem, long stemCount, long own, long ownCount) {
        static Keys of(long first, long count) {
            return new Keys(first, 0, first, count);
        }

        long count() {
            return stemCount + ownCount;
        }

        private boolean isOneRange() {
            return stemCount == 0 || stem + stemCount == own;
        }

        Tensor of(Tensor x_HTD) {
            return isOneRange()
                    ? x_HTD.narrow(1, stem, count())
                    : Tensor.cat(
                            1,
                            List.of(
                                    x_HTD.narrow(1, stem, stemCount),
                                    x_HTD.narrow(1, own, ownCount)));
        }

        /// Adds each key's sum over the queries.
        void addProducts(Tensor sum_HTD, Tensor weight_HQK, Tensor x_HQD) {
            if (isOneRange()) {
                sum_HTD.narrow(1, stem, count()).baddbmm_(weight_HQK.t(), x_HQD);
            } else {
                Tensor stems_HQK = weight_HQK.narrow(2, 0, stemCount);
                Tensor owns_HQK = weight_HQK.narrow(2, stemCount, ownCount);
                sum_HTD.narrow(1, stem, stemCount).baddbmm_(stems_HQK.t(), x_HQD);
                sum_HTD.narrow(1, own, ownCount).baddbmm_(owns_HQK.t(), x_HQD);
            }
        }
    }

    private void forEachChunk(Chunk chunk) {
        TokenBatch batch = pass.batch();
        int[] starts = batch.starts();
        int length = batch.length();
        for (int row = 0; row < batch.rows(); row++) {
            int begin = 0;
            while (begin < length) {
                int end = runEnd(batch, row * length, begin);
                for (int query = begin; query < end; query += QUERIES) {
                    int queries = Math.min(QUERIES, end - query);
                    try (Scope scope = Scope.open()) {
                        compute(chunk, starts, row * length, query, queries);
                    }
                }
                begin = end;
            }
        }
    }

    /// {@return the end of the tokens from `begin` on that may be in chunks together: up to where a
    /// document goes on from another, and each of these alone}
    private static int runEnd(TokenBatch batch, int row, int begin) {
        if (!batch.hasStems()) {
            return batch.length();
        }
        int stem = batch.stems()[row + begin];
        int start = batch.documentStart()[row + begin];
        int end = begin + 1;
        while (end < batch.length()
                && batch.stems()[row + end] == stem
                && (stem < 0 || batch.documentStart()[row + end] == start)) {
            end++;
        }
        return end;
    }

    private void compute(Chunk chunk, int[] starts, int row, int query, int queries) {
        int token = row + query;
        int stemLength = pass.batch().stemLength(token);
        if (stemLength == 0) {
            int firstKey = starts[token] - starts[token] % KEY_STEP;
            // A pass with a context has one row, and its keys begin with the context's.
            Keys keys = Keys.of(row + firstKey, context + query + queries - firstKey);
            chunk.compute(new Block(token, context + query, firstKey, starts), queries, keys);
            return;
        }
        int own = pass.batch().documentStart()[token];
        int stem = pass.batch().stems()[token] + 1 - stemLength;
        Keys keys = new Keys(row + stem, stemLength, row + own, query + queries - own);
        chunk.compute(new Block(token, query, starts[token], starts), queries, keys);
    }

    private Tensor buffer(Tensor like, long heads) {
        int length = pass.batch().length();
        return Tensor.empty(
                like.dtype(),
                like.device(),
                heads * Math.min(QUERIES, length) * (context + length));
    }
}
