package dev.baltoro.engine;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.within;

import dev.baltoro.engine.GeneratedToken.Alternative;
import java.util.BitSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.random.RandomGenerator;
import java.util.random.RandomGeneratorFactory;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class SamplerTest {
    private static final Optional<TokenMask> ALL = Optional.empty();

    @ParameterizedTest(name = "seed {0}")
    @ValueSource(longs = {1, 2, 3, 4, 5})
    void drawsWhatASortOfAllScoresDraws(long seed) {
        RandomGenerator random = random(seed);
        for (int run = 0; run < 60; run++) {
            int vocabSize = random.nextInt(1, run % 10 == 0 ? 20_000 : 900);
            float[] row = scores(random, vocabSize, run);
            Optional<TokenMask> mask = mask(random, vocabSize);
            int[] prompt = random.ints(5, 0, vocabSize).toArray();
            SamplingParameters parameters = parameters(random, vocabSize);
            var state = new SamplingState(parameters, prompt, 0, vocabSize);
            var reference = new SortingSampler(parameters, prompt);
            var sampler = new Sampler(vocabSize);
            for (int i = 0; i < 5; i++) {
                double[] probabilities = reference.probabilities(row, mask);
                GeneratedToken token = sampler.draw(row, 0, mask, state, 0);
                assertThat(token.id())
                        .as("run %d token %d %s", run, i, parameters)
                        .isEqualTo(reference.draw(row, mask));
                // Half a unit in the last place of a float near 64, the least there is.
                assertThat(token.drawnLogProbability())
                        .as("run %d token %d %s", run, i, parameters)
                        .isCloseTo((float) Math.log(probabilities[token.id()]), within(4e-6f));
            }
        }
    }

    @Test
    void frequenciesFollowTheProbabilities() {
        float[] row = {1, 3, 2, 0, 2.5f, -1, 1.5f, 2, -30};
        var parameters = parameters(0.8, 0.97, 0, 0, 42);
        double[] expected = new SortingSampler(parameters, new int[0]).probabilities(row, ALL);
        var state = new SamplingState(parameters, new int[0], 0, row.length);
        var sampler = new Sampler(row.length);
        int draws = 40_000;
        int[] counts = new int[row.length];
        for (int i = 0; i < draws; i++) {
            counts[sampler.draw(row, 0, ALL, state, 0).id()]++;
        }
        double chiSquare = 0;
        int possible = 0;
        for (int id = 0; id < row.length; id++) {
            if (expected[id] == 0) {
                assertThat(counts[id]).as("token %d is cut off", id).isZero();
            } else {
                double mean = draws * expected[id];
                chiSquare += (counts[id] - mean) * (counts[id] - mean) / mean;
                possible++;
            }
        }
        assertThat(possible).isBetween(5, 7);
        // seed 42; 35 is exceeded by chance once in 200,000 with 6 degrees of freedom
        assertThat(chiSquare).isLessThan(35);
    }

    @Test
    void greedyTakesTheFirstOfTheLikeliest() {
        float[] row = {1, 4, 4, -2};
        assertThat(draw(row, SamplingParameters.GREEDY, ALL)).isEqualTo(1);
        assertThat(draw(row, SamplingParameters.GREEDY, only(4, 0, 2, 3))).isEqualTo(2);
        for (var almostGreedy :
                List.of(
                        parameters(5, 1, 1, 0, 3),
                        parameters(0.9, 1e-12, 0, 0, 4),
                        parameters(1e-300, 1, 1, 0, 6))) {
            assertThat(draw(row, almostGreedy, ALL)).as("%s", almostGreedy).isEqualTo(1);
        }
    }

    @Test
    void minPOfOneLeavesTheLikeliestWithTheirEquals() {
        float[] row = {1, 4, 4, -2};
        var state = new SamplingState(parameters(2, 1, 0, 1, 5), new int[0], 0, 4);
        var sampler = new Sampler(4);
        int[] drawn =
                IntStream.range(0, 100)
                        .map(_ -> sampler.draw(row, 0, ALL, state, 0).id())
                        .toArray();
        assertThat(drawn).containsOnly(1, 2).contains(1, 2);
    }

    @Test
    void maskOfOneTokenLeavesThatOne() {
        float[] row = {1, 40, 4, -2};
        assertThat(draw(row, parameters(1, 0.5, 2, 0.5, 1), only(4, 3))).isEqualTo(3);
        assertThat(draw(row, SamplingParameters.GREEDY, only(4, 3))).isEqualTo(3);
    }

    @Test
    void maskOfAShorterVocabularyBarsTheRest() {
        float[] row = new float[200];
        row[150] = 9;
        row[70] = 5;
        assertThat(draw(row, SamplingParameters.GREEDY, only(100, 3, 70, 99))).isEqualTo(70);
    }

    @Test
    void maskOfNothingIsRefusedAndDrawsNoNumber() {
        float[] row = {1, 2, 3};
        var state = new SamplingState(parameters(9, 1, 0, 0, 7), new int[0], 0, 3);
        var sampler = new Sampler(3);
        assertThatIllegalArgumentException()
                .isThrownBy(() -> sampler.draw(row, 0, only(3), state, 0))
                .withMessageStartingWith("the constraint allows no token");
        assertThat(sampler.draw(row, 0, ALL, state, 0).id())
                .isEqualTo(draw(row, parameters(9, 1, 0, 0, 7), ALL));
    }

    @Test
    void biasOfAHundredBansAndForces() {
        float[] row = {12, 3, -9, 5};
        var hot = parameters(2, 1, 0, 0, 8);
        var banned = new SamplingState(biased(hot, Map.of(0, -100f)), new int[0], 0, 4);
        var forced = new SamplingState(biased(hot, Map.of(2, 100f)), new int[0], 0, 4);
        var sampler = new Sampler(4);
        for (int i = 0; i < 1000; i++) {
            assertThat(sampler.draw(row, 0, ALL, banned, 0).id()).isNotEqualTo(0);
            assertThat(sampler.draw(row, 0, ALL, forced, 0).id()).isEqualTo(2);
        }
        var all = Map.of(0, -100f, 1, -100f, 2, -100f, 3, -100f);
        assertThat(draw(row, biased(SamplingParameters.GREEDY, all), ALL))
                .as("all are biased alike")
                .isZero();
        assertThat(draw(row, biased(hot, all), ALL)).isEqualTo(draw(row, hot, ALL));
    }

    @Test
    void unusableBiasIsRefused() {
        assertThatIllegalArgumentException()
                .isThrownBy(() ->
                        draw(new float[3], biased(parameters(1, 1, 0, 0, 1), Map.of(3, 1f)), ALL))
                .withMessage("logit_bias names token 3; use 0 to 2");
        assertThatIllegalArgumentException()
                .isThrownBy(() ->
                        draw(
                                new float[3],
                                biased(parameters(1, 1, 0, 0, 1), Map.of(1, Float.NaN)),
                                ALL))
                .withMessageStartingWith("logit_bias of token 1 is NaN");
    }

    @Test
    void repetitionPenaltyLowersScoresOfEitherSign() {
        var penalty = new SamplingParameters(0, 1, 0, 0, 2, 0, 0, Map.of(), OptionalLong.empty());
        var sampler = new Sampler(2);
        var positive = new SamplingState(penalty, new int[] {0}, 0, 2);
        assertThat(sampler.draw(new float[] {4, 3}, 0, ALL, positive, 0).id()).isEqualTo(1);
        var negative = new SamplingState(penalty, new int[] {0}, 0, 2);
        assertThat(sampler.draw(new float[] {-2, -3}, 0, ALL, negative, 0).id()).isEqualTo(1);
        var unseen = new SamplingState(penalty, new int[0], 0, 2);
        assertThat(sampler.draw(new float[] {4, 3}, 0, ALL, unseen, 0).id()).isEqualTo(0);
        assertThat(sampler.draw(new float[] {4, 3}, 0, ALL, unseen, 0).id())
                .as("its own output counts too")
                .isEqualTo(1);
    }

    @Test
    void presenceCountsOnceFrequencyEachTimeAndThePromptNever() {
        float[] row = {3.2f, 2};
        var presence =
                new SamplingParameters(0, 1, 0, 0, 1, 0.5, 0, Map.of(), OptionalLong.empty());
        var frequency =
                new SamplingParameters(0, 1, 0, 0, 1, 0, 0.5, Map.of(), OptionalLong.empty());
        assertThat(draws(row, presence, 5)).containsExactly(0, 0, 0, 0, 0);
        assertThat(draws(row, frequency, 5)).containsExactly(0, 0, 0, 1, 0);
    }

    @Test
    void seedRepeatsWhateverElseIsDrawn() {
        RandomGenerator random = random(11);
        int vocabSize = 500;
        float[][] rows = new float[40][];
        for (int i = 0; i < rows.length; i++) {
            rows[i] = scores(random, vocabSize, 1);
        }
        var parameters = parameters(1.3, 0.95, 0, 0.01, 99);
        var sampler = new Sampler(vocabSize);
        var alone = new SamplingState(parameters, new int[0], 0, vocabSize);
        int[] expected = new int[rows.length];
        for (int i = 0; i < rows.length; i++) {
            expected[i] = sampler.draw(rows[i], 0, ALL, alone, 0).id();
        }
        var crowded = new SamplingState(parameters, new int[0], 3, vocabSize);
        for (int i = 0; i < rows.length; i++) {
            float[] batch = new float[3 * vocabSize];
            System.arraycopy(scores(random, vocabSize, 2), 0, batch, 0, vocabSize);
            System.arraycopy(rows[i], 0, batch, vocabSize, vocabSize);
            var other =
                    new SamplingState(parameters(random, vocabSize), new int[] {1}, 2, vocabSize);
            sampler.draw(batch, 0, ALL, other, 0);
            assertThat(sampler.draw(batch, vocabSize, ALL, crowded, 0).id()).isEqualTo(expected[i]);
        }
        assertThat(new SamplingState(parameters, new int[0], 0, vocabSize).seed()).isEqualTo(99);
    }

    @Test
    void skippedTokenTakesItsRandomNumber() {
        float[] row = new float[1000];
        var parameters = parameters(1, 1, 0, 0, 5);
        var sampler = new Sampler(row.length);
        var drawing = new SamplingState(parameters, new int[0], 0, row.length);
        var skipping = new SamplingState(parameters, new int[0], 0, row.length);
        skipping.skip(sampler.draw(row, 0, ALL, drawing, 0).id());
        assertThat(sampler.draw(row, 0, ALL, skipping, 0).id())
                .isEqualTo(sampler.draw(row, 0, ALL, drawing, 0).id());
    }

    /// Two of five may come, at half the temperature: the ratio of their probabilities is squared.
    @Test
    void tokenSaysWithWhichProbabilityItWasDrawnUnderTemperatureAndMask() {
        float[] row = {9, 2, 1, 8, 0};
        var state = new SamplingState(parameters(0.5, 1, 0, 0, 1), new int[0], 0, row.length);
        var sampler = new Sampler(row.length);
        double other = Math.log(1 + Math.exp(-2));
        for (int i = 0; i < 20; i++) {
            GeneratedToken token = sampler.draw(row, 0, only(row.length, 1, 2), state, 0);
            assertThat(token.drawnLogProbability())
                    .isCloseTo((float) (token.id() == 1 ? -other : -2 - other), within(1e-6f));
        }
        var greedy = new SamplingState(SamplingParameters.GREEDY, new int[0], 0, row.length);
        assertThat(sampler.draw(row, 0, only(row.length, 1, 2), greedy, 0).drawnLogProbability())
                .isZero();
    }

    @Test
    void logProbabilitiesAreThoseOfTheRawScores() {
        float[] row = {88, 2, 1, 3, 2, 0, 77};
        var parameters =
                new SamplingParameters(
                        7, 0.1, 1, 0.9, 1.5, 1, 1, Map.of(4, -5f), OptionalLong.of(1));
        var state = new SamplingState(parameters, new int[] {1, 3}, 3, 5);
        GeneratedToken token = new Sampler(5).draw(row, 1, only(5, 2, 4), state, 17);

        double logSum = 3 + Math.log(Math.exp(-1) + Math.exp(-2) + 1 + Math.exp(-1) + Math.exp(-3));
        // half a unit in the last place of a float near 3
        var tolerance = within(2e-7f);
        assertThat(token.id()).isEqualTo(2);
        assertThat(token.weightVersion()).isEqualTo(17);
        assertThat(token.logProbability()).isCloseTo((float) (3 - logSum), tolerance);
        assertThat(token.drawnLogProbability()).isZero(); // top-k is 1: there was no other
        assertThat(token.alternatives()).extracting(Alternative::id).containsExactly(2, 0, 3);
        assertThat(token.alternatives().get(1).logProbability())
                .isCloseTo((float) (2 - logSum), tolerance);
    }

    @Test
    void hugeScoresAreNoTrouble() {
        float[] row = {Float.MAX_VALUE, -Float.MAX_VALUE, 1};
        var state =
                new SamplingState(
                        new SamplingParameters(
                                0.5, 0.9, 0, 0.1, 0.1, -2, 0, Map.of(0, 1f), OptionalLong.of(1)),
                        new int[] {0, 1},
                        3,
                        3);
        GeneratedToken token = new Sampler(3).draw(row, 0, ALL, state, 0);
        assertThat(token.id()).isZero();
        assertThat(token.logProbability()).isZero();
    }

    @ParameterizedTest
    @ValueSource(floats = {Float.NaN, Float.POSITIVE_INFINITY, Float.NEGATIVE_INFINITY})
    void scoresThatAreNotFiniteAreRefused(float broken) {
        for (int place : new int[] {0, 7, 19}) {
            float[] row = new float[20];
            row[place] = broken;
            assertThatIllegalArgumentException()
                    .isThrownBy(() -> draw(row, SamplingParameters.GREEDY, ALL))
                    .withMessage("the model's scores are not finite; its weights are damaged");
        }
    }

    private static int draw(float[] row, SamplingParameters parameters, Optional<TokenMask> mask) {
        var state = new SamplingState(parameters, new int[0], 0, row.length);
        return new Sampler(row.length).draw(row, 0, mask, state, 0).id();
    }

    private static int[] draws(float[] row, SamplingParameters parameters, int count) {
        var state = new SamplingState(parameters, new int[] {0, 0, 0}, 0, row.length);
        var sampler = new Sampler(row.length);
        return IntStream.range(0, count)
                .map(_ -> sampler.draw(row, 0, ALL, state, 0).id())
                .toArray();
    }

    private static Optional<TokenMask> only(int vocabSize, int... ids) {
        BitSet allowed = new BitSet();
        IntStream.of(ids).forEach(allowed::set);
        return Optional.of(TokenMask.of(allowed, vocabSize));
    }

    private static SamplingParameters parameters(
            double temperature, double topP, int topK, double minP, long seed) {
        return new SamplingParameters(
                temperature, topP, topK, minP, 1, 0, 0, Map.of(), OptionalLong.of(seed));
    }

    private static SamplingParameters biased(SamplingParameters p, Map<Integer, Float> bias) {
        return new SamplingParameters(
                p.temperature(), p.topP(), p.topK(), p.minP(), 1, 0, 0, bias, p.seed());
    }

    /// Every rule on or off by chance.
    private static SamplingParameters parameters(RandomGenerator random, int vocabSize) {
        return new SamplingParameters(
                random.nextInt(5) == 0 ? 0 : random.nextDouble(0.1, 3),
                random.nextBoolean() ? 1 : random.nextDouble(0.01, 1),
                random.nextBoolean() ? 0 : random.nextInt(1, 2 * vocabSize),
                random.nextBoolean() ? 0 : random.nextDouble(0, 0.3),
                random.nextBoolean() ? 1 : random.nextDouble(0.5, 2),
                random.nextBoolean() ? 0 : random.nextDouble(-2, 2),
                random.nextBoolean() ? 0 : random.nextDouble(-2, 2),
                random.nextBoolean() ? Map.of() : Map.of(random.nextInt(vocabSize), 3f),
                OptionalLong.of(random.nextLong()));
    }

    private static Optional<TokenMask> mask(RandomGenerator random, int vocabSize) {
        if (random.nextBoolean()) {
            return ALL;
        }
        double share = random.nextDouble();
        BitSet allowed = new BitSet();
        allowed.set(random.nextInt(vocabSize));
        IntStream.range(0, vocabSize)
                .filter(_ -> random.nextDouble() < share)
                .forEach(allowed::set);
        return Optional.of(TokenMask.of(allowed, vocabSize));
    }

    /// Scores of several shapes: normal, with many equals, flat but for one, very wide.
    private static float[] scores(RandomGenerator random, int size, int shape) {
        float[] row = new float[size];
        for (int i = 0; i < size; i++) {
            row[i] =
                    switch (shape % 4) {
                        case 0 -> (float) random.nextGaussian(0, 3);
                        case 1 -> random.nextInt(-3, 4);
                        case 2 -> (float) random.nextGaussian(0, 1e-4);
                        default -> (float) random.nextGaussian(0, 500);
                    };
        }
        if (shape % 4 == 2) {
            row[random.nextInt(size)] = -40;
        }
        return row;
    }

    private static RandomGenerator random(long seed) {
        return RandomGeneratorFactory.of("L64X128MixRandom").create(seed);
    }
}
