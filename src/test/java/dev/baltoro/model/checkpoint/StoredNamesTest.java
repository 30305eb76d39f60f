package dev.baltoro.model.checkpoint;

import static org.assertj.core.api.Assertions.assertThat;

import dev.baltoro.model.K2Config;
import dev.baltoro.model.ParameterShapes;
import dev.baltoro.model.Presets;
import dev.baltoro.model.WeightSpec;
import dev.baltoro.tensor.DType;
import dev.baltoro.tensor.Device;
import dev.baltoro.tensor.Scope;
import dev.baltoro.tensor.Seed;
import dev.baltoro.tensor.Tensor;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/// Folders that call the same weights otherwise, or store several in one tensor.
class StoredNamesTest {
    @TempDir private Path folder;
    private final List<String> notes = new ArrayList<>();

    /// Of a width and a height that tell rows from columns, unless a test wants them equal.
    private static K2Config config(int hidden, int expertWidth) {
        return Presets.named("nano")
                .withOverrides(
                        Map.of(
                                "vocab_size", 32,
                                "hidden_size", hidden,
                                "moe_intermediate_size", expertWidth,
                                "num_hidden_layers", 2,
                                "n_routed_experts", 4));
    }

    private static Map<String, Tensor> weights(K2Config config) {
        Map<String, Tensor> weights = new LinkedHashMap<>();
        for (WeightSpec spec : ParameterShapes.of(config)) {
            weights.put(
                    spec.name(),
                    Tensor.randn(
                            new Seed(11).derive(spec.name()), DType.F32, Device.CPU, spec.sizes()));
        }
        return weights;
    }

    private void assertReadsAs(K2Config config, Map<String, Tensor> stored, Map<String, Tensor> as)
            throws IOException {
        TestFolders.write(folder, config, stored);
        HuggingFaceFolder read = HuggingFaceFolder.open(folder, notes::add);
        as.forEach((name, tensor) ->
                assertThat(read.weight(name, DType.F32).equalTo(tensor)).as(name).isTrue());
    }

    @ParameterizedTest
    @CsvSource({
        "language_model.model., language_model.lm_head.",
        "model.language_model., lm_head.",
        "model.language_model., model.language_model.lm_head.",
        "language_model., language_model.lm_head.",
        "'', lm_head."
    })
    void namesBehindAPrefixAreTheSameWeights(String body, String head) throws IOException {
        try (Scope scope = Scope.open()) {
            K2Config config = config(48, 64);
            Map<String, Tensor> weights = weights(config);
            Map<String, Tensor> stored = new LinkedHashMap<>();
            weights.forEach((name, tensor) ->
                    stored.put(
                            name.startsWith("lm_head.")
                                    ? head + name.substring("lm_head.".length())
                                    : body + name.substring("model.".length()),
                            tensor));
            assertReadsAs(config, stored, weights);
            assertThat(notes).isEmpty();
        }
    }

    @Test
    void partsForImagesAreLeftAsideAndSaid() throws IOException {
        try (Scope scope = Scope.open()) {
            K2Config config = config(48, 64);
            Map<String, Tensor> weights = weights(config);
            Map<String, Tensor> stored = new LinkedHashMap<>();
            weights.forEach((name, tensor) -> stored.put("language_model." + name, tensor));
            stored.put(
                    "vision_tower.patch_embed.proj.weight", Tensor.ones(DType.F32, Device.CPU, 2));
            stored.put("mm_projector.proj.0.weight", Tensor.ones(DType.F32, Device.CPU, 2));
            assertReadsAs(config, stored, weights);
            assertThat(notes)
                    .containsExactly(
                            "2 tensors are left aside: parts for images and sound, only text is read");
        }
    }

    /// Width and height of the experts' matrices, in such pairs that one stack or the other is
    /// square.
    @ParameterizedTest
    @CsvSource({
        "48, 64, false, ''",
        "48, 64, true, ''",
        "48, 64, false, .weight",
        "48, 64, true, .weight",
        "64, 64, false, ''",
        "64, 64, true, ''",
        "128, 64, false, ''",
        "128, 64, true, ''"
    })
    void expertsInOneStackAreTakenApart(int hidden, int width, boolean transposed, String suffix)
            throws IOException {
        try (Scope scope = Scope.open()) {
            K2Config config = config(hidden, width);
            Map<String, Tensor> weights = weights(config);
            Map<String, Tensor> stored = new LinkedHashMap<>(weights);
            stored.keySet().removeIf(name -> name.contains(".mlp.experts."));
            String mlp = "model.layers.1.mlp.experts.";
            Tensor gateUp = Tensor.empty(DType.F32, Device.CPU, 4, 2L * width, hidden);
            Tensor down = Tensor.empty(DType.F32, Device.CPU, 4, hidden, width);
            for (int e = 0; e < 4; e++) {
                Tensor both = gateUp.select(0, e);
                both.narrow(0, 0, width).copy_(get(weights, mlp + e + ".gate_proj.weight"));
                both.narrow(0, width, width).copy_(get(weights, mlp + e + ".up_proj.weight"));
                down.select(0, e).copy_(get(weights, mlp + e + ".down_proj.weight"));
            }
            stored.put(mlp + "gate_up_proj" + suffix, turned(gateUp, transposed));
            stored.put(mlp + "down_proj" + suffix, turned(down, transposed));
            assertReadsAs(config, stored, weights);
        }
    }

