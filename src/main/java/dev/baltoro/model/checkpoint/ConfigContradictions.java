package dev.baltoro.model.checkpoint;

import dev.baltoro.model.K2Config;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/// The values of a configuration that its weights contradict.
///
/// Almost every value of a shape can be read off the weights' names and sizes. Where they say
/// something else than the configuration, one of the two was changed, and the value's name says
/// more than a list of tensors that do not fit.
final class ConfigContradictions {
    private final StoredNames names;
    private final Set<String> stored;
    private final LeftAside aside;
    private final K2Config config;
    private final Set<Integer> layers = new TreeSet<>();
    private final List<String> found = new ArrayList<>();

    private ConfigContradictions(
            StoredNames names, Set<String> stored, LeftAside aside, K2Config config) {
        this.names = names;
        this.stored = stored;
        this.aside = aside;
        this.config = config;
        stored.forEach(name -> aside.layer(name).ifPresent(layers::add));
    }

    /// {@return the contradictions, each a clause; none where the weights do not say}
    static List<String> of(
            StoredNames names, Set<String> stored, LeftAside aside, K2Config config) {
        ConfigContradictions sought = new ConfigContradictions(names, stored, aside, config);
        sought.widths();
        sought.layers();
        sought.feedForward();
        sought.attention();
        return List.copyOf(sought.found);
    }

    private void widths() {
        compare("vocab_size", config.vocabSize(), size("model.embed_tokens.weight", 0));
        compare("hidden_size", config.hiddenSize(), size("model.embed_tokens.weight", 1));
        boolean head = stored.contains(names.stored("lm_head.weight"));
        boolean embedding = stored.contains(names.stored("model.embed_tokens.weight"));
        if (!head && embedding && !config.tieWordEmbeddings()) {
            found.add(
                    "tie_word_embeddings is false, but there is no lm_head.weight (if the embedding is the head, set it to true)");
        }
    }

    private void layers() {
        int said = config.numHiddenLayers();
        List<Integer> own = layers.stream().filter(layer -> !aside.predicts(layer)).toList();
        if (own.isEmpty()) {
            return;
        }
        layers.stream()
                .filter(layer -> aside.predicts(layer) && layer < said)
                .findFirst()
                .ifPresent(layer ->
                        found.add(
                                "num_hidden_layers is %d, but layer %d predicts further tokens (eh_proj, enorm, hnorm) and is not counted"
                                        .formatted(said, layer)));
        int last = own.getLast();
        if (last >= said) {
            int first = own.stream().filter(layer -> layer >= said).findFirst().orElse(last);
            found.add(
                    "num_hidden_layers is %d, but the weights have %d layers: layer %d is an ordinary one, without the eh_proj, enorm, hnorm or shared_head of a prediction layer"
                            .formatted(said, last + 1, first));
        } else if (last + 1 < said && !aside.predicts(last + 1)) {
            found.add(
                    "num_hidden_layers is %d, but the weights have %d layers: layer %d is missing"
                            .formatted(said, last + 1, last + 1));
        }
    }

    private void feedForward() {
        long dense = 0;
        Optional<String> sparse = Optional.empty();
        for (int layer : layers) {
            String mlp = names.body() + "layers." + layer + ".mlp.";
            if (stored.contains(mlp + "gate.weight")) {
                sparse = Optional.of(mlp);
                break;
            }
            if (!stored.contains(mlp + "gate_proj.weight")
                    && !stored.contains(mlp + "gate_up_proj.weight")) {
                return; // neither kind is whole: no count would mean anything
            }
            dense++;
        }
        if (!layers.isEmpty()) {
            compare("first_k_dense_replace", config.firstKDenseReplace(), OptionalLong.of(dense));
        }
        if (dense > 0) {
            compare(
                    "intermediate_size",
                    config.intermediateSize(),
                    size("model.layers.0.mlp.gate_proj.weight", 0));
        }
        sparse.ifPresent(this::mixture);
    }

    private void mixture(String mlp) {
        Pattern expert = Pattern.compile(Pattern.quote(mlp) + "experts\\.(\\d{1,6})\\..*");
        long experts = 0;
        for (String name : stored) {
            Matcher matcher = expert.matcher(name);
            if (matcher.matches()) {
                experts = Math.max(experts, Long.parseLong(matcher.group(1)) + 1);
            }
        }
        OptionalLong routed = axis(mlp + "gate.weight", 0);
        int said = config.nRoutedExperts();
        compare("n_routed_experts", said, routed);
        boolean gateAgrees = routed.isPresent() && routed.getAsLong() == said;
        if (gateAgrees && experts > 0 && experts != said) {
            found.add(
                    "n_routed_experts is %d, as the router has it, but there are weights of %d experts only"
                            .formatted(said, experts));
        }
        OptionalLong width = axis(mlp + "experts.0.gate_proj.weight", 0);
        compare("moe_intermediate_size", config.moeIntermediateSize(), width);
        shared(mlp, width.orElse(config.moeIntermediateSize()));
    }

