package dev.baltoro.model.checkpoint;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowable;

import dev.baltoro.model.ConfigJson;
import dev.baltoro.model.K2Config;
import dev.baltoro.model.ParameterShapes;
import dev.baltoro.model.Presets;
import dev.baltoro.model.WeightSpec;
import dev.baltoro.tensor.DType;
import dev.baltoro.tensor.Device;
import dev.baltoro.tensor.Scope;
import dev.baltoro.tensor.Tensor;
import dev.baltoro.tensor.safetensors.Content;
import dev.baltoro.tensor.safetensors.SafetensorsFolder;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/// Folders that people take for a model's and that are not: one line says what each is, and what to
/// do.
class FoldersThatDoNotFitTest {
    private static final K2Config TINY =
            Presets.named("nano")
                    .withOverrides(
                            Map.of(
                                    "vocab_size", 32,
                                    "hidden_size", 48,
                                    "num_hidden_layers", 3,
                                    "n_routed_experts", 4));

    @TempDir private Path folder;
    private final List<String> notes = new ArrayList<>();

    private static Map<String, Tensor> weights(K2Config config) {
        Map<String, Tensor> weights = new LinkedHashMap<>();
        for (WeightSpec spec : ParameterShapes.of(config)) {
            weights.put(spec.name(), Tensor.zeros(DType.F32, Device.CPU, spec.sizes()));
        }
        return weights;
    }

    private String refusal() {
        Throwable thrown = catchThrowable(() -> HuggingFaceFolder.open(folder, notes::add));
        assertThat(thrown).isInstanceOf(RuntimeException.class);
        String message = String.valueOf(thrown.getMessage());
        assertThat(message).doesNotContain("\n").hasSizeLessThan(1500);
        return message;
    }

    /// A value of config.json that was changed by hand.
    @ParameterizedTest
    @CsvSource({
        "num_hidden_layers, 2, 'num_hidden_layers is 2, but the weights have 3 layers: layer 2 is an ordinary one'",
        "num_hidden_layers, 1, 'num_hidden_layers is 1, but the weights have 3 layers: layer 1 is an ordinary one'",
        "num_hidden_layers, 5, 'num_hidden_layers is 5, but the weights have 3 layers: layer 3 is missing'",
        "n_routed_experts, 2, 'n_routed_experts is 2, but the weights have 4'",
        "n_routed_experts, 8, 'n_routed_experts is 8, but the weights have 4'",
        "n_shared_experts, 0, 'n_shared_experts is 0, but the weights have 1'",
        "n_shared_experts, 3, 'n_shared_experts is 3, but the weights have 1'",
        "num_attention_heads, 8, 'num_attention_heads is 8, but the weights have 4'",
        "num_attention_heads, 2, 'num_attention_heads is 2, but the weights have 4'",
        "qk_nope_head_dim, 64, 'qk_nope_head_dim is 64, but the weights have 32'",
        "qk_rope_head_dim, 8, 'qk_rope_head_dim is 8, but the weights have 16'",
        "v_head_dim, 16, 'v_head_dim is 16, but the weights have 32'",
        "kv_lora_rank, 16, 'kv_lora_rank is 16, but the weights have 32'",
        "q_lora_rank, 32, 'q_lora_rank is 32, but the weights have 64'",
        "q_lora_rank, , 'q_lora_rank is null, but queries are compressed to 64'",
        "vocab_size, 64, 'vocab_size is 64, but the weights have 32'",
        "hidden_size, 96, 'hidden_size is 96, but the weights have 48'",
        "intermediate_size, 96, 'intermediate_size is 96, but the weights have 384'",
        "moe_intermediate_size, 96, 'moe_intermediate_size is 96, but the weights have 64'",
        "first_k_dense_replace, 2, 'first_k_dense_replace is 2, but the weights have 1'",
        "first_k_dense_replace, 0, 'first_k_dense_replace is 0, but the weights have 1'"
    })
    void valueThatTheWeightsContradictIsNamed(String key, @Nullable Integer value, String said)
            throws IOException {
        Map<String, @Nullable Object> change = new HashMap<>();
        change.put(key, value);
        try (Scope scope = Scope.open()) {
            TestFolders.write(folder, TINY.withOverrides(change), weights(TINY));
            assertThat(refusal()).contains("does not fit its configuration: " + said);
        }
    }

