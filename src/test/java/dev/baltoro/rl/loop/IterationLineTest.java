package dev.baltoro.rl.loop;

import static org.assertj.core.api.Assertions.assertThat;

import dev.baltoro.train.run.RolloutMetric.Iteration;
import dev.baltoro.train.run.RolloutMetric.Policy;
import dev.baltoro.train.run.RolloutMetric.Sampling;
import dev.baltoro.train.run.RolloutMetric.Tally;
import dev.baltoro.train.run.RolloutMetric.Time;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;

class IterationLineTest {
    private static String line(Map<String, Tally> domains) {
        return new IterationLine(
                        new Iteration(
                                7,
                                7,
                                new TreeMap<>(domains),
                                new Policy(Double.NaN, 0, 1.25, 2e-5, 1e-6, 0.5, Double.NaN),
                                new Sampling(1, 1, 6, 5, 0, 48, 0, 0, 0, 0, 0, 960, 900),
                                new Time(2, 2, 0, 1, 3, 0, Optional.empty())),
                        40)
                .toString();
    }

    @Test
    void successIsOfWhatWasCheckedAndJudgedDomainsHaveTheirReward() {
        Tally tools = new Tally(48, 0, 12, 0.2, 20, 1, 1);
        Tally mixed = new Tally(48, 16, 8, 0.3, 20, 1, 1);
        Tally writing = new Tally(24, 24, 0, 0.5, 20, 1, 1);
        assertThat(line(Map.of("tools", tools, "reading", mixed, "writing", writing)))
                .startsWith(
                        "iteration 7/40  success: reading 25 %, tools 25 %  judged: writing 0.50  5 of 6 groups  20.0 tokens  entropy 1.250");
        assertThat(line(Map.of("writing", writing)))
                .startsWith("iteration 7/40  judged: writing 0.50  5 of 6 groups")
                .doesNotContain("success", "%");
    }

    /// As where every sandbox is dead.
    @Test
    void aDomainWhoseAttemptsAllFailedHasNoSuccess() {
        assertThat(line(Map.of("coding", new Tally(0, 0, 0, 0, 0, 0, 1))))
                .startsWith("iteration 7/40  5 of 6 groups");
    }
}
