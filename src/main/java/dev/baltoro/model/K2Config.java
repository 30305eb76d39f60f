package dev.baltoro.model;

import java.util.Optional;
import java.util.OptionalInt;

/// The shape of a model of the `kimi_k2` and `deepseek_v3` family, in the words of their
/// `config.json`.
///
/// @param modelType `kimi_k2` or `deepseek_v3`
/// @param vocabSize rows of the embedding and of the head
/// @param hiddenSize width of the residual stream
/// @param intermediateSize width of the dense feed-forward layers
/// @param moeIntermediateSize width of one expert
/// @param numHiddenLayers all layers, dense ones included
/// @param firstKDenseReplace leading layers whose feed-forward is dense
/// @param numAttentionHeads attention heads
/// @param qLoraRank rank of the query's compression; empty if queries are projected directly
/// @param kvLoraRank width of the latent that keys and values are read from
/// @param qkNopeHeadDim query and key width per head without position
/// @param qkRopeHeadDim query width per head, and width of the shared key, with rotary position
/// @param vHeadDim value width per head
/// @param nRoutedExperts routed experts of a layer
/// @param numExpertsPerTok routed experts a token selects
/// @param nSharedExperts experts that see every token
/// @param nGroup expert groups of the group-limited selection; 1 means none
/// @param topkGroup groups a token may select from
/// @param normTopkProb whether the selected scores are normalised to sum 1
/// @param routedScalingFactor factor on the routed experts' weights
/// @param auxLossAlpha weight of the sequence-wise balance loss
/// @param rmsNormEps added to the mean square
/// @param initializerRange standard deviation of fresh weights
/// @param maxPositionEmbeddings longest context
/// @param ropeTheta base of the rotary frequencies
/// @param ropeInterleave whether rotary pairs are neighbours (2j, 2j+1), as in DeepSeek's own code
/// @param yarn context extension, if any
/// @param tieWordEmbeddings whether head and embedding are one tensor
/// @param bosTokenId begin-of-text id, if any
/// @param eosTokenId end-of-text id, if any
public record K2Config(
        String modelType,
        int vocabSize,
        int hiddenSize,
        int intermediateSize,
        int moeIntermediateSize,
        int numHiddenLayers,
        int firstKDenseReplace,
        int numAttentionHeads,
        OptionalInt qLoraRank,
        int kvLoraRank,
        int qkNopeHeadDim,
        int qkRopeHeadDim,
        int vHeadDim,
        int nRoutedExperts,
        int numExpertsPerTok,
        int nSharedExperts,
        int nGroup,
        int topkGroup,
        boolean normTopkProb,
        double routedScalingFactor,
        double auxLossAlpha,
        double rmsNormEps,
        double initializerRange,
        int maxPositionEmbeddings,
        double ropeTheta,
        boolean ropeInterleave,
        Optional<Yarn> yarn,
        boolean tieWordEmbeddings,
        OptionalInt bosTokenId,
        OptionalInt eosTokenId) {

    /// YaRN's context extension, as `rope_scaling` (old form) or `rope_parameters` (new form) says
    /// it.
    public record Yarn(
            double factor,
            int originalMaxPositionEmbeddings,
            double betaFast,
            double betaSlow,
            double mscale,
            double mscaleAllDim) {}

    /// {@return query and key width of one head}
    public int qkHeadDim() {
        return qkNopeHeadDim + qkRopeHeadDim;
    }

    /// {@return whether layer `index`'s feed-forward is dense}
    public boolean isDense(int index) {
        return index < firstKDenseReplace;
    }
}