    private static Tensor get(Map<String, Tensor> weights, String name) {
        return Objects.requireNonNull(weights.get(name), name);
    }

    private static Tensor turned(Tensor stack, boolean transposed) {
        return transposed ? stack.transpose(1, 2).contiguous() : stack;
    }

    @ParameterizedTest
    @ValueSource(strings = {"experts.%s_proj.weight", "switch_mlp.%s_proj.weight"})
    void stackForEachKindOfMatrixIsTakenApart(String form) throws IOException {
        try (Scope scope = Scope.open()) {
            K2Config config = config(48, 64);
            Map<String, Tensor> weights = weights(config);
            Map<String, Tensor> stored = new LinkedHashMap<>(weights);
            stored.keySet().removeIf(name -> name.contains(".mlp.experts."));
            for (String kind : List.of("gate", "up", "down")) {
                long rows = kind.equals("down") ? 48 : 64;
                Tensor stack = Tensor.empty(DType.F32, Device.CPU, 4, rows, 112 - rows);
                for (int e = 0; e < 4; e++) {
                    String name = "model.layers.1.mlp.experts.%d.%s_proj.weight".formatted(e, kind);
                    stack.select(0, e).copy_(get(weights, name));
                }
                stored.put("model.layers.1.mlp." + form.formatted(kind), stack);
            }
            assertReadsAs(config, stored, weights);
        }
    }

    @Test
    void gateAndUpInOneMatrixAndBothCompressionsInOneAreTakenApart() throws IOException {
        try (Scope scope = Scope.open()) {
            K2Config config = config(48, 64);
            Map<String, Tensor> weights = weights(config);
            Map<String, Tensor> stored = new LinkedHashMap<>(weights);
            for (String name : weights.keySet()) {
                if (name.endsWith("gate_proj.weight")) {
                    join(stored, name, name.replace("gate_proj", "up_proj"), "gate_up_proj");
                } else if (name.endsWith("q_a_proj.weight")) {
                    join(
                            stored,
                            name,
                            name.replace("q_a_proj", "kv_a_proj_with_mqa"),
                            "fused_qkv_a_proj_with_mqa");
                }
            }
            assertThat(stored.keySet())
                    .contains("model.layers.1.mlp.experts.3.gate_up_proj.weight")
                    .contains("model.layers.0.mlp.gate_up_proj.weight");
            assertReadsAs(config, stored, weights);
        }
    }

    private static void join(
            Map<String, Tensor> stored, String first, String second, String joined) {
        Tensor above = get(stored, first);
        Tensor below = get(stored, second);
        stored.remove(first);
        stored.remove(second);
        Tensor both =
                Tensor.empty(DType.F32, Device.CPU, above.size(0) + below.size(0), above.size(1));
        both.narrow(0, 0, above.size(0)).copy_(above);
        both.narrow(0, above.size(0), below.size(0)).copy_(below);
        String stem = first.substring(0, first.lastIndexOf('.', first.length() - 8) + 1);
        stored.put(stem + joined + ".weight", both);
    }

    @Test
    void eightBitStacksAreMultipliedWithTheirOwnScales() throws IOException {
        try (Scope scope = Scope.open()) {
            K2Config config = config(48, 64);
            Map<String, Tensor> weights = weights(config);
            Map<String, Tensor> stored = new LinkedHashMap<>(weights);
            stored.keySet()
                    .removeIf(name ->
                            name.endsWith(".down_proj.weight") && name.contains("experts."));
            weights.keySet().stream()
                    .filter(name -> name.contains("shared_experts"))
                    .forEach(name -> stored.put(name, get(weights, name)));
            Tensor down = Tensor.empty(DType.F32, Device.CPU, 4, 48, 64);
            for (int e = 0; e < 4; e++) {
                String name = "model.layers.1.mlp.experts." + e + ".down_proj.weight";
                down.select(0, e).copy_(get(weights, name));
            }
            Tensor narrow = down.mul(50).to(DType.F8_E4M3);
            stored.put("model.layers.1.mlp.experts.down_proj", narrow);
            stored.put(
                    "model.layers.1.mlp.experts.down_proj_scale_inv",
                    Tensor.of(new float[] {1, 2, 4, 8}, 4, 1, 1));
            for (int e = 0; e < 4; e++) {
                weights.put(
                        "model.layers.1.mlp.experts." + e + ".down_proj.weight",
                        narrow.select(0, e).to(DType.F32).mul(1 << e));
            }
            assertReadsAs(config, stored, weights);
        }
    }
}
