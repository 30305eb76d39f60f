package dev.baltoro.model;

import dev.baltoro.model.Block.Mixture;
import dev.baltoro.model.LatentAttention.Query;
import dev.baltoro.tensor.DType;
import dev.baltoro.tensor.Device;
import dev.baltoro.tensor.Seed;
import dev.baltoro.tensor.Tensor;
import dev.baltoro.tensor.autograd.Parameter;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.SequencedMap;

/// Lays out a model's parameters and says which part of them each weight of a checkpoint is.
///
/// Gate and up projections are one matrix, and a layer's experts are one stack, because they are
/// multiplied together; files keep them apart.
final class ModelBuilder {
    private final K2Config config;
    private final DType computeType;
    private final SequencedMap<String, Tensor> weights = new LinkedHashMap<>();

    ModelBuilder(K2Config config, DType computeType) {
        this.config = config;
        this.computeType = computeType;
    }

    K2Model build(Seed seed) {
        Parameter embedding =
                matrix("model.embed_tokens.weight", config.vocabSize(), config.hiddenSize());
        List<Block> layers = new ArrayList<>();
        for (int index = 0; index < config.numHiddenLayers(); index++) {
            layers.add(layer(index));
        }
        Parameter norm = gain("model.norm.weight", config.hiddenSize());
        Parameter head =
                config.tieWordEmbeddings()
                        ? embedding
                        : matrix("lm_head.weight", config.vocabSize(), config.hiddenSize());
        initialize(seed);
        K2Model model = new K2Model(config, embedding, layers, norm, head, weights);
        model.refresh();
        return model;
    }

    private void initialize(Seed seed) {
        weights.forEach((name, weight) -> {
            if (name.endsWith("norm.weight")) {
                weight.fill_(1);
            } else if (name.endsWith("e_score_correction_bias")) {
                weight.zero_();
            } else {
                weight.normal_(0, config.initializerRange(), seed.derive(name));
            }
        });
    }

    private Block layer(int index) {
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
        Parameter gateUp = stack(prefix + "gate_up_proj", 2, 2L * width, hidden);
        name(prefix + "gate_proj.weight", gateUp.master().narrow(0, 0, width));
        name(prefix + "up_proj.weight", gateUp.master().narrow(0, width, width));
        return new FeedForward(gateUp, matrix(prefix + "down_proj.weight", hidden, width));
    }

    private Mixture sparse(int index, String prefix) {
        int experts = config.nRoutedExperts();
        int hidden = config.hiddenSize();
        int width = config.moeIntermediateSize();
        // Selection must not change with the compute dtype, so the gate stays fp32.
        Parameter gate = parameter(prefix + "gate.weight", DType.F32, experts, hidden);
        name(gate.name(), gate.master().retain());
        Tensor bias = Tensor.zeros(DType.F32, Device.CPU, experts).keep();
        name(prefix + "gate.e_score_correction_bias", bias);
        Parameter gateUp =
                parameter(
                        prefix + "experts.gate_up_proj", computeType, experts, 2L * width, hidden);
        Parameter down = stack(prefix + "experts.down_proj", experts, experts, hidden, width);
        for (int e = 0; e < experts; e++) {
            String expert = prefix + "experts." + e + ".";
            try (Tensor both = gateUp.master().select(0, e).keep()) {
                name(expert + "gate_proj.weight", both.narrow(0, 0, width));
                name(expert + "up_proj.weight", both.narrow(0, width, width));
            }
            name(expert + "down_proj.weight", down.master().select(0, e));
        }
        return new Mixture.Sparse(
                new TokenChoiceRouter(config, index, gate, bias),
                new GroupedExperts(config, gateUp, down),
                feedForward(prefix + "shared_experts.", width * config.nSharedExperts()));
    }

    private Parameter matrix(String name, long rows, long columns) {
        Parameter parameter = parameter(name, computeType, rows, columns);
        name(name, parameter.master().retain());
        return parameter;
    }

    private Parameter gain(String name, long width) {
        Parameter parameter = parameter(name, DType.F32, width);
        name(name, parameter.master().retain());
        return parameter;
    }

    private static Parameter parameter(String name, DType computeType, long... shape) {
        return Parameter.of(name, Tensor.empty(DType.F32, Device.CPU, shape), computeType);
    }

    private Parameter stack(String name, long matrices, long... shape) {
        Tensor master = Tensor.empty(DType.F32, Device.CPU, shape);
        return Parameter.stack(name, master, computeType, matrices);
    }

    private void name(String name, Tensor view) {
        weights.put(name, view.keep());
    }
}
