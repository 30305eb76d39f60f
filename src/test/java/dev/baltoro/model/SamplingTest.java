package dev.baltoro.model;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;

class SamplingTest {
    private static final long SEED = 7;
    private static final int DRAWS = 100_000;

    /// Logarithms of 0.5, 0.3, 0.15 and 0.05, in another order.
    private static final float[] SCORES = {
        (float) Math.log(0.15), (float) Math.log(0.5), (float) Math.log(0.05), (float) Math.log(0.3)
    };

    @Test
    void temperatureOneDrawsWithTheModelsOdds() {
        assertShares(new Sampling(1, 0, 1, SEED), 0.15, 0.5, 0.05, 0.3);
    }

    @Test
    void lowTemperatureSharpensTheOdds() {
        // Squares: 0.0225, 0.25, 0.0025, 0.09 of 0.365.
        assertShares(new Sampling(0.5, 0, 1, SEED), 0.0616, 0.6849, 0.0068, 0.2466);
    }

    @Test
    void topKLeavesTheLikeliest() {
        assertShares(new Sampling(1, 2, 1, SEED), 0, 0.625, 0, 0.375);
        assertShares(new Sampling(1, 9, 1, SEED), 0.15, 0.5, 0.05, 0.3);
    }

    @Test
    void topPLeavesTheFewestThatReachIt() {
        assertShares(new Sampling(1, 0, 0.7, SEED), 0, 0.625, 0, 0.375);
        assertShares(new Sampling(1, 0, 0.81, SEED), 0.1579, 0.5263, 0, 0.3158);
        assertShares(new Sampling(1, 0, 1e-9, SEED), 0, 1, 0, 0);
    }

    @Test
    void negativeAndEqualScoresAreOrderedToo() {
        float[] scores = {-3, 0, -2, 0, 2};
        assertThat(new Sampling(1, 1, 1, SEED).draw(scores, new SplittableRandom(SEED)))
                .isEqualTo(4);
        assertThat(Sampling.GREEDY.draw(new float[] {-2, -1, -1}, new SplittableRandom(SEED)))
                .isEqualTo(1);
        assertThat(
                        new Sampling(1, 1, 1, SEED)
                                .draw(new float[] {-2, -1, -1}, new SplittableRandom(SEED)))
                .isEqualTo(1);
    }

    @Test
    void valuesThatMeanNothingAreRefused() {
        assertThatThrownBy(() -> new Sampling(-1, 0, 1, 0)).hasMessageContaining("temperature");
        assertThatThrownBy(() -> new Sampling(Double.NaN, 0, 1, 0)).hasMessageContaining("NaN");
        assertThatThrownBy(() -> new Sampling(1, -1, 1, 0)).hasMessageContaining("top-k");
        assertThatThrownBy(() -> new Sampling(1, 0, 0, 0)).hasMessageContaining("top-p");
        assertThatThrownBy(() ->
                        Sampling.GREEDY.draw(new float[] {Float.NaN}, new SplittableRandom(SEED)))
                .hasMessageContaining("not finite");
    }

    /// Five standard deviations of a share of one half are 0.008.
    private static void assertShares(Sampling sampling, double... expected) {
        SplittableRandom random = new SplittableRandom(SEED);
        int[] counts = new int[expected.length];
        for (int i = 0; i < DRAWS; i++) {
            counts[sampling.draw(SCORES, random)]++;
        }
        for (int i = 0; i < expected.length; i++) {
            assertThat(counts[i] / (double) DRAWS).isCloseTo(expected[i], within(0.008));
            assertThat(counts[i] == 0).isEqualTo(expected[i] == 0);
        }
    }
}