    private void shared(String mlp, long width) {
        String both = mlp + "shared_experts.gate_up_proj.weight";
        OptionalLong rows = axis(mlp + "shared_experts.gate_proj.weight", 0);
        if (rows.isPresent() && rows.getAsLong() % width == 0) {
            compare(
                    "n_shared_experts",
                    config.nSharedExperts(),
                    OptionalLong.of(rows.getAsLong() / width));
        } else if (rows.isEmpty() && config.nSharedExperts() > 0 && !stored.contains(both)) {
            boolean any = stored.stream().anyMatch(name -> name.startsWith(mlp + "shared_experts"));
            if (!any) {
                compare("n_shared_experts", config.nSharedExperts(), OptionalLong.of(0));
            }
        }
    }

    private void attention() {
        if (layers.isEmpty()) {
            return;
        }
        String layer = "model.layers." + layers.iterator().next() + ".self_attn.";
        OptionalLong rank = size(layer + "q_a_proj.weight", 0);
        if (rank.isEmpty() && size(layer + "q_proj.weight", 0).isPresent()) {
            if (config.qLoraRank().isPresent()) {
                found.add(
                        "q_lora_rank is %d, but queries are not compressed (q_proj): it is null"
                                .formatted(config.qLoraRank().getAsInt()));
            }
        } else if (rank.isPresent() && config.qLoraRank().isEmpty()) {
            found.add(
                    "q_lora_rank is null, but queries are compressed to %d (q_a_proj)"
                            .formatted(rank.getAsLong()));
        } else {
            config.qLoraRank().ifPresent(said -> compare("q_lora_rank", said, rank));
        }
        OptionalLong latent = size(layer + "kv_a_layernorm.weight", 0);
        compare("kv_lora_rank", config.kvLoraRank(), latent);
        OptionalLong both = size(layer + "kv_a_proj_with_mqa.weight", 0);
        if (latent.isEmpty() || both.isEmpty()) {
            return;
        }
        long rotary = both.getAsLong() - latent.getAsLong();
        compare("qk_rope_head_dim", config.qkRopeHeadDim(), OptionalLong.of(rotary));
        String queries = rank.isPresent() ? "q_b_proj.weight" : "q_proj.weight";
        heads(
                rotary,
                size(layer + queries, 0),
                size(layer + "kv_b_proj.weight", 0),
                size(layer + "o_proj.weight", 1));
    }

    /// Heads and their widths out of three products: queries have H · (nope + rope) rows, keys and
    /// values H · (nope + v), and the output reads H · v columns.
    private void heads(long rotary, OptionalLong queries, OptionalLong both, OptionalLong values) {
        if (rotary <= 0 || queries.isEmpty() || both.isEmpty() || values.isEmpty()) {
            return;
        }
        long plain = both.getAsLong() - values.getAsLong();
        long turned = queries.getAsLong() - plain;
        long heads = turned / rotary;
        if (heads <= 0
                || turned % rotary != 0
                || plain % heads != 0
                || values.getAsLong() % heads != 0) {
            return;
        }
        compare("num_attention_heads", config.numAttentionHeads(), OptionalLong.of(heads));
        compare("qk_nope_head_dim", config.qkNopeHeadDim(), OptionalLong.of(plain / heads));
        compare("v_head_dim", config.vHeadDim(), OptionalLong.of(values.getAsLong() / heads));
    }

    private void compare(String key, long said, OptionalLong weights) {
        if (weights.isPresent() && weights.getAsLong() != said) {
            found.add(
                    "%s is %d, but the weights have %d".formatted(key, said, weights.getAsLong()));
        }
    }

    private OptionalLong size(String name, int axis) {
        return axis(names.stored(name), axis);
    }

    private OptionalLong axis(String storedName, int axis) {
        return names.shape(storedName)
                .filter(shape -> shape.size() > axis)
                .map(shape -> OptionalLong.of(shape.get(axis)))
                .orElse(OptionalLong.empty());
    }
}
