package dev.baltoro.model;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.baltoro.model.K2Config.Yarn;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;

class ConfigJsonTest {
    private static final String K2 =
            """
            {"architectures": ["DeepseekV3ForCausalLM"], "model_type": "kimi_k2",
             "auto_map": {"AutoConfig": "configuration_deepseek.DeepseekV3Config"},
             "vocab_size": 163840, "hidden_size": 7168, "intermediate_size": 18432,
             "moe_intermediate_size": 2048, "num_hidden_layers": 61, "first_k_dense_replace": 1,
             "moe_layer_freq": 1, "num_attention_heads": 64, "num_key_value_heads": 64,
             "q_lora_rank": 1536, "kv_lora_rank": 512, "qk_nope_head_dim": 128,
             "qk_rope_head_dim": 64, "v_head_dim": 128, "n_routed_experts": 384,
             "num_experts_per_tok": 8, "n_shared_experts": 1, "n_group": 1, "topk_group": 1,
             "scoring_func": "sigmoid", "topk_method": "noaux_tc", "norm_topk_prob": true,
             "routed_scaling_factor": 2.827, "aux_loss_alpha": 0.001, "seq_aux": true,
             "num_nextn_predict_layers": 0, "hidden_act": "silu", "attention_bias": false,
             "attention_dropout": 0.0, "rms_norm_eps": 1e-06, "initializer_range": 0.02,
             "max_position_embeddings": 131072, "rope_theta": 50000.0,
             "rope_scaling": {"type": "yarn", "factor": 32.0,
              "original_max_position_embeddings": 4096, "beta_fast": 1.0, "beta_slow": 1.0,
              "mscale": 1.0, "mscale_all_dim": 1.0},
             "tie_word_embeddings": false, "use_cache": true, "pretraining_tp": 1,
             "bos_token_id": 163584, "eos_token_id": 163585}
            """;

    private final List<String> notes = new ArrayList<>();

    @Test
    void publishedKimiK2FileIsThePreset() {
        assertThat(parse(K2)).isEqualTo(Presets.named("kimi-k2"));
        assertThat(notes).isEmpty();
    }

    @ParameterizedTest
    @MethodSource("dev.baltoro.model.Presets#names")
    void writtenPresetReadsBackEqual(String preset) {
        K2Config config = Presets.named(preset);

        assertThat(parse(ConfigJson.write(config))).isEqualTo(config);
        assertThat(notes).isEmpty();
    }

    @Test
    void newFormAloneIsRead() {
        String json =
                K2.replace("\"rope_theta\": 50000.0,", "")
                        .replace(
                                "\"rope_scaling\": {\"type\"",
                                "\"rope_parameters\": {\"rope_theta\": 50000.0, \"rope_type\"");

        assertThat(parse(json)).isEqualTo(Presets.named("kimi-k2"));
    }

    @Test
    void newFormWithoutExtensionIsRead() {
        K2Config config =
                parse(
                        K2.replaceFirst(
                                "\"rope_theta\"[^}]*}",
                                "\"rope_parameters\": {\"rope_theta\": 7, \"rope_type\": \"default\"}"));

        assertThat(config.ropeTheta()).isEqualTo(7);
        assertThat(config.yarn()).isEmpty();
    }

    @Test
    void yarnValuesThatAreMissingAreDeepSeeksDefaults() {
        K2Config config =
                parse(
                        K2.replaceFirst(
                                "\"rope_scaling\"[^}]*}",
                                "\"rope_scaling\": {\"type\": \"yarn\", \"factor\": 4}"));

        assertThat(config.yarn()).contains(new Yarn(4, 131_072, 32, 1, 1, 0));
    }

    @Test
    void formsThatDisagreeAreRefused() {
        String json =
                K2.replace(
                        "\"use_cache\"",
                        "\"rope_parameters\": {\"rope_theta\": 10000.0, \"rope_type\": \"default\"}, \"use_cache\"");

        assertThatThrownBy(() -> parse(json))
                .isInstanceOf(ConfigException.class)
                .hasMessage(
                        "test: rope_theta differs from rope_parameters.rope_theta; make them equal");
    }

    @Test
    void queriesWithoutCompressionAreNull() {
        assertThat(parse(K2.replace("\"q_lora_rank\": 1536", "\"q_lora_rank\": null")).qLoraRank())
                .isEmpty();
        assertThatThrownBy(() -> parse(K2.replace("\"q_lora_rank\": 1536,", "")))
                .hasMessageContaining("q_lora_rank is missing");
    }

    @Test
    void languageModelOfAVisionModelIsRead() {
        String nested = "{\"model_type\": \"kimi_k25\", \"text_config\": " + K2 + "}";

        assertThat(parse(nested)).isEqualTo(Presets.named("kimi-k2"));
    }

    @Test
    void firstOfSeveralEndTokensIsTaken() {
        K2Config config =
                parse(K2.replace("\"eos_token_id\": 163585", "\"eos_token_id\": [163586, 163585]"));

        assertThat(config.eosTokenId()).hasValue(163_586);
    }

    @Test
    void missingBalanceWeightIsTheAuthorsAndNotZero() {
        String without = K2.replace("\"aux_loss_alpha\": 0.001,", "");

        assertThat(parse(without).auxLossAlpha()).isEqualTo(0.001);
        assertThat(parse(without.replace("kimi_k2", "deepseek_v3")).auxLossAlpha())
                .isEqualTo(0.0001);
        assertThat(notes).hasSize(2).first().asString().contains("aux_loss_alpha is missing");
    }

