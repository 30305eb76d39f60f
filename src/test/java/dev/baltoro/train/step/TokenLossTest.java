package dev.baltoro.train.step;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import dev.baltoro.data.sample.PackedBatch;
import dev.baltoro.model.K2Model;
import dev.baltoro.tensor.kernel.TokenLoss;
import java.util.Map;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

/// A loop, a loss and a source that are not pretraining's.
class TokenLossTest {
    private static final PackedBatch ROWS = TinyStep.rows(16, 0, 16, 16, 16, 16);

    /// What a loss of its own may need: it pushes tokens up to a probability, and no further.
    private static TokenLoss upTo(double probability, int targets) {
        double enough = Math.log(probability);
        return (token, logP) -> logP < enough ? -1f / targets : 0;
    }

    @Test
    void aLoopOfItsOwnTrainsWithALossOfItsOwn() {
        BatchSource source = step -> new StepBatch(ROWS, upTo(0.5, ROWS.targetCount()), false);
        try (TinyStep tiny = TinyStep.of(2)) {
            TrainingStep step = tiny.step();
            double before = step.loss(ROWS);
            StepResult last = step.take(source.batch(0), 0.02);
            while (step.state().step() < 60) {
                last = step.take(source.batch(step.state().step()), 0.02);
            }
            assertThat(last.skipped()).isFalse();
            assertThat(step.state().tokens()).isEqualTo(60L * 64);
            // log 64 = 4.2 at first; it ends at 0.16 to 0.21 with AVX or AVX2 and 1, 2 or 3 workers
            assertThat(before).isGreaterThan(3);
            assertThat(step.loss(ROWS)).isLessThan(1);
        }
    }

    /// The gradient of f(log p) is that of cross-entropy with the weights −f′, bit for bit: nothing
    /// is approximated and nothing is computed twice.
    @Test
    void aSlopeIsAWeightThatIsKnownLate() {
        try (TinyStep tiny = TinyStep.of(2)) {
            float[] logP;
            try (BatchCompute compute =
                    new BatchCompute(tiny.workers(), K2Model.Recompute.NONE, 32)) {
                logP =
                        compute.forwardBackward(
                                        tiny.step().model(), StepBatch.meanCrossEntropy(ROWS))
                                .logProbabilities();
            }
            float[] weights = new float[logP.length];
            for (int i = 0; i < weights.length; i++) {
                weights[i] = -(2 * logP[i] + i % 3);
            }
            Map<String, float[]> late =
                    tiny.gradients(new StepBatch(ROWS, (token, p) -> 2 * p + token % 3, false));
            Map<String, float[]> early = tiny.gradients(StepBatch.crossEntropy(ROWS, weights));
            assertThat(TinyStep.distance(late, early)).isZero();
        }
    }

    @Test
    void aLossIsAskedOnceForEachTarget() {
        Queue<Integer> asked = new ConcurrentLinkedQueue<>();
        try (TinyStep tiny = TinyStep.of(3)) {
            Map<String, float[]> unused =
                    tiny.gradients(
                            new StepBatch(
                                    ROWS,
                                    (token, logP) -> {
                                        asked.add(token);
                                        return -1;
                                    },
                                    false));
        }
        assertThat(asked)
                .containsExactlyInAnyOrderElementsOf(
                        IntStream.range(0, ROWS.targets().length)
                                .filter(i -> ROWS.targets()[i] != PackedBatch.NO_TARGET)
                                .boxed()
                                .toList());
    }

    /// Of a head of zeros every token is as likely: log 64, within fp32's rounding of it.
    @Test
    void entropiesComeBesideTheLogProbabilities() {
        try (TinyStep tiny = TinyStep.of(2)) {
            TrainingStep step = tiny.step();
            step.model().head().master().zero_();
            step.model().refresh();
            StepBatch batch = new StepBatch(ROWS, TokenLoss.uniform(1), true);
            PassResult pass = step.take(batch, 0).pass();
            assertThat(pass.entropies()).hasSize(64);
            for (int i = 0; i < 64; i++) {
                boolean target = ROWS.targets()[i] != PackedBatch.NO_TARGET;
                assertThat(pass.entropies()[i])
                        .isCloseTo(target ? (float) Math.log(64) : 0, within(2e-6f));
            }
            assertThat(pass.crossEntropy()).isCloseTo(Math.log(64), within(2e-6));
        }
    }

    /// What a policy's ratio rests on: at the same weights it is 1, and not nearly.
    @Test
    void aScoreHasTheBitsOfTheStepsOwnPass() {
        for (int workers = 1; workers <= 3; workers++) {
            try (TinyStep tiny = TinyStep.of(workers)) {
                TrainingStep step = tiny.step();
                for (int i = 0; i < 3; i++) {
                    float[] score = step.score(ROWS);
                    PassResult pass = step.take(StepBatch.meanCrossEntropy(ROWS), 0.02).pass();
                    assertThat(score).as("%d workers", workers).isEqualTo(pass.logProbabilities());
                }
            }
        }
    }

    /// A loss of whole rows: its slopes hang on all log-probabilities of their row.
    private static final class RowSums implements TokenLoss {
        private final float[] sums = new float[ROWS.rows()];

        @Override
        public boolean looksAround() {
            return true;
        }

        @Override
        public void see(int first, float[] logP) {
            for (int i = 0; i < logP.length; i++) {
                sums[(first + i) / ROWS.sequenceLength()] += logP[i];
            }
        }

        @Override
        public float slope(int token, float logP) {
            return sums[token / ROWS.sequenceLength()] + logP;
        }
    }

    /// As if the batch had been scored before, bit for bit.
    @Test
    void aLossOfWholeRowsSeesThePasssOwnLogProbabilities() {
        try (TinyStep tiny = TinyStep.of(2)) {
            RowSums scored = new RowSums();
            scored.see(0, tiny.step().score(ROWS));
            Map<String, float[]> late = tiny.gradients(new StepBatch(ROWS, new RowSums(), false));
            Map<String, float[]> early =
                    tiny.gradients(new StepBatch(ROWS, (i, p) -> scored.slope(i, p), false));
            assertThat(TinyStep.distance(late, early)).isZero();
        }
    }

    @Test
    void weightsOfAnotherBatchAreRefused() {
        assertThatThrownBy(() -> StepBatch.crossEntropy(ROWS, new float[3]))
                .hasMessageContaining("3 weights for 64 tokens");
    }
}
