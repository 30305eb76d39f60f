package dev.baltoro.stats;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import org.junit.jupiter.api.Test;

class WilsonTest {
    /// Newcombe (1998), table I, method 3, gives four digits.
    private static final double DIGITS = 5e-5;

    @Test
    void intervalsAreThoseOfNewcombesTable() {
        assertInterval(81, 263, 0.2553, 0.3662);
        assertInterval(15, 148, 0.0624, 0.1605);
        assertInterval(0, 20, 0, 0.1611);
        assertInterval(1, 29, 0.0061, 0.1718);
    }

    @Test
    void successesAndFailuresAreMirrored() {
        for (int successes = 0; successes <= 40; successes++) {
            Wilson one = Wilson.of(successes, 40);
            Wilson other = Wilson.of(40 - successes, 40);
            assertThat(one.low()).isCloseTo(1 - other.high(), within(1e-12));
        }
    }

    @Test
    void intervalHoldsItsShareAndStaysWithinZeroAndOne() {
        for (int trials = 1; trials <= 50; trials++) {
            for (int successes = 0; successes <= trials; successes++) {
                Wilson share = Wilson.of(successes, trials);
                assertThat(share.share()).isBetween(share.low(), share.high());
                assertThat(share.low()).isBetween(0.0, 1.0);
                assertThat(share.high()).isBetween(0.0, 1.0);
            }
        }
    }

    @Test
    void intervalsAreApartWhereTheyShareNoPoint() {
        assertThat(Wilson.of(40, 200).isApartFrom(Wilson.of(80, 200))).isTrue();
        assertThat(Wilson.of(80, 200).isApartFrom(Wilson.of(40, 200))).isTrue();
        assertThat(Wilson.of(40, 200).isApartFrom(Wilson.of(50, 200))).isFalse();
    }

    @Test
    void noTrialsHaveNoShare() {
        assertThatThrownBy(() -> Wilson.of(0, 0))
                .hasMessage("0 successes in 0 trials have no share");
        assertThatThrownBy(() -> Wilson.of(3, 2)).isInstanceOf(IllegalArgumentException.class);
    }

    @Test
    void textHasShareIntervalAndCount() {
        assertThat(Wilson.of(34, 80)).hasToString("42.5 % [32.3, 53.4], 34 of 80");
    }

    private static void assertInterval(int successes, int trials, double low, double high) {
        Wilson share = Wilson.of(successes, trials);
        assertThat(share.low()).isCloseTo(low, within(DIGITS));
        assertThat(share.high()).isCloseTo(high, within(DIGITS));
    }
}
