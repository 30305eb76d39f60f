package dev.baltoro.model.plan;

import dev.baltoro.model.WeightSpec;

/// What a weight belongs to, for accounts.
public enum Component {
    /// The table of token vectors; a lookup, no product.
    EMBEDDING("embedding"),
    /// Projections of the latent attention.
    ATTENTION("attention"),
    /// Feed-forward of the leading dense layers.
    DENSE_FEED_FORWARD("dense feed-forward"),
    /// The router's matrices.
    ROUTER("router"),
    /// Experts that a token selects.
    ROUTED_EXPERTS("routed experts"),
    /// Experts that see every token.
    SHARED_EXPERTS("shared experts"),
    /// Gains of the norms, and the router's selection biases: not matrices.
    GAINS_AND_BIASES("gains and biases"),
    /// The projection to the vocabulary.
    HEAD("head");

    private final String words;

    Component(String words) {
        this.words = words;
    }

    /// {@return the component in words}
    public String words() {
        return words;
    }

    /// {@return the component that `weight` belongs to}
    public static Component of(WeightSpec weight) {
        String name = weight.name();
        if (!weight.isMatrix()) {
            return GAINS_AND_BIASES;
        }
        if (name.startsWith("model.embed_tokens.")) {
            return EMBEDDING;
        }
        if (name.startsWith("lm_head.")) {
            return HEAD;
        }
        if (name.contains(".self_attn.")) {
            return ATTENTION;
        }
        if (name.contains(".mlp.experts.")) {
            return ROUTED_EXPERTS;
        }
        if (name.contains(".mlp.shared_experts.")) {
            return SHARED_EXPERTS;
        }
        return name.contains(".mlp.gate.") ? ROUTER : DENSE_FEED_FORWARD;
    }
}
