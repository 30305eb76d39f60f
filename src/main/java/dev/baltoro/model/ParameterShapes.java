package dev.baltoro.model;

import java.util.ArrayList;
import java.util.List;
import java.util.stream.IntStream;

/// Every weight of a model, as Hugging Face's files name and shape them.
///
/// The one list of what a model is made of: parameter counts are sums over it, a model is built by
/// taking each weight from it once, and a checkpoint is complete when it has these names in these
/// shapes and no others. A tied head is the embedding and has no weight of its own.
public final class ParameterShapes {
    private final K2Config config;
    private final List<WeightSpec> weights = new ArrayList<>();

    private ParameterShapes(K2Config config) {
        this.config = config;
    }

    /// {@return the weights, in the order of the forward pass}
    public static List<WeightSpec> of(K2Config config) {
        ParameterShapes shapes = new ParameterShapes(config);
        shapes.add("model.embed_tokens.weight", config.vocabSize(), config.hiddenSize());
        IntStream.range(0, config.numHiddenLayers()).forEach(shapes::layer);
        shapes.add("model.norm.weight", config.hiddenSize());
        if (!config.tieWordEmbeddings()) {
            shapes.add("lm_head.weight", config.vocabSize(), config.hiddenSize());
        }
        return List.copyOf(shapes.weights);
    }

    private void layer(int index) {
        String layer = "model.layers." + index;
        add(layer + ".input_layernorm.weight", config.hiddenSize());
        attention(layer + ".self_attn");
        add(layer + ".post_attention_layernorm.weight", config.hiddenSize());
        if (config.isDense(index)) {
            feedForward(layer + ".mlp", config.intermediateSize());
        } else {
            mixture(layer + ".mlp");
        }
    }

    private void attention(String attention) {
        int hidden = config.hiddenSize();
        int heads = config.numAttentionHeads();
        int queries = heads * config.qkHeadDim();
        config.qLoraRank()
                .ifPresentOrElse(
                        rank -> {
                            add(attention + ".q_a_proj.weight", rank, hidden);
                            add(attention + ".q_a_layernorm.weight", rank);
                            add(attention + ".q_b_proj.weight", queries, rank);
                        },
                        () -> add(attention + ".q_proj.weight", queries, hidden));
        int latent = config.kvLoraRank();
        add(attention + ".kv_a_proj_with_mqa.weight", latent + config.qkRopeHeadDim(), hidden);
        add(attention + ".kv_a_layernorm.weight", latent);
        int keysAndValues = heads * (config.qkNopeHeadDim() + config.vHeadDim());
        add(attention + ".kv_b_proj.weight", keysAndValues, latent);
        add(attention + ".o_proj.weight", hidden, (long) heads * config.vHeadDim());
    }

    private void mixture(String mlp) {
        add(mlp + ".gate.weight", config.nRoutedExperts(), config.hiddenSize());
        add(mlp + ".gate.e_score_correction_bias", config.nRoutedExperts());
        for (int expert = 0; expert < config.nRoutedExperts(); expert++) {
            feedForward(mlp + ".experts." + expert, config.moeIntermediateSize());
        }
        if (config.nSharedExperts() > 0) {
            // Shared experts see every token, so that they are stored as one of their joint width.
            feedForward(
                    mlp + ".shared_experts",
                    (long) config.nSharedExperts() * config.moeIntermediateSize());
        }
    }

    private void feedForward(String prefix, long width) {
        add(prefix + ".gate_proj.weight", width, config.hiddenSize());
        add(prefix + ".up_proj.weight", width, config.hiddenSize());
        add(prefix + ".down_proj.weight", config.hiddenSize(), width);
    }

    private void add(String name, long... shape) {
        weights.add(WeightSpec.of(name, shape));
    }
}
