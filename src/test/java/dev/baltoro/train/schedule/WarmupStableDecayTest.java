package dev.baltoro.train.schedule;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import dev.baltoro.train.recipe.Recipe;
import dev.baltoro.train.recipe.Schedule;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;

class WarmupStableDecayTest {
    /// 4 rising, 6 constant, 8 cosine, 2 falling steps.
    private static final WarmupStableDecay SMALL = new WarmupStableDecay(1.0, 0.2, 0.1, 4, 6, 8, 2);

    /// Tolerance: a few roundings of fp64.
    private static final double ROUNDING = 1e-15;

    @Test
    void ratesAreTheOnesComputedByHand() {
        assertThat(SMALL.rate(0)).isEqualTo(0.25);
        assertThat(SMALL.rate(3)).isEqualTo(1.0);
        assertThat(SMALL.rate(9)).isEqualTo(1.0);
        // A quarter of the cosine: 0.2 + 0.8 · (1 + √½) / 2.
        assertThat(SMALL.rate(11)).isCloseTo(0.8828427124746190, within(ROUNDING));
        assertThat(SMALL.rate(13)).isCloseTo(0.6, within(ROUNDING));
        assertThat(SMALL.rate(17)).isCloseTo(0.2, within(ROUNDING));
        assertThat(SMALL.rate(18)).isCloseTo(0.15, within(ROUNDING));
        assertThat(SMALL.rate(19)).isCloseTo(0.1, within(ROUNDING));
        assertThat(SMALL.rate(1000)).isCloseTo(0.1, within(ROUNDING));
        assertThat(SMALL.steps()).isEqualTo(20);
        assertThatThrownBy(() -> SMALL.rate(-1)).hasMessageContaining("-1");
    }

    @Test
    void noJointJumps() {
        WarmupStableDecay schedule =
                WarmupStableDecay.over(10_000, new Schedule(1, 1000, 0.5, 0.1, 0.1, 0.01));
        for (long step = 1; step < schedule.steps(); step++) {
            double change = Math.abs(schedule.rate(step) - schedule.rate(step - 1));
            // The steepest stretch is the warm-up: 1 / 1000 a step.
            assertThat(change).as("step %d", step).isLessThanOrEqualTo(1e-3 + ROUNDING);
        }
        assertThat(schedule.steps()).isEqualTo(10_000);
        assertThat(schedule.rate(9_999)).isCloseTo(0.01, within(ROUNDING));
    }

    @Test
    void stretchesMayBeEmpty() {
        assertThat(new WarmupStableDecay(1, 0.5, 0.1, 0, 10, 0, 0).rate(9)).isEqualTo(1);
        assertThat(new WarmupStableDecay(1, 0.5, 0.1, 0, 0, 4, 0).rate(9)).isEqualTo(0.5);
        // Without a cosine the anneal starts at the peak, so that nothing jumps.
        assertThat(new WarmupStableDecay(1, 0.5, 0.2, 0, 2, 0, 4).rate(3))
                .isCloseTo(0.6, within(ROUNDING));
        WarmupStableDecay allWarm =
                WarmupStableDecay.over(5, new Schedule(1, 5, 0.6, 0.1, 0.4, 0.01));
        assertThat(allWarm.rate(4)).isEqualTo(1);
    }

    /// K2 report §2.5: 500 steps to 2e-4, constant to 10T tokens, cosine to 2e-5 over 5.5T, anneal
    /// to 7e-6 over 460B; one step is 2^26 tokens.
    @Test
    void kimiK2sOwnScheduleIsExpressible() {
        Recipe k2 = Recipe.load(Path.of("recipes/kimi-k2.yaml"), List.of());
        WarmupStableDecay schedule = WarmupStableDecay.over(k2.steps(), k2.schedule());
        assertThat(schedule)
                .isEqualTo(new WarmupStableDecay(2e-4, 2e-5, 7e-6, 500, 148_512, 81_956, 6_854));
        assertThat(schedule.rate(499)).isEqualTo(2e-4);
        assertThat(schedule.rate(149_011)).isEqualTo(2e-4);
        assertThat(schedule.rate(149_012)).isLessThan(2e-4);
        assertThat(schedule.rate(149_011 + 81_956 / 2)).isCloseTo(1.1e-4, within(1e-12));
        assertThat(schedule.rate(230_967)).isCloseTo(2e-5, within(1e-18));
        assertThat(schedule.rate(k2.steps() - 1)).isCloseTo(7e-6, within(1e-18));
    }
}
