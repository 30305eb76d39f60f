package dev.baltoro.model.checkpoint;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.baltoro.model.ConfigJson;
import dev.baltoro.model.K2Config;
import dev.baltoro.model.ParameterShapes;
import dev.baltoro.model.Presets;
import dev.baltoro.model.WeightSpec;
import dev.baltoro.tensor.DType;
import dev.baltoro.tensor.Device;
import dev.baltoro.tensor.Scope;
import dev.baltoro.tensor.Seed;
import dev.baltoro.tensor.Tensor;
import dev.baltoro.tensor.safetensors.Content;
import dev.baltoro.tensor.safetensors.SafetensorsFolder;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class HuggingFaceFolderTest {
    /// Every kind of weight, few of each; widths that are no multiple of 8-bit blocks.
    private static final K2Config TINY =
            Presets.named("nano")
                    .withOverrides(
                            Map.of(
                                    "vocab_size", 32,
                                    "hidden_size", 160,
                                    "num_hidden_layers", 2,
                                    "n_routed_experts", 4,
                                    "eos_token_id", 3));

    private static final String EXPERT = "model.layers.1.mlp.experts.3.down_proj.weight";

    @TempDir private Path folder;
    private final List<String> notes = new ArrayList<>();

    @ParameterizedTest
    @EnumSource(
            value = DType.class,
            names = {"F32", "BF16"})
    void writtenModelReadsBackEqual(DType dtype) throws IOException {
        try (Scope scope = Scope.open()) {
            Map<String, Tensor> weights = weights();

            HuggingFaceExport.write(folder, TINY, weights, dtype, 100_000);

            HuggingFaceFolder read = HuggingFaceFolder.open(folder, notes::add);
            assertThat(read.config()).isEqualTo(TINY);
            assertThat(folder.resolve(SafetensorsFolder.INDEX_FILE)).exists();
            assertThat(Files.readString(folder.resolve("generation_config.json")))
                    .contains("\"eos_token_id\" : 3");
            assertThat(read.all(dtype).keySet()).isEqualTo(weights.keySet());
            weights.forEach((name, written) ->
                    assertThat(read.weight(name, dtype).equalTo(written.to(dtype)))
                            .as(name)
                            .isTrue());
            assertThat(notes).isEmpty();
        }
    }

    @Test
    void selectionBiasStays32Bit() {
        try (Scope scope = Scope.open()) {
            Map<String, Tensor> weights = weights();
            String bias = "model.layers.1.mlp.gate.e_score_correction_bias";

            HuggingFaceExport.write(folder, TINY, weights, DType.BF16, Long.MAX_VALUE);

            HuggingFaceFolder read = HuggingFaceFolder.open(folder, notes::add);
            assertThat(read.storedAs(bias)).isEqualTo(DType.F32);
            assertThat(read.weight(bias, DType.F32).equalTo(get(weights, bias))).isTrue();
            assertThat(read.storedAs("model.layers.1.mlp.gate.weight")).isEqualTo(DType.BF16);
        }
    }

    @Test
    void everyDifferenceIsInOneError() throws IOException {
        try (Scope scope = Scope.open()) {
            Map<String, Tensor> weights = weights();
            weights.remove("model.norm.weight");
            weights.remove(EXPERT);
            weights.put("model.layers.0.mlp.extra", Tensor.ones(DType.F32, Device.CPU, 1));
            weights.put("lm_head.weight", Tensor.ones(DType.F32, Device.CPU, 32, 159));
            store(weights);

            assertThatThrownBy(() -> HuggingFaceFolder.open(folder, notes::add))
                    .isInstanceOf(CheckpointException.class)
                    .hasMessage(
                            folder
                                    + " is not this model: 2 missing ("
                                    + EXPERT
                                    + ", model.norm.weight); 1 surplus (model.layers.0.mlp.extra);"
                                    + " 1 misshaped (lm_head.weight [32, 159] instead of [32, 160])");
        }
    }

    @Test
    void longListsAreCutButCounted() throws IOException {
        try (Scope scope = Scope.open()) {
            store(Map.of("a", Tensor.ones(DType.F32, Device.CPU, 1)));

            assertThatThrownBy(() -> HuggingFaceFolder.open(folder, notes::add))
                    .hasMessageContaining(ParameterShapes.of(TINY).size() + " missing")
                    .hasMessageContaining(", ...)")
                    .extracting(Throwable::getMessage)
                    .asString()
                    .doesNotContain("\n")
                    .hasSizeLessThan(1000);
        }
    }

    @Test
    void predictionLayersAndRotaryTablesAreLeftAside() throws IOException {
        try (Scope scope = Scope.open()) {
            Map<String, Tensor> weights = weights();
            weights.put("model.layers.2.eh_proj.weight", Tensor.ones(DType.F32, Device.CPU, 1));
            weights.put(
                    "model.layers.0.self_attn.rotary_emb.inv_freq",
                    Tensor.ones(DType.F32, Device.CPU, 8));
            store(weights);

            assertThat(HuggingFaceFolder.open(folder, notes::add).weights())
                    .isEqualTo(ParameterShapes.of(TINY));
            assertThat(notes).singleElement().asString().startsWith("2 tensors are left aside");
        }
    }

    @Test
    void eightBitWeightsAreMultipliedWithTheirScales() throws IOException {
        try (Scope scope = Scope.open()) {
            Map<String, Tensor> weights = weights();
            // [160, 64]: a whole block of rows and a ragged one of 32.
            Tensor stored = get(weights, EXPERT).mul(50).to(DType.F8_E4M3);
            weights.put(EXPERT, stored);
            weights.put(EXPERT + "_scale_inv", Tensor.of(new float[] {0.5f, 0.25f}, 2, 1));
            store(weights);

            float[] read =
                    HuggingFaceFolder.open(folder, notes::add).weight(EXPERT, DType.F32).toFloats();

            float[] eightBit = stored.toFloats();
            for (int i = 0; i < read.length; i++) {
                // Powers of two: the products are exact.
                assertThat(read[i]).isEqualTo(eightBit[i] * (i / 64 < 128 ? 0.5f : 0.25f));
            }
        }
    }

    @Test
    void eightBitWeightsWithoutFittingScalesAreRefused() throws IOException {
        try (Scope scope = Scope.open()) {
            Map<String, Tensor> weights = weights();
            weights.put(EXPERT, get(weights, EXPERT).to(DType.F8_E4M3));
            store(weights);
            assertThatThrownBy(() -> HuggingFaceFolder.open(folder, notes::add))
                    .hasMessageContaining("1 missing (" + EXPERT + "_scale_inv)");

            weights.put(EXPERT + "_scale_inv", Tensor.ones(DType.F32, Device.CPU, 1, 1));
            store(weights);
            assertThatThrownBy(() -> HuggingFaceFolder.open(folder, notes::add))
                    .hasMessageContaining(EXPERT + "_scale_inv [1, 1] instead of [2, 1]");
        }
    }

    @Test
    void incompleteModelIsNotWritten() {
        try (Scope scope = Scope.open()) {
            Map<String, Tensor> weights = weights();
            weights.remove(EXPERT);

            assertThatThrownBy(() ->
                            HuggingFaceExport.write(
                                    folder, TINY, weights, DType.F32, Long.MAX_VALUE))
                    .hasMessage("1 weights do not fit the model: " + EXPERT + " is missing");
            assertThat(folder).isEmptyDirectory();
        }
    }

    private void store(Map<String, Tensor> weights) throws IOException {
        Files.writeString(folder.resolve("config.json"), ConfigJson.write(TINY));
        SafetensorsFolder.write(
                folder,
                weights.entrySet().stream()
                        .map(weight -> Content.of(weight.getKey(), weight.getValue()))
                        .toList(),
                Long.MAX_VALUE);
    }

    private static Tensor get(Map<String, Tensor> weights, String name) {
        return Objects.requireNonNull(weights.get(name), name);
    }

    /// Random weights from seed 11.
    private static Map<String, Tensor> weights() {
        Map<String, Tensor> weights = new LinkedHashMap<>();
        for (WeightSpec spec : ParameterShapes.of(TINY)) {
            long[] shape = spec.shape().stream().mapToLong(Long::longValue).toArray();
            weights.put(
                    spec.name(),
                    Tensor.randn(new Seed(11).derive(spec.name()), DType.F32, Device.CPU, shape));
        }
        return weights;
    }
}
