package dev.baltoro.model;

import static org.assertj.core.api.Assertions.assertThat;

import dev.baltoro.tensor.DType;
import dev.baltoro.tensor.Scope;
import dev.baltoro.tensor.Seed;
import dev.baltoro.tensor.autograd.Tape;
import java.util.Arrays;
import java.util.Map;
import org.junit.jupiter.api.Test;

/// What stands before a document in its row, or after it as padding, does not reach it.
class DocumentMaskTest {
    /// Other tokens in other rows of the experts' products: fp32 rounding only.
    private static final double TOLERANCE = 2e-5;

    private static final int BORDER = 11;
    private static final int LENGTH = 32;

    private static K2Model model() {
        K2Config config =
                Presets.named("nano")
                        .withOverrides(
                                Map.of(
                                        "hidden_size", 32L,
                                        "num_hidden_layers", 3L,
                                        "n_routed_experts", 8L,
                                        "moe_intermediate_size", 16L,
                                        "vocab_size", 64L,
                                        "initializer_range", 0.2));
        return K2Model.random(config, new Seed(5), DType.F32);
    }

    @Test
    void aDocumentsLossDoesNotDependOnTheOneBeforeIt() {
        try (K2Model model = model()) {
            int[] starts = new int[LENGTH];
            Arrays.fill(starts, BORDER, LENGTH, BORDER);
            float[] after1 = logProbabilities(model, row(1), starts);
            float[] after2 = logProbabilities(model, row(2), starts);
            float[] unmasked1 = logProbabilities(model, row(1), new int[LENGTH]);
            float[] unmasked2 = logProbabilities(model, row(2), new int[LENGTH]);
            assertThat(distance(after1, after2)).isLessThan(TOLERANCE);
            assertThat(distance(unmasked1, unmasked2)).as("without mask").isGreaterThan(1e-3);
        }
    }

    @Test
    void paddingIsNotCountedAsLoad() {
        try (K2Model model = model();
                Scope scope = Scope.open()) {
            Telemetry telemetry = Telemetry.of(model.config());
            int[] targets = new int[LENGTH];
            Arrays.fill(targets, -1);
            float[] unused =
                    model.logProbabilities(
                            Tape.off(),
                            TokenBatch.padded(LENGTH, 1, 2, 3, 4, 5),
                            targets,
                            new float[LENGTH],
                            1,
                            K2Model.Recompute.NONE,
                            telemetry);
            long[] load = telemetry.loads()[1];
            assertThat(Arrays.stream(load).sum()).isEqualTo(5L * model.config().numExpertsPerTok());
        }
    }

    private static long[] row(int first) {
        long[] tokens = new long[LENGTH];
        for (int i = 0; i < LENGTH; i++) {
            tokens[i] = i < BORDER ? (7 * i * first + first) % 64 : (13 * i + 5) % 64;
        }
        return tokens;
    }

    private static float[] logProbabilities(K2Model model, long[] tokens, int[] starts) {
        int[] targets = new int[LENGTH];
        for (int i = 0; i < LENGTH; i++) {
            targets[i] = i + 1 < LENGTH ? (int) tokens[i + 1] : -1;
        }
        try (Scope scope = Scope.open()) {
            return model.logProbabilities(
                    Tape.off(),
                    new TokenBatch(tokens, 1, LENGTH, starts, new int[] {LENGTH}),
                    targets,
                    new float[LENGTH],
                    0,
                    K2Model.Recompute.NONE,
                    Telemetry.of(model.config()));
        }
    }

    /// {@return the largest distance from the second document on}
    private static double distance(float[] one, float[] other) {
        double largest = 0;
        for (int i = BORDER; i < LENGTH; i++) {
            largest = Math.max(largest, Math.abs(one[i] - other[i]));
        }
        return largest;
    }
}
