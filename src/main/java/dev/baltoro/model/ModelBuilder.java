package dev.baltoro.model;

import dev.baltoro.model.Block.Mixture;
import dev.baltoro.model.LatentAttention.Query;
import dev.baltoro.tensor.Tensor;
import dev.baltoro.tensor.autograd.Parameter;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/// Lays out a model's parameters and says which weights of a checkpoint each is made of.
///
/// Gate and up projections are one matrix, and a layer's experts are one stack, because they are
/// multiplied together; files keep them apart.
///
/// Names and shapes are those of [ParameterShapes], and of nothing else: each weight is taken from
/// that list once, and a whole model leaves none.
///
/// Parts may be asked for one by one; they are freed with this. A whole model ([#build]) is not.
final class ModelBuilder implements AutoCloseable {
    private final K2Config config;
    private final ParameterLoader loader;
    private final Map<String, WeightSpec> left = new LinkedHashMap<>();

    ModelBuilder(K2Config config, WeightSource source, WeightForm form) {
        this.config = config;
        this.loader = new ParameterLoader(source, form);
        ParameterShapes.of(config).forEach(weight -> left.put(weight.name(), weight));
    }

    K2Model build() {
        Parameter embedding = embedding();
        List<Block> layers = new ArrayList<>();
        for (int index = 0; index < config.numHiddenLayers(); index++) {
            layers.add(layer(index));
        }
        Parameter norm = norm();
        Parameter head = config.tieWordEmbeddings() ? embedding : head();
        if (!left.isEmpty()) {
            throw new IllegalStateException(
                    "weights that the model does not use: " + left.keySet());
        }
        return new K2Model(config, embedding, layers, norm, head, loader.handOver());
    }

    Parameter embedding() {
        return loader.table(take("model.embed_tokens.weight"));
    }

    Parameter norm() {
        return gain("model.norm.weight");
    }

    /// The projection onto the vocabulary, as a parameter of its own also where it is tied.
    Parameter head() {
        return config.tieWordEmbeddings() ? embedding() : matrix("lm_head.weight");
    }

    Block layer(int index) {
        String prefix = "model.layers." + index + ".";
        Parameter attentionNorm = gain(prefix + "input_layernorm.weight");
        LatentAttention attention = attention(index, prefix + "self_attn.");
        Parameter feedForwardNorm = gain(prefix + "post_attention_layernorm.weight");
        String mlp = prefix + "mlp.";
        Mixture mixture =
                config.isDense(index) ? new Mixture.Dense(feedForward(mlp)) : sparse(index, mlp);
        return new Block(config, attentionNorm, attention, feedForwardNorm, mixture);
    }

    private LatentAttention attention(int index, String prefix) {
        Query query =
                config.qLoraRank().isPresent()
                        ? new Query.Compressed(
                                matrix(prefix + "q_a_proj.weight"),
                                gain(prefix + "q_a_layernorm.weight"),
                                matrix(prefix + "q_b_proj.weight"))
                        : new Query.Direct(matrix(prefix + "q_proj.weight"));
        return new LatentAttention(
                config,
                index,
                query,
                matrix(prefix + "kv_a_proj_with_mqa.weight"),
                gain(prefix + "kv_a_layernorm.weight"),
                matrix(prefix + "kv_b_proj.weight"),
                matrix(prefix + "o_proj.weight"));
    }

    private FeedForward feedForward(String prefix) {
        List<WeightSpec> both = gateUp(prefix);
        long rows = both.stream().mapToLong(weight -> weight.sizes()[0]).sum();
        Parameter gateUp =
                loader.stack(prefix + "gate_up_proj", 2, both, rows, both.getFirst().sizes()[1]);
        return new FeedForward(gateUp, matrix(prefix + "down_proj.weight"));
    }

    private List<WeightSpec> gateUp(String prefix) {
        return List.of(take(prefix + "gate_proj.weight"), take(prefix + "up_proj.weight"));
    }

    private Mixture sparse(int index, String prefix) {
        // Selection must not change with the compute dtype, so the gate stays fp32.
        Parameter gate = loader.exact(take(prefix + "gate.weight"));
        Tensor bias = loader.bias(take(prefix + "gate.e_score_correction_bias"));
        GroupedExperts experts = experts(prefix + "experts.");
        Optional<FeedForward> shared =
                config.nSharedExperts() > 0
                        ? Optional.of(feedForward(prefix + "shared_experts."))
                        : Optional.empty();
        return new Mixture.Sparse(
                new TokenChoiceRouter(config, index, gate, bias), experts, shared);
    }

    private GroupedExperts experts(String prefix) {
        int experts = config.nRoutedExperts();
        List<WeightSpec> gateUps = new ArrayList<>();
        List<WeightSpec> downs = new ArrayList<>();
        for (int e = 0; e < experts; e++) {
            gateUps.addAll(gateUp(prefix + e + "."));
            downs.add(take(prefix + e + ".down_proj.weight"));
        }
        long width = gateUps.getFirst().sizes()[0];
        long hidden = gateUps.getFirst().sizes()[1];
        Parameter gateUp =
                loader.stack(
                        prefix + "gate_up_proj", 2L * experts, gateUps, experts, 2 * width, hidden);
        Parameter down = loader.stack(prefix + "down_proj", experts, downs, experts, hidden, width);
        return new GroupedExperts(config, gateUp, down);
    }

    private Parameter matrix(String name) {
        return loader.matrix(take(name));
    }

    private Parameter gain(String name) {
        return loader.exact(take(name));
    }

    private WeightSpec take(String name) {
        @Nullable WeightSpec weight = left.remove(name);
        if (weight == null) {
            throw new IllegalStateException(
                    name + " is not in the list of weights, or taken twice");
        }
        return weight;
    }

    /// Frees the parts that are not of a whole model.
    @Override
    public void close() {
        loader.close();
    }
}
