package dev.baltoro.model;

import dev.baltoro.tensor.DType;
import dev.baltoro.tensor.Tensor;
import dev.baltoro.tensor.kernel.Rotary.StridedColumns;
import java.util.Optional;

/// Between the projections' token-major columns and attention's head-major rows, turning positions
/// in on the way.
///
/// The products of bfloat16 models run in fp32 where the processor has no bfloat16 arithmetic; the
/// change of dtype then happens here too.
final class HeadLayout {
    private final int heads;
    private final int nope;
    private final int rope;
    private final int value;
    private final Pass pass;

    HeadLayout(K2Config config, Pass pass) {
        this.heads = config.numAttentionHeads();
        this.nope = config.qkNopeHeadDim();
        this.rope = config.qkRopeHeadDim();
        this.value = config.vHeadDim();
        this.pass = pass;
    }

    /// Gradients of the projections' outputs.
    record Tokens(Tensor q, Tensor kv, Tensor keyRope) {}

    /// {@return q, k and v by heads}
    ///
    /// @param kv_TX of the context's tokens, if there is one, and the pass's
    /// @param keyRope_TX of the pass's tokens; the context's are turned already
    CausalAttention.Operands toHeads(
            Tensor q_TX, Tensor kv_TX, Tensor keyRope_TX, Optional<LatentMemory.Context> before) {
        DType dtype = q_TX.dtype().productType();
        Tensor q = q_TX.to(dtype);
        Tensor kv = kv_TX.to(dtype);
        Tensor keyRope = keyRope_TX.to(dtype);
        int tokens = pass.positions().length;
        int width = nope + rope;
        Tensor qHeads = Tensor.empty(dtype, q.device(), heads, tokens, width);
        int keys = Math.toIntExact(kv.size(0));
        Tensor kHeads = Tensor.empty(dtype, q.device(), heads, keys, width);
        Tensor vHeads = Tensor.empty(dtype, q.device(), heads, keys, value);
        for (int head = 0; head < heads; head++) {
            long queryBlock = (long) head * tokens * width;
            StridedColumns from = StridedColumns.of(q, (long) head * width, (long) heads * width);
            from.copy(StridedColumns.of(qHeads, queryBlock, width), tokens, nope);
            turn(from.at(nope), StridedColumns.of(qHeads, queryBlock + nope, width), 1, false);
            long block = (long) head * keys * width;
            StridedColumns latent =
                    StridedColumns.of(
                            kv, (long) head * (nope + value), (long) heads * (nope + value));
            latent.copy(StridedColumns.of(kHeads, block, width), keys, nope);
            latent.at(nope)
                    .copy(
                            StridedColumns.of(vHeads, (long) head * keys * value, value),
                            keys,
                            value);
        }
        // The rotary key is shared: turned once, then copied to the other heads.
        StridedColumns first = StridedColumns.of(kHeads, nope, width);
        before.ifPresent(context -> {
            Tensor turned = context.keyRope_PX().to(dtype);
            StridedColumns.of(turned, 0, rope).copy(first, keys - tokens, rope);
        });
        long own = (long) (keys - tokens) * width + nope;
        turn(StridedColumns.of(keyRope, 0, rope), StridedColumns.of(kHeads, own, width), 1, false);
        for (int head = 1; head < heads; head++) {
            first.copy(
                    StridedColumns.of(kHeads, (long) head * keys * width + nope, width),
                    keys,
                    rope);
        }
        return new CausalAttention.Operands(qHeads, kHeads, vHeads);
    }

    /// {@return the turned rotary keys of the pass's tokens, [T, rope], a view of keys by heads}
    Tensor turnedKeys(Tensor k_HTD) {
        int tokens = pass.positions().length;
        return k_HTD.select(0, 0).narrow(0, k_HTD.size(1) - tokens, tokens).narrow(1, nope, rope);
    }

    /// {@return gradients by tokens, as `dtype`, from gradients by heads}
    Tokens toTokens(CausalAttention.Operands d, DType dtype) {
        int tokens = pass.positions().length;
        int width = nope + rope;
        DType products = d.q_HTD().dtype();
        Tensor q = Tensor.empty(products, d.q_HTD().device(), tokens, (long) heads * width);
        Tensor kv = Tensor.empty(products, q.device(), tokens, (long) heads * (nope + value));
        Tensor keyRope = Tensor.zeros(products, q.device(), tokens, rope);
        for (int head = 0; head < heads; head++) {
            long block = (long) head * tokens * width;
            StridedColumns queries = StridedColumns.of(d.q_HTD(), block, width);
            StridedColumns to = StridedColumns.of(q, (long) head * width, (long) heads * width);
            queries.copy(to, tokens, nope);
            turn(queries.at(nope), to.at(nope), -1, false);
            StridedColumns keys = StridedColumns.of(d.k_HTD(), block, width);
            StridedColumns latent =
                    StridedColumns.of(
                            kv, (long) head * (nope + value), (long) heads * (nope + value));
            keys.copy(latent, tokens, nope);
            turn(keys.at(nope), StridedColumns.of(keyRope, 0, rope), -1, true);
            StridedColumns.of(d.v_HTD(), (long) head * tokens * value, value)
                    .copy(latent.at(nope), tokens, value);
        }
        return new Tokens(q.to(dtype), kv.to(dtype), keyRope.to(dtype));
    }

    /// {@return [T, H·v] as `dtype` from [H, T, v]}
    Tensor toTokens(Tensor o_HTD, DType dtype) {
        long tokens = o_HTD.size(1);
        return o_HTD.transpose(0, 1).contiguous().view(tokens, (long) heads * value).to(dtype);
    }

    /// {@return [H, T, v] as `dtype` from [T, H·v]}
    Tensor outputToHeads(Tensor dy_TX, DType dtype) {
        Tensor wide = dy_TX.contiguous().to(dtype);
        return wide.view(dy_TX.size(0), heads, value).transpose(0, 1).contiguous();
    }

    private void turn(StridedColumns from, StridedColumns to, int direction, boolean add) {
        pass.rotary().turn(from, to, pass.positions(), direction, add);
    }
}
