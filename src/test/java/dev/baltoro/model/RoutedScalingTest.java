package dev.baltoro.model;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import org.junit.jupiter.api.Test;

class RoutedScalingTest {
    /// Tolerance: the published values are rounded to three decimals, and come from a finite number
    /// of draws, as do these.
    private static final double TOLERANCE = 0.0015;

    @Test
    void ruleGivesThePublishedFactors() {
        assertThat(RoutedScaling.factor(64, 6)).isCloseTo(2.446, within(TOLERANCE));
        assertThat(RoutedScaling.factor(384, 8)).isCloseTo(2.827, within(TOLERANCE));
    }

    @Test
    void oneSelectedExpertNeedsNoFactor() {
        assertThat(RoutedScaling.factor(16, 1)).isEqualTo(1);
    }

    @Test
    void impossibleSelectionIsRefused() {
        assertThatThrownBy(() -> RoutedScaling.factor(4, 5))
                .hasMessage("cannot select 5 of 4 experts");
    }
}
