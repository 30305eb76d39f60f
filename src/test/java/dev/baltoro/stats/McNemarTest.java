package dev.baltoro.stats;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import org.junit.jupiter.api.Test;

class McNemarTest {
    /// Sums of a few logarithms.
    private static final double ROUNDING = 1e-12;

    /// Counted by hand: twice the smaller tail of the binomial distribution with p = 1/2.
    @Test
    void pIsTwiceTheSmallerTailOfTheFairCoin() {
        assertThat(McNemar.of(9, 1).p()).isCloseTo(2 * (1 + 10) / 1024.0, within(ROUNDING));
        assertThat(McNemar.of(0, 6).p()).isCloseTo(2 / 64.0, within(ROUNDING));
        assertThat(McNemar.of(5, 15).p())
                .isCloseTo(2 * (1 + 20 + 190 + 1140 + 4845 + 15504) / 1048576.0, within(ROUNDING));
    }

    /// Sums of whole numbers of any size, divided once: Agresti's 86 and 150 of 1,600 who were
    /// asked twice, and more pairs than a double has powers of two for.
    @Test
    void manyPairsAreCounted() {
        assertThat(McNemar.of(86, 150).p()).isCloseTo(3.715936139571442e-5, within(ROUNDING));
        assertThat(McNemar.of(2000, 2100).p()).isCloseTo(0.12206497999113813, within(1e-9));
        assertThat(McNemar.of(0, 5000).p()).isZero();
    }

    @Test
    void directionDoesNotMatterAndNoDifferenceIsCertainlyChance() {
        for (int gained = 0; gained < 30; gained++) {
            for (int lost = 0; lost < 30; lost++) {
                double p = McNemar.of(gained, lost).p();
                assertThat(p).isEqualTo(McNemar.of(lost, gained).p()).isBetween(0.0, 1.0);
            }
            assertThat(McNemar.of(gained, gained).p()).isEqualTo(1);
        }
    }

    @Test
    void negativeCountsAreRefused() {
        assertThatThrownBy(() -> McNemar.of(-1, 2)).hasMessageContaining("counts are 0 or more");
    }
}
