package dev.baltoro.train.optim;

import static java.util.Objects.requireNonNull;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import dev.baltoro.model.K2Config;
import dev.baltoro.model.K2Model;
import dev.baltoro.model.Presets;
import dev.baltoro.model.Telemetry;
import dev.baltoro.model.TokenBatch;
import dev.baltoro.tensor.DType;
import dev.baltoro.tensor.Scope;
import dev.baltoro.tensor.Seed;
import dev.baltoro.tensor.Tensor;
import dev.baltoro.tensor.autograd.Tape;
import dev.baltoro.tensor.safetensors.SafetensorsFile;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class QkClipTest {
    private static final SafetensorsFile REFERENCE =
            SafetensorsFile.open(Path.of("src/test/resources/parity/muonclip.safetensors"));

    /// What muonclip.json says of the case.
    private static final double TAU = 8;

    private static final int HEADS = 6;
    private static final int NOPE = 8;
    private static final int ROPE = 4;
    private static final int VALUE = 8;
    private static final int RANK = 8;

    private static K2Config config(boolean compressed, int layers) {
        Map<String, Object> keys = new HashMap<>();
        keys.put("num_hidden_layers", (long) layers);
        keys.put("num_attention_heads", (long) HEADS);
        keys.put("hidden_size", (long) RANK);
        keys.put("q_lora_rank", compressed ? (Long) (long) RANK : null);
        keys.put("kv_lora_rank", (long) RANK);
        keys.put("qk_nope_head_dim", (long) NOPE);
        keys.put("qk_rope_head_dim", (long) ROPE);
        keys.put("v_head_dim", (long) VALUE);
        keys.put("n_routed_experts", 4L);
        keys.put("moe_intermediate_size", 8L);
        keys.put("vocab_size", 32L);
        keys.put("initializer_range", 1.0);
        return Presets.named("nano").withOverrides(keys);
    }

    /// γ and its root may be rounded in fp32 or fp64: 5e-7 relative. Heads at or below τ, values
    /// and the shared rotary key stay to the last bit.
    @ParameterizedTest
    @ValueSource(booleans = {true, false})
    void scalesTheRowsThatTheReferenceScales(boolean compressed) {
        String attention = "model.layers.0.self_attn.";
        String query = attention + (compressed ? "q_b_proj.weight" : "q_proj.weight");
        try (Scope scope = Scope.open();
                K2Model model = K2Model.random(config(compressed, 1), new Seed(2), DType.F32)) {
            set(model, query, REFERENCE.tensor("clip.q"));
            set(model, attention + "kv_b_proj.weight", REFERENCE.tensor("clip.kv"));
            Map<String, float[]> before = weights(model);
            float[] largest = REFERENCE.tensor("clip.max").toFloats();
            float[] gamma = REFERENCE.tensor("clip.gamma").toFloats();

            int clipped = QkClip.apply(model, new float[][] {largest}, TAU);

            int expected = 0;
            for (int head = 0; head < HEADS; head++) {
                assertThat(QkClip.gamma(largest[head], TAU))
                        .isCloseTo(gamma[head], within(5e-7 * gamma[head]));
                expected += gamma[head] < 1 ? 1 : 0;
            }
            assertThat(expected).isBetween(1, HEADS - 1);
            assertThat(clipped).isEqualTo(expected);
            Map<String, float[]> after = weights(model);
            compare(
                    requireNonNull(after.get(query)),
                    "clip.q_after",
                    gamma,
                    NOPE + ROPE,
                    NOPE + ROPE);
            compare(
                    requireNonNull(after.get(attention + "kv_b_proj.weight")),
                    "clip.kv_after",
                    gamma,
                    NOPE + VALUE,
                    NOPE);
            before.forEach((name, values) -> {
                if (!name.equals(query) && !name.endsWith("kv_b_proj.weight")) {
                    assertThat(after.get(name)).as(name).isEqualTo(values);
                }
            });
        }
    }

    private static void compare(
            float[] actual, String reference, float[] gamma, int rowsOfHead, int scaledRows) {
        float[] expected = REFERENCE.tensor(reference).toFloats();
        assertThat(actual).hasSameSizeAs(expected);
        for (int i = 0; i < actual.length; i++) {
            int row = i / RANK;
            boolean touched = gamma[row / rowsOfHead] < 1 && row % rowsOfHead < scaledRows;
            double tolerance = touched ? 5e-7 * Math.abs(expected[i]) : 0;
            assertThat((double) actual[i])
                    .as("%s row %d", reference, row)
                    .isCloseTo(expected[i], within(tolerance));
        }
    }

    @ParameterizedTest
    @ValueSource(doubles = {-1e30, -3, -0.0, 0, 1e-30, 7.999, 8})
    void gammaOfSmallZeroAndNegativeMaximaIsOne(double largest) {
        assertThat(QkClip.gamma(largest, TAU)).isEqualTo(1);
    }

    @Test
    void gammaOfAHeadThatSawNothingIsOne() {
        assertThat(QkClip.gamma(Double.NEGATIVE_INFINITY, TAU)).isEqualTo(1);
    }

    /// The maximum of the clipped head, measured again, is τ (1e-4 relative: fp32 products). Heads
    /// that were not clipped, and the layer before, keep theirs to the last bit.
    @ParameterizedTest
    @ValueSource(booleans = {true, false})
    void theClippedHeadsMaximumIsTauAndOthersStay(boolean compressed) {
        try (K2Model model = K2Model.random(config(compressed, 2), new Seed(4), DType.F32)) {
            float[][] before = maxima(model);
            float[] sorted = before[1].clone();
            Arrays.sort(sorted);
            double tau = (sorted[HEADS - 1] + sorted[HEADS - 2]) / 2;
            assertThat(tau).isPositive();
            // The layer before is given no reason to be clipped.
            float[][] reported = {new float[HEADS], before[1]};

            assertThat(QkClip.apply(model, reported, tau)).isEqualTo(1);
            model.refresh();

            float[][] after = maxima(model);
            assertThat(after[0]).isEqualTo(before[0]);
            for (int head = 0; head < HEADS; head++) {
                if (before[1][head] > tau) {
                    assertThat((double) after[1][head]).isCloseTo(tau, within(1e-4 * tau));
                } else {
                    assertThat(after[1][head]).as("head %d", head).isEqualTo(before[1][head]);
                }
            }
            assertThat(QkClip.apply(model, new float[2][HEADS], tau)).isZero();
        }
    }

    private static float[][] maxima(K2Model model) {
        long[] tokens = new long[24];
        for (int i = 0; i < tokens.length; i++) {
            tokens[i] = (7 * i + i * i) % 32;
        }
        int[] targets = new int[tokens.length];
        Arrays.fill(targets, -1);
        Telemetry telemetry = Telemetry.of(model.config());
        try (Scope scope = Scope.open()) {
            float[] unused =
                    model.logProbabilities(
                            Tape.off(),
                            TokenBatch.of(tokens),
                            targets,
                            new float[tokens.length],
                            0,
                            K2Model.Recompute.NONE,
                            telemetry);
        }
        return telemetry.maxLogits();
    }

    private static void set(K2Model model, String name, Tensor value) {
        Tensor weight = requireNonNull(model.weights().get(name), name);
        Tensor unused = weight.copy_(value);
    }

    private static Map<String, float[]> weights(K2Model model) {
        Map<String, float[]> weights = new LinkedHashMap<>();
        model.weights().forEach((name, weight) -> weights.put(name, weight.toFloats()));
        return weights;
    }
}
