package dev.baltoro.model;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import dev.baltoro.tensor.DType;
import dev.baltoro.tensor.Scope;
import dev.baltoro.tensor.Seed;
import dev.baltoro.tensor.autograd.Tape;
import java.util.Arrays;
import java.util.Map;
import java.util.Random;
import java.util.stream.Stream;
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

    /// Two samples of one prompt, the second longer than a chunk of queries: each scores as it does
    /// behind the prompt alone, whatever lies between.
    @Test
    void aDocumentGoesOnFromItsStem() {
        long[] prompt = new Random(1).longs(40, 0, 64).toArray();
        long[] first = new Random(2).longs(30, 0, 64).toArray();
        long[] second = new Random(3).longs(170, 0, 64).toArray();
        int length = prompt.length + first.length + second.length;
        int between = prompt.length + first.length;
        long[] tokens = Stream.of(prompt, first, second).flatMapToLong(Arrays::stream).toArray();
        int[] starts = new int[length];
        int[] stems = new int[length];
        Arrays.fill(stems, 0, prompt.length, -1);
        Arrays.fill(stems, prompt.length, length, prompt.length - 1);
        Arrays.fill(starts, prompt.length, between, prompt.length);
        Arrays.fill(starts, between, length, between);
        try (K2Model model = model()) {
            float[] together =
                    logProbabilities(
                            model,
                            new TokenBatch(tokens, 1, length, starts, new int[] {length}, stems));
            assertTail(together, between, alone(model, prompt, first), prompt.length);
            assertTail(together, length, alone(model, prompt, second), prompt.length);
        }
    }

    /// The last token's target is another's where documents follow each other.
    private static void assertTail(float[] together, int end, float[] alone, int from) {
        int count = alone.length - from - 1;
        for (int i = 0; i < count; i++) {
            assertThat((double) together[end - count - 1 + i])
                    .isCloseTo(alone[from + i], within(TOLERANCE));
        }
    }

    private static float[] alone(K2Model model, long[] prompt, long[] sample) {
        return logProbabilities(
                model,
                TokenBatch.of(Stream.of(prompt, sample).flatMapToLong(Arrays::stream).toArray()));
    }

    @Test
    void aStemHasNoStemAndLiesBefore() {
        int[] starts = {0, 1, 2};
        assertThatThrownBy(() -> branching(starts, -1, 0, 1)).hasMessageContaining("stem itself");
        assertThatThrownBy(() -> branching(starts, -1, 1, -1)).hasMessageContaining("token 1");
        assertThatThrownBy(() -> branching(starts, -1)).hasMessageContaining("1 stems for 3");
    }

    private static TokenBatch branching(int[] starts, int... stems) {
        return new TokenBatch(new long[3], 1, 3, starts, new int[] {3}, stems);
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
        return logProbabilities(
                model, new TokenBatch(tokens, 1, LENGTH, starts, new int[] {LENGTH}));
    }

    private static float[] logProbabilities(K2Model model, TokenBatch batch) {
        int length = batch.length();
        int[] targets = new int[length];
        for (int i = 0; i < length; i++) {
            targets[i] = i + 1 < length ? (int) batch.tokens()[i + 1] : -1;
        }
        try (Scope scope = Scope.open()) {
            return model.logProbabilities(
                    Tape.off(),
                    batch,
                    targets,
                    new float[length],
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
