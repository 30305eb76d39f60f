package dev.baltoro.model;

import dev.baltoro.model.Block.Mixture;
import dev.baltoro.model.LatentAttention.Query;
import dev.baltoro.tensor.Tensor;
import dev.baltoro.tensor.autograd.Parameter;
import java.util.ArrayList;
import java.util.List;

/// Lays out a model's parameters and says which weights of a checkpoint each is made of.
///
/// Gate and up projections are one matrix, and a layer's experts are one stack, because they are
/// multiplied together; files keep them apart.
///
/// Parts may be asked for one by one; they are freed with this. A whole model ([#build]) is not.
final class ModelBuilder implements AutoCloseable {
    private final K2Config config;
    private final ParameterLoader loader;

    ModelBuilder(K2Config config, WeightSource source, WeightForm form) {
        this.config = config;
        this.loader = new ParameterLoader(source, form);
    }

    K2Model build() {
        Parameter embedding = embedding();
        List<Block> layers = new ArrayList<>();
        for (int index = 0; index < config.numHiddenLayers(); index++) {
            layers.add(layer(index));
        }
        Parameter norm = norm();
        Parameter head = config.tieWordEmbeddings() ? embedding : head();
        return new K2Model(config, embedding, layers, norm, head, loader.handOver());
    }

    Parameter embedding() {
        return loader.table(
                WeightSpec.of(
                        "model.embed_tokens.weight", config.vocabSize(), config.hiddenSize()));
    }

    Parameter norm() {
        return gain("model.norm.weight", config.hiddenSize());
    }

    /// The projection onto the vocabulary, as a parameter of its own also where it is tied.
    Parameter head() {
        return config.tieWordEmbeddings()
                ? embedding()
                : matrix("lm_head.weight", config.vocabSize(), config.hiddenSize());
    }

    Block layer(int index) {
        String prefix = "model.layers." + index + ".";
        Parameter attentionNorm = gain(prefix + "input_layernorm.weight", config.hiddenSize());
        LatentAttention attention = attention(index, prefix + "self_attn.");
        Parameter feedForwardNorm =
                gain(prefix + "post_attention_layernorm.weight", config.hiddenSize());
        String mlp = prefix + "mlp.";
        Mixture mixture =
                config.isDense(index)
                        ? new Mixture.Dense(feedForward(mlp, config.intermediateSize()))
                        : sparse(index, mlp);
        return new Block(config, attentionNorm, attention, feedForwardNorm, mixture);
    }

    private LatentAttention attention(int index, String prefix) {
        int hidden = config.hiddenSize();
        int queries = config.numAttentionHeads() * config.qkHeadDim();
        Query query;
        if (config.qLoraRank().isPresent()) {
            int rank = config.qLoraRank().getAsInt();
            query =
                    new Query.Compressed(
                            matrix(prefix + "q_a_proj.weight", rank, hidden),
                            gain(prefix + "q_a_layernorm.weight", rank),
                            matrix(prefix + "q_b_proj.weight", queries, rank));
        } else {
            query = new Query.Direct(matrix(prefix + "q_proj.weight", queries, hidden));
        }
        int latent = config.kvLoraRank();
        int values = config.numAttentionHeads() * config.vHeadDim();
        int keysAndValues = config.numAttentionHeads() * config.qkNopeHeadDim() + values;
        return new LatentAttention(
                config,
                index,
                query,
                matrix(
                        prefix + "kv_a_proj_with_mqa.weight",
                        latent + config.qkRopeHeadDim(),
                        hidden),
                gain(prefix + "kv_a_layernorm.weight", latent),
                matrix(prefix + "kv_b_proj.weight", keysAndValues, latent),
                matrix(prefix + "o_proj.weight", hidden, values));
    }

    private FeedForward feedForward(String prefix, int width) {
        int hidden = config.hiddenSize();
        Parameter gateUp =
                loader.stack(prefix + "gate_up_proj", 2, gateUp(prefix, width), 2L * width, hidden);
        return new FeedForward(gateUp, matrix(prefix + "down_proj.weight", hidden, width));
    }

    private List<WeightSpec> gateUp(String prefix, int width) {
        return List.of(
                WeightSpec.of(prefix + "gate_proj.weight", width, config.hiddenSize()),
                WeightSpec.of(prefix + "up_proj.weight", width, config.hiddenSize()));
    }

    private Mixture sparse(int index, String prefix) {
        int experts = config.nRoutedExperts();
        int hidden = config.hiddenSize();
        int width = config.moeIntermediateSize();
        // Selection must not change with the compute dtype, so the gate stays fp32.
        Parameter gate = loader.exact(WeightSpec.of(prefix + "gate.weight", experts, hidden));
        Tensor bias = loader.bias(WeightSpec.of(prefix + "gate.e_score_correction_bias", experts));
        List<WeightSpec> gateUps = new ArrayList<>();
        List<WeightSpec> downs = new ArrayList<>();
        for (int e = 0; e < experts; e++) {
            String expert = prefix + "experts." + e + ".";
            gateUps.addAll(gateUp(expert, width));
            downs.add(WeightSpec.of(expert + "down_proj.weight", hidden, width));
        }
        Parameter gateUp =
                loader.stack(
                        prefix + "experts.gate_up_proj",
                        2L * experts,
                        gateUps,
                        experts,
                        2L * width,
                        hidden);
        Parameter down =
                loader.stack(prefix + "experts.down_proj", experts, downs, experts, hidden, width);
        return new Mixture.Sparse(
                new TokenChoiceRouter(config, index, gate, bias),
                new GroupedExperts(config, gateUp, down),
                feedForward(prefix + "shared_experts.", width * config.nSharedExperts()));
    }

    private Parameter matrix(String name, long rows, long columns) {
        return loader.matrix(WeightSpec.of(name, rows, columns));
    }

    private Parameter gain(String name, long width) {
        return loader.exact(WeightSpec.of(name, width));
    }

    /// Frees the parts that are not of a whole model.
    @Override
    public void close() {
        loader.close();
    }
}