    @Test
    void missingHeadNamesTheTie() throws IOException {
        try (Scope scope = Scope.open()) {
            Map<String, Tensor> weights = weights(TINY);
            weights.remove("lm_head.weight");
            TestFolders.write(folder, TINY, weights);
            assertThat(refusal()).contains("tie_word_embeddings is false");
        }
    }

    @Test
    void layerThatPredictsIsKnownByItsOwnTensors() throws IOException {
        try (Scope scope = Scope.open()) {
            Map<String, Tensor> weights = weights(TINY);
            weights.put("model.layers.2.eh_proj.weight", Tensor.ones(DType.F32, Device.CPU, 1));
            TestFolders.write(folder, TINY.withOverrides(Map.of("num_hidden_layers", 2)), weights);
            assertThat(HuggingFaceFolder.open(folder, notes::add).config().numHiddenLayers())
                    .isEqualTo(2);
            assertThat(notes).singleElement().asString().contains("multi-token prediction");

            TestFolders.write(folder, TINY, weights);
            assertThat(refusal()).contains("layer 2 predicts further tokens");
        }
    }

    @Test
    void ordinaryLayerBehindAPredictingOneIsNotThrownAway() throws IOException {
        try (Scope scope = Scope.open()) {
            Map<String, Tensor> weights = weights(TINY);
            weights.put("model.layers.1.hnorm.weight", Tensor.ones(DType.F32, Device.CPU, 1));
            TestFolders.write(folder, TINY.withOverrides(Map.of("num_hidden_layers", 1)), weights);
            assertThat(refusal()).contains("layer 2 is an ordinary one");
        }
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "{\"quant_method\": \"compressed-tensors\", \"format\": \"pack-quantized\"} | weight_packed | quant_method compressed-tensors (format pack-quantized)",
                "{\"quant_method\": \"gptq\", \"bits\": 4} | qweight | quant_method gptq (bits 4)",
                "{\"quant_method\": \"awq\", \"bits\": 4} | qweight | quant_method awq (bits 4)",
                "{\"quant_method\": \"bitsandbytes\", \"load_in_4bit\": true} | weight.absmax | quant_method bitsandbytes",
                "{\"quant_method\": \"mxfp4\"} | weight_blocks | quant_method mxfp4",
                "{\"quant_method\": \"modelopt\", \"quant_algo\": \"NVFP4\"} | weight_scale_2 | quant_method modelopt (quant_algo NVFP4)",
                "{\"quant_method\": \"fp8\", \"activation_scheme\": \"dynamic\"} | weight_scale | quant_method fp8 (one scale for each tensor)",
                "{\"quant_method\": \"fp8\", \"weight_block_size\": [64, 64]} | weight_scale_inv | weight_block_size [64,64]",
                "null | weight_packed | compressed-tensors",
                "null | qweight | gptq or awq",
                "null | weight.SCB | bitsandbytes",
                "null | weight_scale | fp8 with a scale"
            })
    void narrowWeightsAreNamed(String quantization, String suffix, String said) throws IOException {
        try (Scope scope = Scope.open()) {
            Map<String, Tensor> weights = new LinkedHashMap<>();
            weights(TINY)
                    .forEach((name, tensor) -> {
                        if (name.contains(".experts.")) {
                            String stem = name.substring(0, name.length() - "weight".length());
                            weights.put(stem + suffix, Tensor.zeros(DType.F32, Device.CPU, 4));
                        } else {
                            weights.put(name, tensor);
                        }
                    });
            TestFolders.write(folder, TINY, weights);
            configure("\"quantization_config\": " + quantization);
            assertThat(refusal())
                    .contains("quantised")
                    .contains(said)
                    .contains("Baltoro reads bf16, fp16, fp32 and fp8 with scales of 128");
        }
    }

    private void configure(String member) throws IOException {
        Path config = folder.resolve("config.json");
        String text = Files.readString(config).replaceFirst("\\{", "{" + member + ",");
        Files.writeString(config, text);
    }

    @Test
    void elementsOfTypesThatAreNotReadAreNamedWithTheirFormat() throws IOException {
        try (Scope scope = Scope.open()) {
            TestFolders.write(folder, TINY, weights(TINY));
            configure("\"quantization\": {\"group_size\": 64, \"bits\": 4}");
            byte[] header =
                    "{\"a.scales\":{\"dtype\":\"U32\",\"shape\":[1],\"data_offsets\":[0,4]}}"
                            .getBytes(StandardCharsets.UTF_8);
            byte[] file = new byte[8 + header.length + 4];
            file[0] = (byte) header.length;
            System.arraycopy(header, 0, file, 8, header.length);
            Files.write(folder.resolve("model.safetensors"), file);
            assertThat(refusal()).contains("quantization 4, as mlx writes it").contains("U32");
        }
    }

    @Test
    void plainWeightsAreReadWhateverTheConfigurationSays() throws IOException {
        try (Scope scope = Scope.open()) {
            TestFolders.write(folder, TINY, weights(TINY));
            configure("\"quantization_config\": {\"quant_method\": \"compressed-tensors\"}");
            assertThat(HuggingFaceFolder.open(folder, notes::add).config()).isEqualTo(TINY);
        }
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "kimi-k2-q4_k_m.gguf | holds GGUF (kimi-k2-q4_k_m.gguf)",
                "pytorch_model.bin | pickled weights (pytorch_model.bin)",
                "pytorch_model-00001-of-00002.bin | pickled weights",
                "consolidated.00.pth | pickled weights",
                "adapter_config.json | is an adapter (LoRA) of some/base",
                "adapter_model.safetensors | is an adapter (LoRA)",
                "flax_model.msgpack | weights for another program",
                "weights.safetensors | rename the file if it is the whole model",
                "model-00001-of-00003.safetensors | has 1 of 3 shards and no model.safetensors.index.json, nor model-00002-of-00003.safetensors, model-00003-of-00003.safetensors"
            })
    void otherKindsOfFoldersAreNamed(String file, String said) throws IOException {
        for (boolean config : new boolean[] {false, true}) {
            if (config) {
                Files.writeString(folder.resolve("config.json"), ConfigJson.write(TINY));
            }
            Files.writeString(folder.resolve(file), "{\"base_model_name_or_path\": \"some/base\"}");
            assertThat(refusal()).contains(said);
        }
    }

    @Test
    void shardsThatTheIndexNamesAndAreMissingAreNamed() throws IOException {
        try (Scope scope = Scope.open()) {
            Files.writeString(folder.resolve("config.json"), ConfigJson.write(TINY));
            SafetensorsFolder.write(
                    folder,
                    weights(TINY).entrySet().stream()
                            .map(w -> Content.of(w.getKey(), w.getValue()))
                            .toList(),
                    200_000);
            String second = secondShard();
            Files.delete(folder.resolve(second));
            assertThat(refusal()).contains("1 are missing (" + second + ")");

            Files.delete(folder.resolve("model.safetensors.index.json"));
            assertThat(refusal()).contains("and no model.safetensors.index.json, nor " + second);

            Files.writeString(
                    folder.resolve("model.safetensors"),
                    "version https://git-lfs.github.com/spec/v1\n");
            assertThat(refusal()).contains("git lfs pull");
        }
    }

    private String secondShard() throws IOException {
        try (Stream<Path> files = Files.list(folder)) {
            return files.map(file -> file.getFileName().toString())
                    .filter(name -> name.contains("-00002-of-"))
                    .findFirst()
                    .orElseThrow();
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"llama", "qwen3_moe", "deepseek_v2", "kimi_linear"})
    void otherArchitecturesAreNamed(String type) throws IOException {
        Files.writeString(folder.resolve("config.json"), "{\"model_type\": \"" + type + "\"}");
        Files.writeString(folder.resolve("model.safetensors"), "");
        assertThat(refusal()).contains("model_type is \"" + type + "\"").contains("kimi_k2");
    }
}
