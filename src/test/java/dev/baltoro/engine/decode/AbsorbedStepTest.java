package dev.baltoro.engine.decode;

import static org.assertj.core.api.Assertions.assertThat;

import dev.baltoro.engine.cache.LatentCache;
import dev.baltoro.model.K2Config;
import dev.baltoro.model.K2Model;
import dev.baltoro.model.Presets;
import dev.baltoro.tensor.CoreShare;
import dev.baltoro.tensor.DType;
import dev.baltoro.tensor.Seed;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/// The engine's promise that tokens do not depend on how many threads compute them. All comparisons
/// are of bits.
class AbsorbedStepTest {
    private static final int ROWS = 5;
    private static final int STEPS = 6;
    private static final int PAGE = 8;

    /// Widths that leave a rest behind every machine's vectors, and experts narrower than a vector
    /// once two threads share them.
    private static final K2Config CONFIG =
            Presets.named("nano")
                    .withOverrides(
                            Map.of(
                                    "vocab_size", 301,
                                    "hidden_size", 56,
                                    "intermediate_size", 72,
                                    "moe_intermediate_size", 20,
                                    "num_hidden_layers", 3,
                                    "n_routed_experts", 8,
                                    "kv_lora_rank", 24));

    private static final K2Model MODEL = K2Model.random(CONFIG, new Seed(5), DType.F32);
    private static final K2Model NARROW = K2Model.random(CONFIG, new Seed(5), DType.BF16);

    @AfterAll
    static void close() {
        MODEL.close();
        NARROW.close();
    }

    @ParameterizedTest
    @ValueSource(ints = {2, 3, 5})
    void bitsDoNotDependOnTheNumberOfThreads(int threads) {
        for (K2Model model : List.of(MODEL, NARROW)) {
            assertSameBits(
                    scores(model, threads, TeamSize.fixed(threads)),
                    scores(model, 1, TeamSize.fixed(1)));
        }
    }

    @Test
    void bitsDoNotDependOnAChangeOfTheNumberBetweenSteps() {
        TeamSize changing =
                new TeamSize() {
                    private int steps;

                    @Override
                    public int members(int rows, boolean scored) {
                        return 1 + steps++ % 4;
                    }

                    @Override
                    public void took(int rows, boolean scored, int members, long nanos) {}
                };
        assertSameBits(scores(MODEL, 4, changing), scores(MODEL, 1, TeamSize.fixed(1)));
    }

    /// Cores come and go between the steps, as a trainer beside takes them.
    @Test
    void bitsDoNotDependOnTheCoresThatAStepHas() {
        List<Integer> had = new ArrayList<>();
        CoreShare lent =
                new CoreShare() {
                    @Override
                    public int take(int wanted) {
                        had.add(1 + (2 * had.size() + 1) % wanted);
                        return had.getLast();
                    }

                    @Override
                    public void giveBack() {}
                };
        List<float[]> scores = scores(MODEL, 5, TeamSize.fixed(5), lent);
        assertThat(had).startsWith(2, 4, 1, 3, 5);
        assertSameBits(scores, scores(MODEL, 1, TeamSize.fixed(1)));
    }

    @Test
    void bitsDoNotDependOnWhatIsMeasured() {
        List<float[]> measured;
        try (LatentCache cache = new LatentCache(CONFIG, ROWS, PAGE);
                DecoderWeights weights = DecoderWeights.of(MODEL);
                AbsorbedStep step =
                        new AbsorbedStep(
                                CONFIG, cache, MODEL.rotary(), 3, ROWS, ROWS, CoreShare.ALL)) {
            measured = scores(step, weights);
        }
        assertSameBits(measured, scores(MODEL, 1, TeamSize.fixed(1)));
    }

    private static void assertSameBits(List<float[]> actual, List<float[]> expected) {
        for (int step = 0; step < STEPS; step++) {
            int different = Arrays.mismatch(actual.get(step), expected.get(step));
            assertThat(different).as("first different score of step %d", step).isEqualTo(-1);
        }
    }

    private static List<float[]> scores(K2Model model, int threads, TeamSize size) {
        return scores(model, threads, size, CoreShare.ALL);
    }

    private static List<float[]> scores(
            K2Model model, int threads, TeamSize size, CoreShare cores) {
        try (LatentCache cache = new LatentCache(CONFIG, ROWS, PAGE);
                DecoderWeights weights = DecoderWeights.of(model);
                AbsorbedStep step =
                        new AbsorbedStep(
                                CONFIG,
                                cache,
                                model.rotary(),
                                threads,
                                ROWS,
                                ROWS,
                                cores,
                                Optional.of(size))) {
            return scores(step, weights);
        }
    }

    /// Scores of some steps of sequences with a page each.
    private static List<float[]> scores(AbsorbedStep step, DecoderWeights weights) {
        Random random = new Random(7);
        int[][] pages = new int[ROWS][];
        Arrays.setAll(pages, b -> new int[] {b});
        List<float[]> scores = new ArrayList<>();
        for (int position = 0; position < STEPS; position++) {
            int[] tokens = random.ints(ROWS, 0, CONFIG.vocabSize()).toArray();
            int[] positions = new int[ROWS];
            Arrays.fill(positions, position);
            scores.add(step.run(weights, new Rows(tokens, positions, pages), ROWS).clone());
        }
        return scores;
    }
}
