package dev.baltoro.train.step;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import dev.baltoro.data.sample.PackedBatch;
import dev.baltoro.tensor.kernel.TokenLoss;
import java.util.Arrays;
import java.util.Collections;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/// Rows that are filled up, through a whole step.
class PaddingTest {
    private static final int[] LENGTHS = {16, 9, 1, 13};

    /// Whatever is chosen: each real token twice, once for each of its two experts.
    @ParameterizedTest
    @ValueSource(strings = {"none", "layer"})
    void expertLoadsCountRealTokensOnly(String recompute) {
        try (TinyStep tiny = TinyStep.of(2, "recompute=" + recompute)) {
            PackedBatch rows = TinyStep.rows(16, 7, LENGTHS);
            StepResult result = tiny.step().take(StepBatch.meanCrossEntropy(rows), 0.01);
            long[][] loads = result.pass().telemetry().loads();
            assertThat(Arrays.stream(loads[1]).sum()).isEqualTo(2 * (16 + 9 + 1 + 13));
            assertThat(tiny.step().state().tokens()).isEqualTo(16 + 9 + 1 + 13);
        }
    }

    /// The real tokens' way to the router is the same to the last bit whatever the padding is, so
    /// loads and biases must be too. With padding counted, 25 tokens of one kind of 64 would move
    /// them.
    @Test
    void whatThePaddingIsMovesNoSelectionBiasAndClipsNoHead() {
        Map<Integer, float[]> biases = new HashMap<>();
        Map<Integer, long[]> loads = new HashMap<>();
        Map<Integer, float[][]> logits = new HashMap<>();
        for (int padding : new int[] {7, 31, 55}) {
            try (TinyStep tiny = TinyStep.of(2)) {
                PackedBatch rows = TinyStep.rows(16, padding, LENGTHS);
                StepResult result = tiny.step().take(StepBatch.meanCrossEntropy(rows), 0.01);
                loads.put(padding, result.pass().telemetry().loads()[1]);
                logits.put(padding, result.pass().telemetry().maxLogits());
                biases.put(padding, tiny.biases());
            }
        }
        assertThat(biases.get(7)).contains(0.01f);
        for (int padding : new int[] {31, 55}) {
            assertThat(loads.get(padding)).isEqualTo(loads.get(7));
            assertThat(biases.get(padding)).isEqualTo(biases.get(7));
            assertThat(logits.get(padding))
                    .as("QK-Clip sees no query of the padding")
                    .isDeepEqualTo(logits.get(7));
        }
    }

    /// Every expert is selected, so no choice can differ. What is left is the order of fp32 sums
    /// over at most 64 tokens: 64 · 2⁻²⁴ of their absolute values, which are far less than 100
    /// times the sums' norm. The balance loss is a row's own and takes part.
    @Test
    void lossAndGradientAreThoseOfTheUnpaddedRows() {
        String balance = "balance.sequence_loss=0.01";
        PackedBatch padded = TinyStep.rows(16, 7, LENGTHS);
        float weight = 1f / padded.targetCount();
        try (TinyStep tiny = TinyStep.of(2, TinyStep.ALL_EXPERTS, balance)) {
            Map<String, float[]> whole = tiny.gradients(StepBatch.meanCrossEntropy(padded));
            Map<String, float[]> sum = new HashMap<>();
            double loss = 0;
            for (int row = 0; row < LENGTHS.length; row++) {
                PackedBatch alone = unpadded(padded, row);
                loss +=
                        alone.targetCount() == 0
                                ? 0
                                : tiny.step().loss(alone) * alone.targetCount();
                // A row's balance loss weighs 1 / rows of its batch: three empty rows keep that.
                Map<String, float[]> gradient =
                        tiny.gradients(
                                new StepBatch(
                                        withEmptyRows(alone, 3), TokenLoss.uniform(weight), false));
                gradient.forEach((name, values) -> sum.merge(name, values, PaddingTest::add));
            }
            assertThat(TinyStep.distance(whole, sum)).isLessThan(4e-4);
            assertThat(tiny.step().loss(padded))
                    .isCloseTo(loss / padded.targetCount(), within(1e-5));
        }
    }

    /// The same documents in one row after each other.
    @Test
    void packedDocumentsHaveLossAndGradientOfRowsOfTheirOwn() {
        PackedBatch padded = TinyStep.rows(16, 7, 9, 7);
        int[] tokens = new int[16];
        int[] targets = new int[16];
        int[] starts = new int[16];
        System.arraycopy(padded.tokens(), 0, tokens, 0, 9);
        System.arraycopy(padded.tokens(), 16, tokens, 9, 7);
        System.arraycopy(padded.targets(), 0, targets, 0, 9);
        System.arraycopy(padded.targets(), 16, targets, 9, 7);
        Arrays.fill(starts, 9, 16, 9);
        PackedBatch packed = PackedBatch.full(1, 16, tokens, targets, starts, List.of("tiny"));
        try (TinyStep tiny = TinyStep.of(1, TinyStep.ALL_EXPERTS)) {
            assertThat(
                            TinyStep.distance(
                                    tiny.gradients(StepBatch.meanCrossEntropy(packed)),
                                    tiny.gradients(StepBatch.meanCrossEntropy(padded))))
                    .isLessThan(4e-4);
            assertThat(tiny.step().loss(packed)).isCloseTo(tiny.step().loss(padded), within(1e-5));
            StepResult result = tiny.step().take(StepBatch.meanCrossEntropy(packed), 0.01);
            assertThat(result.pass().telemetry().loads()[1]).containsOnly(16);
        }
    }

    @Test
    void paddingWithATargetIsRefused() {
        PackedBatch rows = TinyStep.rows(4, 7, 4);
        assertThatThrownBy(() ->
                        new PackedBatch(
                                1,
                                4,
                                rows.tokens(),
                                rows.targets(),
                                rows.documentStarts(),
                                new int[] {2},
                                rows.domains()))
                .hasMessage("token 2 of row 0 is padding and has a target");
    }

    private static PackedBatch unpadded(PackedBatch from, int row) {
        PackedBatch one = from.part(row, row + 1);
        int length = Math.max(1, one.valid()[0]);
        return new PackedBatch(
                1,
                length,
                Arrays.copyOf(one.tokens(), length),
                Arrays.copyOf(one.targets(), length),
                Arrays.copyOf(one.documentStarts(), length),
                one.valid(),
                one.domains());
    }

    private static PackedBatch withEmptyRows(PackedBatch one, int more) {
        int rows = 1 + more;
        int size = rows * one.sequenceLength();
        int[] targets = Arrays.copyOf(one.targets(), size);
        Arrays.fill(targets, one.sequenceLength(), size, PackedBatch.NO_TARGET);
        int[] valid = Arrays.copyOf(one.valid(), rows);
        return new PackedBatch(
                rows,
                one.sequenceLength(),
                Arrays.copyOf(one.tokens(), size),
                targets,
                new int[size],
                valid,
                Collections.nCopies(rows, "tiny"));
    }

    private static float[] add(float[] a, float[] b) {
        float[] sum = a.clone();
        for (int i = 0; i < sum.length; i++) {
            sum[i] += b[i];
        }
        return sum;
    }
}
