package dev.baltoro.engine.decode;

import dev.baltoro.model.K2Config;

/// The activations of a step of up to `rows` rows, `scored` of them with scores, all row-major.
final class StepBuffers {
    final float[] x_BD;
    final float[] normal_BD;
    final float[] queryLatent_BQ;
    final float[] kv_BRX;
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

    StepBuffers(K2Config config, int rows, int scored) {
        int hidden = config.hiddenSize();
        int heads = config.numAttentionHeads();
        int rank = config.kvLoraRank();
        int rope = config.qkRopeHeadDim();
        int slots = rows * config.numExpertsPerTok();
        int every =
                Math.max(
                        config.intermediateSize(),
                        config.moeIntermediateSize() * config.nSharedExperts());
        x_BD = new float[rows * hidden];
        normal_BD = new float[rows * hidden];
        queryLatent_BQ = new float[rows * config.qLoraRank().orElse(0)];
        kv_BRX = new float[rows * (rank + rope)];
        query_BHNX = new float[rows * heads * config.qkHeadDim()];
        absorbed_BHRX = new float[rows * heads * (rank + rope)];
        latent_BHR = new float[rows * heads * rank];
        value_BHV = new float[rows * heads * config.vHeadDim()];
        added_BD = new float[rows * hidden];
        scores_BE = new float[rows * config.nRoutedExperts()];
        experts_BK = new int[slots];
        shares_BK = new float[slots];
        hidden_S2F = new float[slots * 2 * config.moeIntermediateSize()];
        gated_SF = new float[slots * config.moeIntermediateSize()];
        expert_SD = new float[slots * hidden];
        every_B2F = new float[rows * 2 * every];
        everyGated_BF = new float[rows * every];
        logits_BV = new float[scored * config.vocabSize()];
    }
}