    @Test
    void predictionLayersAreLeftAsideWithANote() {
        K2Config config =
                parse(
                        K2.replace(
                                "\"num_nextn_predict_layers\": 0",
                                "\"num_nextn_predict_layers\": 1"));

        assertThat(config).isEqualTo(Presets.named("kimi-k2"));
        assertThat(notes).singleElement().asString().contains("num_nextn_predict_layers is 1");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '`',
            value = {
                "\"attention_bias\": false | \"attention_bias\": true | attention_bias",
                "\"silu\" | \"gelu\" | hidden_act",
                "\"tie_word_embeddings\": false | \"tie_word_embeddings\": 1 | tie_word_embeddings",
                "\"sigmoid\" | \"softmax\" | scoring_func",
                "\"noaux_tc\" | \"greedy\" | topk_method",
                "\"num_key_value_heads\": 64 | \"num_key_value_heads\": 8 | num_key_value_heads",
                "\"moe_layer_freq\": 1 | \"moe_layer_freq\": 2 | moe_layer_freq",
                "\"attention_dropout\": 0.0 | \"attention_dropout\": 0.1 | attention_dropout",
                "\"type\": \"yarn\" | \"type\": \"linear\" | rope_type",
                "\"model_type\": \"kimi_k2\" | \"model_type\": \"llama\" | model_type",
                "\"hidden_size\": 7168 | \"hidden_size\": \"wide\" | hidden_size",
                "\"hidden_size\": 7168 | \"hidden_size\": 7168.5 | hidden_size",
                "\"hidden_size\": 7168, | `` | hidden_size",
                "\"hidden_size\": 7168 | \"hidden_size\": 0 | hidden_size",
                "\"qk_rope_head_dim\": 64 | \"qk_rope_head_dim\": 63 | qk_rope_head_dim",
                "\"num_experts_per_tok\": 8 | \"num_experts_per_tok\": 385 | num_experts_per_tok",
                "\"first_k_dense_replace\": 1 | \"first_k_dense_replace\": 62 | first_k_dense_replace",
                "\"n_group\": 1 | \"n_group\": 5 | n_group",
                "\"topk_group\": 1 | \"topk_group\": 2 | topk_group",
                "\"eos_token_id\": 163585 | \"eos_token_id\": 163840 | eos_token_id",
                "\"rope_theta\": 50000.0 | \"rope_theta\": 0 | rope_theta",
            })
    void whatTheModelCannotHonourIsAOneLineErrorThatNamesTheKey(
            String from, String to, String key) {
        assertThat(K2).contains(from);
        assertThatThrownBy(() -> parse(K2.replace(from, to)))
                .isInstanceOf(ConfigException.class)
                .hasMessageStartingWith("test")
                .hasMessageContaining(key)
                .extracting(Throwable::getMessage)
                .asString()
                .doesNotContain("\n");
    }

    @Test
    void brokenFilesAreOneLineErrors() {
        assertThatThrownBy(() -> parse("{\"a\": "))
                .hasMessageStartingWith("test is not valid JSON, line 1: ")
                .hasMessageNotContaining("Source");
        assertThatThrownBy(() -> parse("[".repeat(5000)))
                .isInstanceOf(ConfigException.class)
                .hasMessageStartingWith("test is not valid JSON");
        assertThatThrownBy(() -> parse("[]")).hasMessage("test is not a JSON object");
        assertThatThrownBy(() -> parse("{\"a\":1,\"a\":2}")).isInstanceOf(ConfigException.class);
    }

    @Test
    void folderOrFileIsRead(@TempDir Path folder) throws IOException {
        Files.writeString(folder.resolve("config.json"), K2);

        assertThat(ConfigJson.read(folder, notes::add))
                .isEqualTo(ConfigJson.read(folder.resolve("config.json"), notes::add));
        assertThatThrownBy(() -> ConfigJson.read(folder.resolve("absent"), notes::add))
                .isInstanceOf(ConfigException.class)
                .hasMessageContaining("does not exist");
    }

    @Test
    void overridesAreNamedAsInTheFile() {
        K2Config nano = Presets.named("nano");

        K2Config wider =
                nano.withOverrides(
                        Map.of("hidden_size", 256, "num_attention_heads", 8, "rope_theta", 1e4));

        assertThat(wider.hiddenSize()).isEqualTo(256);
        assertThat(wider.numAttentionHeads()).isEqualTo(8);
        assertThat(wider.ropeTheta()).isEqualTo(10_000);
        assertThat(wider.vocabSize()).isEqualTo(nano.vocabSize());
        assertThat(nano.withOverrides(Map.of())).isEqualTo(nano);
    }

    @Test
    void extensionAndCompressionCanBeOverridden() {
        K2Config nano = Presets.named("nano");
        Map<String, Object> yarn =
                Map.of("type", "yarn", "factor", 4, "original_max_position_embeddings", 1024);

        K2Config longer = nano.withOverrides(Map.of("rope_scaling", yarn));

        assertThat(longer.yarn()).contains(new Yarn(4, 1024, 32, 1, 1, 0));
        assertThat(longer.withOverrides(Collections.singletonMap("rope_scaling", null)))
                .isEqualTo(nano);
        assertThat(nano.withOverrides(Collections.singletonMap("q_lora_rank", null)).qLoraRank())
                .isEmpty();
    }

    @Test
    void misspeltOverrideNamesTheNearestKey() {
        assertThatThrownBy(() -> Presets.named("nano").withOverrides(Map.of("hiden_size", 1)))
                .isInstanceOf(ConfigException.class)
                .hasMessage("unknown model key hiden_size; did you mean hidden_size?");
    }

    private K2Config parse(String json) {
        return ConfigJson.parse(json, "test", notes::add);
    }
}
