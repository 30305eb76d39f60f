package dev.baltoro.model;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import dev.baltoro.model.checkpoint.Checkpoints;
import dev.baltoro.tensor.DType;
import dev.baltoro.tensor.Scope;
import dev.baltoro.tensor.Tensor;
import dev.baltoro.tensor.autograd.Gradients;
import dev.baltoro.tensor.autograd.Parameter;
import dev.baltoro.tensor.autograd.Tape;
import dev.baltoro.tensor.safetensors.SafetensorsFile;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Objects;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/// Log-probabilities, gradients and attention maxima against transformers' `DeepseekV3ForCausalLM`.
///
/// Fixtures are made by tools/parity. Tolerances: both sides compute in fp32 with sums in other
/// orders; transformers itself is within 7e-6 (log-probabilities) and 1.2e-5 relative (gradients)
/// of an fp64 reference on these models.
class ParityTest {
    private static final Path FIXTURES = Path.of("src/test/resources/parity");
    private static final double LOG_PROBABILITY_TOLERANCE = 5e-5;
    private static final double GRADIENT_TOLERANCE = 1e-4;

    @ParameterizedTest
    @ValueSource(
            strings = {
                "kimi_k2",
                "deepseek_v3",
                "moonlight",
                "negative_bias_groups",
                "rope_halves",
                "unnormalised_tied"
            })
    void computesWhatTransformersComputes(String family) {
        Path folder = FIXTURES.resolve(family);
        SafetensorsFile expected = SafetensorsFile.open(folder.resolve("expected.safetensors"));
        try (Scope scope = Scope.open();
                K2Model model = Checkpoints.load(folder, DType.F32, note -> {});
                Gradients gradients = new Gradients();
                Tape tape = Tape.into(gradients)) {
            Tensor ids = expected.tensor("ids");
            int rows = (int) ids.size(0);
            int length = (int) ids.size(1);
            TokenBatch batch = batch(ids.toLongs(), rows, length);
            int[] targets = targets(batch);
            float[] weights = new float[targets.length];
            Arrays.fill(weights, 1f / (rows * (length - 1)));
            Telemetry telemetry = Telemetry.of(model.config());

            float[] logP =
                    model.logProbabilities(
                            tape, batch, targets, weights, 0, K2Model.Recompute.NONE, telemetry);
            tape.backward();

            assertLogProbabilities(expected.tensor("logprobs").toFloats(), logP, rows, length);
            long[] argmax = model.logits(batch).argmax().toLongs();
            assertThat(argmax).containsExactly(expected.tensor("argmax").toLongs());
            assertMaxima(expected.tensor("attention_max").toFloats(), telemetry);
            assertGradients(expected, model, gradients);
        }
    }

    /// The fixture's rows one behind the other in one row, each a document of its own: what packing
    /// makes of them. Positions go on over the row, and rotary attention sees differences only, so
    /// that the expectations are those of the rows alone.
    @ParameterizedTest
    @ValueSource(
            strings = {
                "kimi_k2",
                "deepseek_v3",
                "moonlight",
                "negative_bias_groups",
                "rope_halves",
                "unnormalised_tied"
            })
    void packedRowComputesWhatTransformersComputesOfEachDocument(String family) {
        Path folder = FIXTURES.resolve(family);
        SafetensorsFile expected = SafetensorsFile.open(folder.resolve("expected.safetensors"));
        try (Scope scope = Scope.open();
                K2Model model = Checkpoints.load(folder, DType.F32, note -> {});
                Gradients gradients = new Gradients();
                Tape tape = Tape.into(gradients)) {
            Tensor ids = expected.tensor("ids");
            int rows = (int) ids.size(0);
            int length = (int) ids.size(1);
            assertThat(rows).isGreaterThan(1);
            int[] starts = new int[rows * length];
            Arrays.setAll(starts, i -> i / length * length);
            TokenBatch packed =
                    new TokenBatch(
                            ids.toLongs(), 1, rows * length, starts, new int[] {rows * length});
            int[] targets = targets(batch(ids.toLongs(), rows, length));
            float[] weights = new float[targets.length];
            Arrays.fill(weights, 1f / (rows * (length - 1)));
            Telemetry telemetry = Telemetry.of(model.config());

            float[] logP =
                    model.logProbabilities(
                            tape, packed, targets, weights, 0, K2Model.Recompute.NONE, telemetry);
            tape.backward();

            assertLogProbabilities(expected.tensor("logprobs").toFloats(), logP, rows, length);
            assertMaxima(expected.tensor("attention_max").toFloats(), telemetry);
            assertGradients(expected, model, gradients);
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"kimi_k2", "moonlight"})
    void recomputedLayersGiveTheSameGradientsToTheLastBit(String family) {
        Path folder = FIXTURES.resolve(family);
        Tensor ids = SafetensorsFile.open(folder.resolve("expected.safetensors")).tensor("ids");
        try (Scope scope = Scope.open();
                K2Model model = Checkpoints.load(folder, DType.F32, note -> {});
                Gradients kept = new Gradients();
                Gradients recomputed = new Gradients()) {
            TokenBatch batch = batch(ids.toLongs(), (int) ids.size(0), (int) ids.size(1));
            Telemetry first = run(model, batch, kept, K2Model.Recompute.NONE);
            Telemetry second = run(model, batch, recomputed, K2Model.Recompute.LAYER);
            for (Parameter parameter : model.parameters()) {
                assertThat(
                                kept.of(parameter)
                                        .orElseThrow()
                                        .equalTo(recomputed.of(parameter).orElseThrow()))
                        .as(parameter.name())
                        .isTrue();
            }
            assertThat(second.loads()).isDeepEqualTo(first.loads());
            assertThat(second.balanceLoss()).isEqualTo(first.balanceLoss());
        }
    }

