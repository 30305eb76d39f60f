package dev.baltoro.engine.decode;

import dev.baltoro.engine.cache.LatentCache;
import dev.baltoro.engine.decode.LayerWeights.QueryWeights.Latent;
import dev.baltoro.model.K2Config;
import dev.baltoro.model.LatentAttention;
import dev.baltoro.model.RotaryEmbedding;
import dev.baltoro.tensor.kernel.Rotary;
import dev.baltoro.tensor.kernel.decode.AbsorbedAttention;
import dev.baltoro.tensor.kernel.decode.Elementwise;
import dev.baltoro.tensor.kernel.decode.PackedTokens;
import dev.baltoro.tensor.kernel.decode.RowDots;
import dev.baltoro.tensor.kernel.decode.RowSums;
import dev.baltoro.tensor.kernel.decode.Team;
import java.util.Arrays;
import java.util.Optional;

/// Latent attention of a step, keys and values absorbed: W_UK goes into the query and W_UV after
/// the sum, so that only latents are read (DeepSeek-V2, section 2.1.2).
///
/// q'_h = W_UKᵀ·q^C_h; s_j = (q'_h·c_j + q^R_h·k^R_j)·scale; o_h = W_UV·Σ softmax(s)_j·c_j.
///
/// Members meet after the down projections, and before the output projection; with more than a few
/// rows also before attention reads what each has written into the cache.
final class AttentionPhases {
    /// Rows whose keys every member writes into the cache, the same values each: to wait for
    /// another one takes longer.
    private static final int ROWS_WRITTEN_BY_ALL = 4;

    private final K2Config config;
    private final LatentCache cache;
    private final Rotary rotary;
    private final StepBuffers buffers;
    private final float scale;
    private final float[][] scratch;
    private final PackedTokens[] packed;

    AttentionPhases(
            K2Config config,
            LatentCache cache,
            Rotary rotary,
            StepBuffers buffers,
            PackedTokens[] packed) {
        this.config = config;
        this.cache = cache;
        this.rotary = rotary;
        this.buffers = buffers;
        this.scale = (float) RotaryEmbedding.softmaxScale(config);
        this.packed = packed;
        this.scratch = new float[packed.length][];
        for (int member = 0; member < packed.length; member++) {
            // A member gets the most heads in a team that ends with it.
            int heads = Math.ceilDiv(config.numAttentionHeads(), member + 1);
            scratch[member] = new float[AbsorbedAttention.scratch(heads)];
        }
    }

    /// Adds attention's output for the normalised hidden states to the residual stream; all members
    /// call it together.
    void run(LayerWeights layer, int index, Rows rows, Team team, int member) {
        down(layer, rows, team.active(), member);
        team.barrier();
        boolean few = rows.count() <= ROWS_WRITTEN_BY_ALL;
        keys(
                layer,
                index,
                rows,
                few ? Share.of(rows.count(), 0, 1) : Share.of(rows.count(), member, team.active()),
                member);
        Share heads = Share.of(config.numAttentionHeads(), member, team.active());
        queries(layer, rows, heads, member);
        if (!few) {
            team.barrier();
        }
        if (heads.length() > 0) {
            attend(index, rows, heads, member);
            expand(layer, rows, heads, member);
        }
        team.barrier();
        output(layer, rows, team.active(), member);
    }

    private void down(LayerWeights layer, Rows rows, int members, int member) {
        int hidden = config.hiddenSize();
        int width = layer.kvDown().rows();
        layer.query()
                .down()
                .ifPresent(latent -> {
                    int rank = latent.down().rows();
                    Share share = Share.ofRows(rank, member, members);
                    RowDots.multiply(
                            latent.down(),
                            share.from(),
                            share.to(),
                            buffers.normal_MBD[member],
                            0,
                            hidden,
                            rows.count(),
                            buffers.queryLatent_BQ,
                            0,
                            rank,
                            packed[member]);
                });
        Share share = Share.ofRows(width, member, members);
        RowDots.multiply(
                layer.kvDown(),
                share.from(),
                share.to(),
                buffers.normal_MBD[member],
                0,
                hidden,
                rows.count(),
                buffers.kv_BRX,
                0,
                width,
                packed[member]);
    }

    /// The keys' norm and turn, and their way into the cache.
    private void keys(LayerWeights layer, int index, Rows rows, Share share, int member) {
        int rank = config.kvLoraRank();
        int width = rank + config.qkRopeHeadDim();
        float[] key = buffers.key_MRX[member];
        for (int b = share.from(); b < share.to(); b++) {
            Elementwise.rmsNorm(
                    buffers.kv_BRX,
                    b * width,
                    layer.kvNorm(),
                    LatentAttention.LATENT_EPSILON,
                    key,
                    0);
            System.arraycopy(buffers.kv_BRX, b * width + rank, key, rank, width - rank);
            rotary.turn(key, rank, rows.positions()[b]);
            cache.layer(index).write(rows.pages()[b], rows.positions()[b], key, 0);
        }
    }

