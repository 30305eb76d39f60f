package dev.baltoro.model;

import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import org.jspecify.annotations.Nullable;

/// The shape of a model of the `kimi_k2` and `deepseek_v3` family, in the words of their
/// `config.json`.
///
/// Every value of the parts can be asked for here too, by the key that the file has.
///
/// @param modelType `kimi_k2` or `deepseek_v3`
/// @param vocabSize rows of the embedding and of the head
/// @param hiddenSize width of the residual stream
/// @param intermediateSize width of the dense feed-forward layers
/// @param numHiddenLayers all layers, dense ones included
/// @param firstKDenseReplace leading layers whose feed-forward is dense
/// @param attention heads and their widths
/// @param experts experts and their selection
/// @param rope rotary positions
/// @param rmsNormEps added to the mean square
/// @param initializerRange standard deviation of fresh weights
/// @param maxPositionEmbeddings longest context
/// @param tieWordEmbeddings whether head and embedding are one tensor
/// @param bosTokenId begin-of-text id, if any
/// @param eosTokenId end-of-text id, if any
public record K2Config(
        String modelType,
        int vocabSize,
        int hiddenSize,
        int intermediateSize,
        int numHiddenLayers,
        int firstKDenseReplace,
        Attention attention,
        Experts experts,
        Rope rope,
        double rmsNormEps,
        double initializerRange,
        int maxPositionEmbeddings,
        boolean tieWordEmbeddings,
        OptionalInt bosTokenId,
        OptionalInt eosTokenId) {

    /// Refuses a shape that no model can have.
    ///
    /// @throws ConfigException with one line that names the key of `config.json` that is at fault
    public K2Config {
        ConfigChecks.knownModelType(modelType);
        ConfigChecks.positive("vocab_size", vocabSize);
        ConfigChecks.positive("hidden_size", hiddenSize);
        ConfigChecks.positive("intermediate_size", intermediateSize);
        ConfigChecks.positive("num_hidden_layers", numHiddenLayers);
        ConfigChecks.between("first_k_dense_replace", firstKDenseReplace, 0, numHiddenLayers);
        ConfigChecks.positive("rms_norm_eps", rmsNormEps);
        ConfigChecks.positive("initializer_range", initializerRange);
        ConfigChecks.positive("max_position_embeddings", maxPositionEmbeddings);
        bosTokenId.ifPresent(id -> ConfigChecks.between("bos_token_id", id, 0, vocabSize - 1));
        eosTokenId.ifPresent(id -> ConfigChecks.between("eos_token_id", id, 0, vocabSize - 1));
    }

    /// Latent attention.
    ///
    /// @param numAttentionHeads attention heads
    /// @param qLoraRank rank of the query's compression; empty if queries are projected directly
    /// @param kvLoraRank width of the latent that keys and values are read from
    /// @param qkNopeHeadDim query and key width per head without position
    /// @param qkRopeHeadDim query width per head, and width of the shared key, with rotary position
    /// @param vHeadDim value width per head
    public record Attention(
            int numAttentionHeads,
            OptionalInt qLoraRank,
            int kvLoraRank,
            int qkNopeHeadDim,
            int qkRopeHeadDim,
            int vHeadDim) {

        /// Refuses widths that no model can have.
        ///
        /// @throws ConfigException with one line that names the key at fault
        public Attention {
            ConfigChecks.positive("num_attention_heads", numAttentionHeads);
            qLoraRank.ifPresent(rank -> ConfigChecks.positive("q_lora_rank", rank));
            ConfigChecks.positive("kv_lora_rank", kvLoraRank);
            ConfigChecks.positive("qk_nope_head_dim", qkNopeHeadDim);
            ConfigChecks.positive("qk_rope_head_dim", qkRopeHeadDim);
            ConfigChecks.divides("qk_rope_head_dim", qkRopeHeadDim, "2 (pairs are rotated)", 2);
            ConfigChecks.positive("v_head_dim", vHeadDim);
        }
    }

    /// The experts of a layer, and how a token selects among them.
    ///
    /// @param nRoutedExperts routed experts of a layer
    /// @param numExpertsPerTok routed experts a token selects
    /// @param nSharedExperts experts that see every token
    /// @param moeIntermediateSize width of one expert
    /// @param nGroup expert groups of the group-limited selection; 1 means none
    /// @param topkGroup groups a token may select from
    /// @param normTopkProb whether the selected scores are normalised to sum 1
    /// @param routedScalingFactor factor on the routed experts' weights
    /// @param auxLossAlpha weight of the sequence-wise balance loss
    public record Experts(
            int nRoutedExperts,
            int numExpertsPerTok,
            int nSharedExperts,
            int moeIntermediateSize,
            int nGroup,
            int topkGroup,
            boolean normTopkProb,
            double routedScalingFactor,
            double auxLossAlpha) {

        /// Refuses a selection that no token can make.
        ///
        /// @throws ConfigException with one line that names the key at fault
        public Experts {
            ConfigChecks.positive("moe_intermediate_size", moeIntermediateSize);
            ConfigChecks.positive("n_routed_experts", nRoutedExperts);
            ConfigChecks.between("num_experts_per_tok", numExpertsPerTok, 1, nRoutedExperts);
            ConfigChecks.between("n_shared_experts", nSharedExperts, 0, Integer.MAX_VALUE);
            ConfigChecks.positive("n_group", nGroup);
            ConfigChecks.between("topk_group", topkGroup, 1, nGroup);
            ConfigChecks.divides("n_routed_experts", nRoutedExperts, "n_group", nGroup);
            ConfigChecks.groupsHoldSelection(nRoutedExperts, nGroup, topkGroup, numExpertsPerTok);
            ConfigChecks.positive("routed_scaling_factor", routedScalingFactor);
            ConfigChecks.notNegative("aux_loss_alpha", auxLossAlpha);
        }
    }

    /// Rotary positions.
    ///
    /// @param theta base of the frequencies
    /// @param interleave whether pairs are neighbours (2j, 2j+1), as in DeepSeek's own code
    /// @param yarn context extension, if any
    public record Rope(double theta, boolean interleave, Optional<Yarn> yarn) {
        /// Refuses a base that turns nothing.
        ///
        /// @throws ConfigException with one line that names the key at fault
        public Rope {
            ConfigChecks.moreThanOne("rope_theta", theta);
        }
    }

    /// YaRN's context extension, as `rope_scaling` (old form) or `rope_parameters` (new form) says
    /// it.
    public record Yarn(
            double factor,
            int originalMaxPositionEmbeddings,
            double betaFast,
            double betaSlow,
            double mscale,
            double mscaleAllDim) {

        /// Refuses an extension that extends nothing.
        ///
        /// @throws ConfigException with one line that names the key at fault
        public Yarn {
            ConfigChecks.atLeastOne("rope_scaling.factor", factor);
            ConfigChecks.positive(
                    "rope_scaling.original_max_position_embeddings", originalMaxPositionEmbeddings);
            ConfigChecks.positive("rope_scaling.beta_fast", betaFast);
            ConfigChecks.positive("rope_scaling.beta_slow", betaSlow);
            ConfigChecks.notNegative("rope_scaling.mscale", mscale);
            ConfigChecks.notNegative("rope_scaling.mscale_all_dim", mscaleAllDim);
        }
    }

    /// {@return query and key width of one head}
    public int qkHeadDim() {
        return attention.qkNopeHeadDim + attention.qkRopeHeadDim;
    }

    /// {@return this shape with some keys changed}
    ///
    /// @param changes new values by their names in `config.json`, for example `hidden_size`; a
    ///   `rope_scaling` is a map, or null to drop the extension
    /// @throws ConfigException if a key is unknown (the nearest known one is named) or the result
    ///   is not a valid shape
    public K2Config withOverrides(Map<String, ?> changes) {
        return ConfigJson.override(this, changes);
    }

    /// {@return whether layer `index`'s feed-forward is dense}
    public boolean isDense(int index) {
        return index < firstKDenseReplace;
    }

    /// {@return attention heads}
    public int numAttentionHeads() {
        return attention.numAttentionHeads();
    }

    /// {@return rank of the query's compression; empty if queries are projected directly}
    public OptionalInt qLoraRank() {
        return attention.qLoraRank();
    }

    /// {@return width of the latent that keys and values are read from}
    public int kvLoraRank() {
        return attention.kvLoraRank();
    }

    /// {@return query and key width per head without position}
    public int qkNopeHeadDim() {
        return attention.qkNopeHeadDim();
    }

    /// {@return query width per head, and width of the shared key, with rotary position}
    public int qkRopeHeadDim() {
        return attention.qkRopeHeadDim();
    }

    /// {@return value width per head}
    public int vHeadDim() {
        return attention.vHeadDim();
    }

    /// {@return routed experts of a layer}
    public int nRoutedExperts() {
        return experts.nRoutedExperts();
    }

    /// {@return routed experts a token selects}
    public int numExpertsPerTok() {
        return experts.numExpertsPerTok();
    }

    /// {@return experts that see every token}
    public int nSharedExperts() {
        return experts.nSharedExperts();
    }

    /// {@return width of one expert}
    public int moeIntermediateSize() {
        return experts.moeIntermediateSize();
    }

    /// {@return expert groups of the group-limited selection; 1 means none}
    public int nGroup() {
        return experts.nGroup();
    }

    /// {@return groups a token may select from}
    public int topkGroup() {
        return experts.topkGroup();
    }

    /// {@return whether the selected scores are normalised to sum 1}
    public boolean normTopkProb() {
        return experts.normTopkProb();
    }

    /// {@return factor on the routed experts' weights}
    public double routedScalingFactor() {
        return experts.routedScalingFactor();
    }

    /// {@return weight of the sequence-wise balance loss}
    public double auxLossAlpha() {
        return experts.auxLossAlpha();
    }

    /// {@return base of the rotary frequencies}
    public double ropeTheta() {
        return rope.theta();
    }

    /// {@return whether rotary pairs are neighbours}
    public boolean ropeInterleave() {
        return rope.interleave();
    }

    /// {@return context extension, if any}
    public Optional<Yarn> yarn() {
        return rope.yarn();
    }

    /// {@return this shape with another longest context and another extension}
    public K2Config withContext(int positions, Optional<Yarn> extension) {
        Map<String, @Nullable Object> changes = new HashMap<>();
        changes.put("max_position_embeddings", positions);
        changes.put("rope_scaling", extension.map(RopeJson::scaling).orElse(null));
        return withOverrides(changes);
    }
}
