package dev.baltoro.model;

import dev.baltoro.model.K2Config.Attention;
import dev.baltoro.model.K2Config.Experts;
import dev.baltoro.model.K2Config.Rope;
import dev.baltoro.text.NearestName;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.Map;
import java.util.OptionalInt;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;
import tools.jackson.core.JacksonException;
import tools.jackson.core.StreamReadFeature;
import tools.jackson.core.TokenStreamLocation;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ObjectNode;

/// Reads and writes a Hugging Face `config.json` of the `kimi_k2` and `deepseek_v3` family.
///
/// Keys that do not change the architecture are ignored when reading. Keys that do, and that
/// Baltoro's model does not honour, are errors. A shape is never guessed: sizes that are missing
/// are errors too, because the defaults of transformers are DeepSeek-V3's and fit no other model.
///
/// `aux_loss_alpha`, the weight of the balance loss, is the one value that files often lack
/// although training needs it (transformers does not write it). It is then what the model's authors
/// used, never 0: 0.001 for `kimi_k2` (its published configuration), 0.0001 for `deepseek_v3` (its
/// paper, section 4.2); a note says so.
public final class ConfigJson {
    /// The largest file that is taken for a configuration.
    public static final long MAX_BYTES = 16L << 20;

    /// The file's name in a model's folder.
    public static final String FILE_NAME = "config.json";

    private static final double KIMI_AUX_LOSS_ALPHA = 0.001;
    private static final double DEEPSEEK_AUX_LOSS_ALPHA = 0.0001;
    private static final double DEFAULT_RMS_NORM_EPS = 1e-6;
    private static final double DEFAULT_INITIALIZER_RANGE = 0.02;
    private static final JsonMapper JSON =
            JsonMapper.builder().enable(StreamReadFeature.STRICT_DUPLICATE_DETECTION).build();

    private ConfigJson() {}

    /// Reads a file.
    ///
    /// @param path the file, or the folder that holds it under its usual name
    /// @param note receives a line for each key that is known and left aside
    /// @throws ConfigException if there is no such file, or it describes no model Baltoro builds
    public static K2Config read(Path path, Consumer<String> note) {
        Path file = Files.isDirectory(path) ? path.resolve(FILE_NAME) : path;
        try {
            long size = Files.size(file);
            if (size > MAX_BYTES) {
                throw new ConfigException(
                        "%s has %,d bytes; a configuration has at most %,d"
                                .formatted(file, size, MAX_BYTES));
            }
            return parse(Files.readString(file), file.toString(), note);
        } catch (NoSuchFileException absent) {
            throw new ConfigException(
                    file + " does not exist; name a model's folder or its config.json", absent);
        } catch (IOException unreadable) {
            throw new ConfigException(file + " cannot be read as text: " + unreadable, unreadable);
        }
    }

    /// Reads a text.
    ///
    /// @param json the file's content
    /// @param source what messages call it
    /// @param note receives a line for each key that is known and left aside
    /// @throws ConfigException if it describes no model Baltoro builds
    public static K2Config parse(String json, String source, Consumer<String> note) {
        JsonNode root;
        try {
            root = JSON.readTree(json);
        } catch (JacksonException malformed) {
            throw new ConfigException(
                    source + " is not valid JSON" + problem(malformed), malformed);
        }
        if (!root.isObject()) {
            throw new ConfigException(source + " is not a JSON object");
        }
        JsonFields outer = new JsonFields(source, root);
        try {
            return config(outer.object("text_config").orElse(outer), outer, note);
        } catch (ConfigException wrong) {
            String message = String.valueOf(wrong.getMessage());
            if (message.startsWith(source)) {
                throw wrong;
            }
            // a value that no model can have: the shape itself does not know where it is from
            throw new ConfigException(source + ": " + message, wrong);
        }
    }

    /// The parser's own words name places in a source that it does not show.
    private static String problem(JacksonException malformed) {
        @Nullable TokenStreamLocation place = malformed.getLocation(); // a limit may have none
        String line = place == null ? "" : ", line %d".formatted(place.getLineNr());
        String what = malformed.getOriginalMessage().replaceFirst("(?s) *\\(start marker at.*", "");
        return line + ": " + what;
    }

    /// {@return the file's content, which transformers (before and since version 5) reads}
    public static String write(K2Config config) {
        return text(node(config));
    }

    /// {@return the file's content for weights that are stored beside it}
    ///
    /// @param dtype what transformers loads them as, for example `bfloat16`
    public static String write(K2Config config, String dtype) {
        ObjectNode node = node(config);
        node.put("torch_dtype", dtype);
        return text(node);
    }

    private static String text(ObjectNode node) {
        return JSON.writerWithDefaultPrettyPrinter().writeValueAsString(node) + "\n";
    }

    static K2Config override(K2Config config, Map<String, ?> changes) {
        ObjectNode node = node(config);
        changes.forEach((key, value) -> {
            if (!node.has(key)) {
                String hint =
                        NearestName.of(key, node.propertyNames())
                                .map(near -> "; did you mean " + near + "?")
                                .orElse("; see config.json's keys");
                throw new ConfigException("unknown model key " + key + hint);
            }
            node.set(key, JSON.<JsonNode>valueToTree(value));
        });
        if (changes.containsKey("num_attention_heads")
                && !changes.containsKey("num_key_value_heads")) {
            node.set("num_key_value_heads", node.get("num_attention_heads"));
        }
        JsonFields model = new JsonFields("model", node);
        return config(model, model, note -> {});
    }