    /// The absorbed queries of this member's heads, for all rows.
    private void queries(LayerWeights layer, Rows rows, Share heads, int member) {
        if (heads.length() == 0) {
            return;
        }
        int width = config.qkHeadDim();
        int queries = config.numAttentionHeads() * width;
        RowDots.multiply(
                layer.query().up(),
                heads.from() * width,
                heads.to() * width,
                queryInput(layer, rows.count(), member),
                0,
                layer.query().up().columns(),
                rows.count(),
                buffers.query_BHNX,
                0,
                queries,
                packed[member]);
        absorb(layer, rows, heads);
    }

    /// {@return what queries are made of: the hidden states, or their latents' norms, which each
    /// member computes for itself}
    private float[] queryInput(LayerWeights layer, int rows, int member) {
        Optional<Latent> latent = layer.query().down();
        if (latent.isEmpty()) {
            return buffers.normal_MBD[member];
        }
        int width = latent.get().down().rows();
        float[] normal = buffers.queryNormal_MBQ[member];
        for (int b = 0; b < rows; b++) {
            Elementwise.rmsNorm(
                    buffers.queryLatent_BQ,
                    b * width,
                    latent.get().norm(),
                    LatentAttention.LATENT_EPSILON,
                    normal,
                    b * width);
        }
        return normal;
    }

    private void absorb(LayerWeights layer, Rows rows, Share heads) {
        int nope = config.qkNopeHeadDim();
        int rope = config.qkRopeHeadDim();
        int rank = config.kvLoraRank();
        int width = nope + rope;
        int queries = config.numAttentionHeads() * width;
        int absorbed = config.numAttentionHeads() * (rank + rope);
        int block = nope + config.vHeadDim();
        for (int h = heads.from(); h < heads.to(); h++) {
            for (int b = 0; b < rows.count(); b++) {
                int to = b * absorbed + h * (rank + rope);
                Arrays.fill(buffers.absorbed_BHRX, to, to + rank, 0);
                int from = b * queries + h * width + nope;
                System.arraycopy(buffers.query_BHNX, from, buffers.absorbed_BHRX, to + rank, rope);
                rotary.turn(buffers.absorbed_BHRX, to + rank, rows.positions()[b]);
            }
            RowSums.add(
                    layer.kvUp(),
                    h * block,
                    h * block + nope,
                    buffers.query_BHNX,
                    h * width,
                    queries,
                    rows.count(),
                    buffers.absorbed_BHRX,
                    h * (rank + rope),
                    absorbed);
        }
    }

    private void attend(int index, Rows rows, Share heads, int member) {
        int all = config.numAttentionHeads();
        int width = config.kvLoraRank() + config.qkRopeHeadDim();
        for (int b = 0; b < rows.count(); b++) {
            AbsorbedAttention.attend(
                    cache.layer(index),
                    rows.pages()[b],
                    rows.positions()[b] + 1,
                    scale,
                    buffers.absorbed_BHRX,
                    b * all * width,
                    heads.from(),
                    heads.to(),
                    buffers.latent_BHR,
                    b * all * config.kvLoraRank(),
                    scratch[member],
                    packed[member]);
        }
    }

    private void expand(LayerWeights layer, Rows rows, Share heads, int member) {
        int nope = config.qkNopeHeadDim();
        int value = config.vHeadDim();
        int rank = config.kvLoraRank();
        int all = config.numAttentionHeads();
        for (int h = heads.from(); h < heads.to(); h++) {
            int first = h * (nope + value) + nope;
            RowDots.multiply(
                    layer.kvUp(),
                    first,
                    first + value,
                    buffers.latent_BHR,
                    h * rank,
                    all * rank,
                    rows.count(),
                    buffers.value_BHV,
                    h * value - first,
                    all * value,
                    packed[member]);
        }
    }

    private void output(LayerWeights layer, Rows rows, int members, int member) {
        int hidden = config.hiddenSize();
        int values = layer.output().columns();
        Share share = Share.ofRows(hidden, member, members);
        RowDots.multiply(
                layer.output(),
                share.from(),
                share.to(),
                buffers.value_BHV,
                0,
                values,
                rows.count(),
                buffers.added_BD,
                0,
                hidden,
                packed[member]);
        for (int b = 0; b < rows.count(); b++) {
            for (int i = b * hidden + share.from(); i < b * hidden + share.to(); i++) {
                buffers.x_BD[i] += buffers.added_BD[i];
            }
        }
    }
}