    private static Telemetry run(
            K2Model model, TokenBatch batch, Gradients gradients, K2Model.Recompute recompute) {
        float[] weights = new float[batch.tokens().length];
        Arrays.fill(weights, 1);
        Telemetry telemetry = Telemetry.of(model.config());
        try (Tape tape = Tape.into(gradients)) {
            float[] unused =
                    model.logProbabilities(
                            tape, batch, targets(batch), weights, 1, recompute, telemetry);
            tape.backward();
        }
        return telemetry;
    }

    private static TokenBatch batch(long[] ids, int rows, int length) {
        int[] valid = new int[rows];
        Arrays.fill(valid, length);
        return new TokenBatch(ids, rows, length, new int[ids.length], valid);
    }

    private static int[] targets(TokenBatch batch) {
        int[] targets = new int[batch.tokens().length];
        for (int i = 0; i < targets.length; i++) {
            targets[i] =
                    i % batch.length() == batch.length() - 1 ? -1 : (int) batch.tokens()[i + 1];
        }
        return targets;
    }

    private static void assertLogProbabilities(
            float[] expected, float[] actual, int rows, int length) {
        for (int row = 0; row < rows; row++) {
            for (int i = 0; i < length - 1; i++) {
                assertThat(actual[row * length + i])
                        .isCloseTo(
                                expected[row * (length - 1) + i],
                                within((float) LOG_PROBABILITY_TOLERANCE));
            }
        }
    }

    private static void assertMaxima(float[] expected, Telemetry telemetry) {
        int i = 0;
        for (float[] heads : telemetry.maxLogits()) {
            for (float head : heads) {
                assertThat(head).isCloseTo(expected[i++], within(5e-5f));
            }
        }
    }

    private static void assertGradients(
            SafetensorsFile expected, K2Model model, Gradients gradients) {
        Map<String, Tensor> actual = byHuggingFaceName(model, gradients);
        long compared = 0;
        for (String name : expected.tensors().keySet()) {
            if (!name.startsWith("grad.")) {
                continue;
            }
            Tensor wanted = expected.tensor(name);
            Tensor got = Objects.requireNonNull(actual.get(name.substring("grad.".length())), name);
            double largest = Math.max(wanted.abs().max().item(), 1e-8);
            assertThat(got.sub(wanted).abs().max().item() / largest)
                    .as("relative difference of " + name)
                    .isLessThan(GRADIENT_TOLERANCE);
            compared++;
        }
        assertThat(compared).isGreaterThan(20);
    }

    /// Files keep apart what the model multiplies together.
    private static Map<String, Tensor> byHuggingFaceName(K2Model model, Gradients gradients) {
        Map<String, Tensor> named = new LinkedHashMap<>();
        for (Parameter parameter : model.parameters()) {
            Tensor gradient = gradients.of(parameter).orElseThrow();
            String name = parameter.name();
            if (name.endsWith("experts.gate_up_proj") && gradient.dimensions() == 3) {
                String stem = name.substring(0, name.length() - "gate_up_proj".length());
                long width = gradient.size(1) / 2;
                for (int e = 0; e < gradient.size(0); e++) {
                    Tensor both = gradient.select(0, e);
                    named.put(stem + e + ".gate_proj.weight", both.narrow(0, 0, width));
                    named.put(stem + e + ".up_proj.weight", both.narrow(0, width, width));
                }
            } else if (name.endsWith("experts.down_proj") && gradient.dimensions() == 3) {
                String stem = name.substring(0, name.length() - "down_proj".length());
                for (int e = 0; e < gradient.size(0); e++) {
                    named.put(stem + e + ".down_proj.weight", gradient.select(0, e));
                }
            } else if (name.endsWith("gate_up_proj")) {
                String stem = name.substring(0, name.length() - "gate_up_proj".length());
                long width = gradient.size(0) / 2;
                named.put(stem + "gate_proj.weight", gradient.narrow(0, 0, width));
                named.put(stem + "up_proj.weight", gradient.narrow(0, width, width));
            } else {
                named.put(name, gradient);
            }
        }
        return named;
    }
}
