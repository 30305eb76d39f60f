package dev.baltoro.engine.decode;

import dev.baltoro.model.K2Config;

/// The activations of a step of up to `rows` rows, `scored` of them with scores, all row-major.
///
/// Each is one array, so a batch may be too large for a model. The norms' results are each member's
/// own: to compute them again takes less time than to wait for another member.
final class StepBuffers {
    final float[] x_BD;
    final float[][] normal_MBD;
    final float[] queryLatent_BQ;
    final float[][] queryNormal_MBQ;
    final float[] kv_BRX;
    final float[][] key_MRX;
    final float[] query_BHNX;
    final float[] absorbed_BHRX;
    final float[] latent_BHR;
    final float[] value_BHV;
    final float[] added_BD;
    final float[] scores_BE;
    final int[] experts_BK;
    final float[] shares_BK;
    final float[] hidden_S2F;
    final float[] gated_SF;
    final float[] expert_SD;
    final float[] every_B2F;
    final float[] everyGated_BF;
    final float[] logits_BV;

    /// @throws IllegalArgumentException if an array would be longer than arrays are
    StepBuffers(K2Config config, int members, int rows, int scored) {
        int hidden = config.hiddenSize();
        int heads = config.numAttentionHeads();
        int rank = config.kvLoraRank();
        int rope = config.qkRopeHeadDim();
        int slots = size("chosen experts", rows, config.numExpertsPerTok());
        int every =
                Math.max(
                        config.intermediateSize(),
                        config.moeIntermediateSize() * config.nSharedExperts());
        x_BD = new float[size("hidden states", rows, hidden)];
        normal_MBD = new float[members][x_BD.length];
        queryLatent_BQ = new float[size("query latents", rows, config.qLoraRank().orElse(0))];
        queryNormal_MBQ = new float[members][queryLatent_BQ.length];
        kv_BRX = new float[size("key latents", rows, rank + rope)];
        key_MRX = new float[members][rank + rope];
        query_BHNX = new float[size("queries", rows, heads, config.qkHeadDim())];
        absorbed_BHRX = new float[size("absorbed queries", rows, heads, rank + rope)];
        latent_BHR = new float[size("attended latents", rows, heads, rank)];
        value_BHV = new float[size("values", rows, heads, config.vHeadDim())];
        added_BD = new float[size("hidden states", rows, hidden)];
        scores_BE = new float[size("experts' scores", rows, config.nRoutedExperts())];
        experts_BK = new int[slots];
        shares_BK = new float[slots];
        hidden_S2F =
                new float[size("experts' hidden values", slots, 2, config.moeIntermediateSize())];
        gated_SF = new float[size("experts' hidden values", slots, config.moeIntermediateSize())];
        expert_SD = new float[size("experts' outputs", slots, hidden)];
        every_B2F = new float[size("hidden values", rows, 2, every)];
        everyGated_BF = new float[size("hidden values", rows, every)];
        logits_BV = new float[size("scores", scored, config.vocabSize())];
    }

    private static int size(String what, int rows, int... each) {
        long size = rows;
        for (int factor : each) {
            if (factor != 0 && size > Integer.MAX_VALUE / factor) {
                throw new IllegalArgumentException(
                        "%s of %d rows of this model do not fit an array; use a smaller batch"
                                .formatted(what, rows));
            }
            size *= factor;
        }
        return (int) size;
    }
}
