package dev.baltoro.train.step;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.baltoro.data.sample.PackedBatch;
import dev.baltoro.model.K2Model;
import dev.baltoro.tensor.CoreShare;
import dev.baltoro.tensor.NativeMemory;
import dev.baltoro.tensor.Workers;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Semaphore;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

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

    /// Sixteen workers, one micro-batch each, and no more memory for gradients than four need.
    @Test
    void moreWorkersTakeNoMoreBuffers() {
        StepBatch batch = StepBatch.meanCrossEntropy(TinyStep.rows(32, 0, full(16)));
        for (int workers : new int[] {1, 2, 4, 5, 16}) {
            try (TinyStep tiny = TinyStep.of(workers);
                    BatchCompute compute =
                            new BatchCompute(tiny.workers(), K2Model.Recompute.NONE, 32)) {
                long before = NativeMemory.liveBytes();
                PassResult unused = compute.forwardBackward(tiny.step().model(), batch);
                long gradient =
                        tiny.step().model().parameters().stream()
                                .mapToLong(parameter -> 4 * parameter.master().elements())
                                .sum();
                assertThat(NativeMemory.liveBytes() - before)
                        .as("%d workers", workers)
                        .isEqualTo(Math.min(workers, BatchCompute.BUFFERS_MAX) * gradient);
            }
        }
    }

    /// Eleven workers share four buffers over three rounds, in whatever order the threads run.
    @Test
    void sharedBuffersHaveTheSameBitsEveryTime() {
        StepBatch batch = StepBatch.meanCrossEntropy(TinyStep.rows(32, 0, full(29)));
        try (TinyStep tiny = TinyStep.of(11)) {
            Map<String, float[]> once = tiny.gradients(batch);
            for (int i = 0; i < 20; i++) {
                Map<String, float[]> again = tiny.gradients(batch);
                once.forEach(
                        (name, values) -> assertThat(again.get(name)).as(name).isEqualTo(values));
            }
        }
    }

    /// Eleven workers, of which so many have a core at a time; who has one changes with every
    /// micro-batch.
    @ParameterizedTest
    @ValueSource(ints = {1, 2, 7})
    @Timeout(60)
    void theBitsAreTheSameHoweverManyWorkersHaveACore(int cores) {
        StepBatch batch = StepBatch.meanCrossEntropy(TinyStep.rows(32, 0, full(29)));
        try (TinyStep tiny = TinyStep.of(11, "balance.sequence_loss=0.1")) {
            Map<String, float[]> all = tiny.gradients(batch);
            Semaphore free = new Semaphore(cores);
            List<CoreShare> shares = new ArrayList<>();
            for (int i = 0; i < 11; i++) {
                shares.add(new Permit(free));
            }
            try (Workers few = Workers.of(shares)) {
                TinyStep same = new TinyStep(tiny.step(), few);
                for (int i = 0; i < 5; i++) {
                    same.gradients(batch)
                            .forEach((name, values) ->
                                    assertThat(values).as(name).isEqualTo(all.get(name)));
                }
            }
            assertThat(free.availablePermits()).isEqualTo(cores);
        }
    }

    /// A core for each permit.
    private static final class Permit implements CoreShare {
        private final Semaphore free;
        private boolean has;

        Permit(Semaphore free) {
            this.free = free;
        }

        @Override
        public int take(int wanted) {
            giveBack();
            free.acquireUninterruptibly();
            has = true;
            return 1;
        }

        @Override
        public void giveBack() {
            if (has) {
                has = false;
                free.release();
            }
        }
    }

    /// The third row fails, and the workers that would wait for its turn must not.
    @Test
    @Timeout(60)
    void aFailingWorkerHoldsNobodyUp() {
        PackedBatch rows = TinyStep.rows(32, 0, full(24));
        rows.targets()[2 * 32 + 5] = TinyStep.VOCABULARY;
        try (TinyStep tiny = TinyStep.of(8)) {
            assertThatThrownBy(() -> tiny.gradients(StepBatch.meanCrossEntropy(rows)))
                    .hasMessageContaining("outside the vocabulary");
            StepBatch good = StepBatch.meanCrossEntropy(TinyStep.rows(32, 0, full(24)));
            assertThat(tiny.step().take(good, 0.01).pass().isFinite()).isTrue();
        }
    }

    private static int[] full(int rows) {
        int[] valid = new int[rows];
        Arrays.fill(valid, 32);
        return valid;
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
