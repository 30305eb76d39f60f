package dev.baltoro.rl.recipe;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import dev.baltoro.rl.rollout.Budget;
import dev.baltoro.stats.SplitMix64;
import java.util.Map;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class BudgetSettingsTest {
    private static BudgetSettings spread(double spread) {
        return new BudgetSettings(Map.of("logic", 64), Budget.AtEnd.EXACT, 1, spread, 1);
    }

    @Test
    void forcedLengthsAreLogNormalAroundTheirMedianAndTheSameForASeed() {
        double[] logs =
                IntStream.range(0, 4000)
                        .map(i -> spread(0.5).of("logic", 4096, SplitMix64.mix(9, i)).tokens())
                        .mapToDouble(Math::log)
                        .toArray();
        double mean = IntStream.range(0, logs.length).mapToDouble(i -> logs[i]).average().orElse(0);
        double variance =
                IntStream.range(0, logs.length)
                        .mapToDouble(i -> (logs[i] - mean) * (logs[i] - mean))
                        .average()
                        .orElse(0);

        // five standard errors of 4,000 draws: 5 · 0.5 / √4000 = 0.04
        assertThat(mean).isCloseTo(Math.log(64), within(0.04));
        assertThat(Math.sqrt(variance)).isCloseTo(0.5, within(0.03));
        assertThat(spread(0.5).of("logic", 4096, 7)).isEqualTo(spread(0.5).of("logic", 4096, 7));
        assertThat(spread(3).of("logic", 100, 7).tokens()).isBetween(1, 100);
        assertThat(spread(0).of("logic", 100, 7).tokens()).isEqualTo(64);
    }

    @Test
    void aSpreadOfLengthsThatAreNotForcedIsRefused() {
        assertThatThrownBy(() -> new BudgetSettings(Map.of(), Budget.AtEnd.TRUNCATE, 1, 0.5, 1))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("spread needs over_budget: exact");
        assertThatThrownBy(() -> new BudgetSettings(Map.of(), Budget.AtEnd.TRUNCATE, 1, 0, 2))
                .hasMessageContaining("turns needs over_budget: exact");
    }
}
