package dev.baltoro.train.step;

import static org.assertj.core.api.Assertions.assertThat;

import dev.baltoro.data.sample.PackedBatch;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

/// What the number of workers may change.
class WorkersTest {
    /// Micro-batches are one row, so every product has the same shape and every log-probability the
    /// same bits. Gradients are the same terms in another order: 8 rows of 32 tokens, so 256 · 2⁻²⁴
    /// of the terms' absolute values, which are far less than 100 times the sum's norm.
    @Test
    void lossHasTheSameBitsAndTheGradientTheSameTerms() {
        PackedBatch rows = TinyStep.rows(32, 0, 32, 32, 32, 32, 32, 32, 32, 32);
        List<PassResult> passes = new ArrayList<>();
        List<Map<String, float[]>> gradients = new ArrayList<>();
        for (int workers : new int[] {1, 3, 4, 8}) {
            try (TinyStep tiny = TinyStep.of(workers)) {
                gradients.add(tiny.gradients(StepBatch.meanCrossEntropy(rows)));
                passes.add(tiny.step().take(StepBatch.meanCrossEntropy(rows), 0.01).pass());
            }
        }
        for (int i = 1; i < passes.size(); i++) {
            assertThat(passes.get(i).logProbabilities())
                    .isEqualTo(passes.getFirst().logProbabilities());
            assertThat(passes.get(i).crossEntropy()).isEqualTo(passes.getFirst().crossEntropy());
            assertThat(passes.get(i).telemetry().loads())
                    .isDeepEqualTo(passes.getFirst().telemetry().loads());
            assertThat(TinyStep.distance(gradients.get(i), gradients.getFirst()))
                    .isLessThan(1.5e-3);
        }
    }

    @Test
    void theReducedNormIsTheGradients() {
        PackedBatch rows = TinyStep.rows(32, 0, 32, 32, 32, 32, 32, 32, 32, 32);
        try (TinyStep tiny = TinyStep.of(4)) {
            double squares = 0;
            for (float[] values : tiny.gradients(StepBatch.meanCrossEntropy(rows)).values()) {
                for (float value : values) {
                    squares += (double) value * value;
                }
            }
            double norm =
                    tiny.step().take(StepBatch.meanCrossEntropy(rows), 0.01).pass().squaredNorm();
            // Positive terms, at most 8,192 of them added in fp32 before the rest in fp64.
            assertThat(norm / squares).isBetween(1 - 8192 * 0x1p-24, 1 + 8192 * 0x1p-24);
        }
    }
}