    /// @param outer the whole file, which a vision model's text part leaves some keys to
    private static K2Config config(JsonFields json, JsonFields outer, Consumer<String> note) {
        String modelType = json.string("model_type");
        ConfigChecks.knownModelType(modelType);
        UnsupportedKeys.check(json, note);
        if (!json.node().has("q_lora_rank")) {
            throw json.error(
                    "q_lora_rank is missing; add its number, or null if queries are not compressed");
        }
        return new K2Config(
                modelType,
                json.integer("vocab_size"),
                json.integer("hidden_size"),
                json.integer("intermediate_size"),
                json.integer("num_hidden_layers"),
                json.integer("first_k_dense_replace"),
                attention(json),
                experts(json, modelType, note),
                rope(json),
                json.number("rms_norm_eps", DEFAULT_RMS_NORM_EPS),
                json.number("initializer_range", DEFAULT_INITIALIZER_RANGE),
                json.integer("max_position_embeddings"),
                json.flag("tie_word_embeddings", outer.flag("tie_word_embeddings", false)),
                firstInteger("bos_token_id", json, outer),
                firstInteger("eos_token_id", json, outer));
    }

    private static Attention attention(JsonFields json) {
        return new Attention(
                json.integer("num_attention_heads"),
                json.optionalInteger("q_lora_rank"),
                json.integer("kv_lora_rank"),
                json.integer("qk_nope_head_dim"),
                json.integer("qk_rope_head_dim"),
                json.integer("v_head_dim"));
    }

    private static Experts experts(JsonFields json, String modelType, Consumer<String> note) {
        return new Experts(
                json.integer("n_routed_experts"),
                json.integer("num_experts_per_tok"),
                json.optionalInteger("n_shared_experts").orElse(0),
                json.integer("moe_intermediate_size"),
                json.integer("n_group"),
                json.integer("topk_group"),
                json.flag("norm_topk_prob", true),
                json.number("routed_scaling_factor"),
                auxLossAlpha(json, modelType, note));
    }

    private static Rope rope(JsonFields json) {
        RopeJson rope = RopeJson.read(json);
        return new Rope(rope.theta(), json.flag("rope_interleave", true), rope.yarn());
    }

    private static OptionalInt firstInteger(String key, JsonFields json, JsonFields outer) {
        return (json.has(key) ? json : outer).firstInteger(key);
    }

    private static double auxLossAlpha(JsonFields json, String modelType, Consumer<String> note) {
        if (json.has("aux_loss_alpha")) {
            return json.number("aux_loss_alpha");
        }
        double authors =
                modelType.equals("kimi_k2") ? KIMI_AUX_LOSS_ALPHA : DEEPSEEK_AUX_LOSS_ALPHA;
        note.accept("aux_loss_alpha is missing: " + authors + ", as the model's authors trained");
        return authors;
    }

    private static ObjectNode node(K2Config config) {
        ObjectNode node = JSON.createObjectNode();
        node.putArray("architectures").add("DeepseekV3ForCausalLM");
        node.put("model_type", config.modelType());
        node.put("vocab_size", config.vocabSize());
        node.put("hidden_size", config.hiddenSize());
        node.put("intermediate_size", config.intermediateSize());
        node.put("moe_intermediate_size", config.moeIntermediateSize());
        node.put("num_hidden_layers", config.numHiddenLayers());
        node.put("first_k_dense_replace", config.firstKDenseReplace());
        node.put("moe_layer_freq", 1);
        node.put("num_attention_heads", config.numAttentionHeads());
        node.put("num_key_value_heads", config.numAttentionHeads());
        putOrNull(node, "q_lora_rank", config.qLoraRank());
        node.put("kv_lora_rank", config.kvLoraRank());
        node.put("qk_nope_head_dim", config.qkNopeHeadDim());
        node.put("qk_rope_head_dim", config.qkRopeHeadDim());
        node.put("v_head_dim", config.vHeadDim());
        node.put("n_routed_experts", config.nRoutedExperts());
        node.put("num_experts_per_tok", config.numExpertsPerTok());
        node.put("n_shared_experts", config.nSharedExperts());
        node.put("n_group", config.nGroup());
        node.put("topk_group", config.topkGroup());
        node.put("scoring_func", "sigmoid");
        node.put("topk_method", "noaux_tc");
        node.put("norm_topk_prob", config.normTopkProb());
        node.put("routed_scaling_factor", config.routedScalingFactor());
        node.put("aux_loss_alpha", config.auxLossAlpha());
        node.put("seq_aux", true);
        node.put("num_nextn_predict_layers", 0);
        node.put("hidden_act", "silu");
        node.put("attention_bias", false);
        node.put("attention_dropout", 0.0);
        node.put("rms_norm_eps", config.rmsNormEps());
        node.put("initializer_range", config.initializerRange());
        node.put("max_position_embeddings", config.maxPositionEmbeddings());
        new RopeJson(config.ropeTheta(), config.yarn()).write(node);
        node.put("rope_interleave", config.ropeInterleave());
        node.put("tie_word_embeddings", config.tieWordEmbeddings());
        node.put("use_cache", true);
        putOrNull(node, "bos_token_id", config.bosTokenId());
        putOrNull(node, "eos_token_id", config.eosTokenId());
        return node;
    }

    private static void putOrNull(ObjectNode node, String key, OptionalInt value) {
        value.ifPresentOrElse(present -> node.put(key, present), () -> node.putNull(key));
    }
}
