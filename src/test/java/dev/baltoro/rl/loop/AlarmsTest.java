package dev.baltoro.rl.loop;

import static org.assertj.core.api.Assertions.assertThat;

import dev.baltoro.rl.recipe.GuardSettings;
import dev.baltoro.train.recipe.Precision;
import dev.baltoro.train.run.RolloutMetric.Alarm;
import dev.baltoro.train.run.RolloutMetric.Iteration;
import dev.baltoro.train.run.RolloutMetric.Policy;
import dev.baltoro.train.run.RolloutMetric.Sampling;
import dev.baltoro.train.run.RolloutMetric.Tally;
import dev.baltoro.train.run.RolloutMetric.Time;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;

/// Bounds: a fifth of the rollouts, a quarter of the groups, 0.3 nats from the beginning, 1e-4 (in
/// bf16 0.05 in the mean) between decoding and the trainer.
class AlarmsTest {
    private static final GuardSettings GUARDS =
            new GuardSettings(64, 16, 0.1, 0.7, 0.2, 0.25, 0.3, 10, 1e-4, 0.05);

    private static Iteration iteration(
            int truncated, int usable, double kl, double gapLargest, double gapMean) {
        return new Iteration(
                9,
                9,
                Map.of(
                        "tools", new Tally(60, 0, 20, 0.3, 20, truncated, 1),
                        "writing", new Tally(40, 40, 0, 0.5, 20, 0, 1)),
                new Policy(kl, 0, 1, gapLargest, gapMean, 0.5, Double.NaN),
                new Sampling(1, 1, 8, usable, 0, 100, 0, 0, 0, 0, 0, 2000, 1900),
                new Time(1, 1, 0, 1, 2, 0, Optional.empty()));
    }

    private static List<String> raised(
            Iteration iteration, Precision precision, boolean keepsKeys) {
        return new Alarms(GUARDS, precision, keepsKeys)
                .of(iteration).stream().map(Alarm::name).toList();
    }

    private static List<String> raised(Iteration iteration) {
        return raised(iteration, Precision.FP32, false);
    }

    @Test
    void atItsBoundNothingIsRaised() {
        assertThat(raised(iteration(20, 2, 0.3, 1e-4, 1e-5))).isEmpty();
        assertThat(raised(iteration(0, 8, Double.NaN, Double.NaN, Double.NaN))).isEmpty();
    }

    @Test
    void eachFigurePastItsBoundRaisesAnAlarmByName() {
        assertThat(raised(iteration(20, 1, 0, 0, 0))).containsExactly("no variance");
        assertThat(raised(iteration(21, 2, 0, 0, 0))).containsExactly("truncation");
        assertThat(raised(iteration(0, 8, 0.301, 0, 0))).containsExactly("divergence");
        assertThat(raised(iteration(0, 8, 0, 1.1e-4, 0))).containsExactly("gap");
        assertThat(raised(iteration(50, 0, 1, 1, 1)))
                .containsExactly("no variance", "truncation", "divergence", "gap");
    }

    /// In bf16 another expert may be chosen now and then, so the mean counts; keys of older weights
    /// make a difference that is no fault.
    @Test
    void theGapIsJudgedByWhatItCanBe() {
        assertThat(raised(iteration(0, 8, 0, 3, 0.05), Precision.BF16, false)).isEmpty();
        assertThat(raised(iteration(0, 8, 0, 3, 0.051), Precision.BF16, false))
                .containsExactly("gap");
        assertThat(raised(iteration(0, 8, 0, 3, 1), Precision.FP32, true)).isEmpty();
    }

    @Test
    void anAlarmSaysTheFigureAndWhatToDo() {
        List<Alarm> alarms =
                new Alarms(GUARDS, Precision.FP32, false).of(iteration(21, 1, 0.5, 2e-4, 0));
        assertThat(alarms)
                .extracting(Alarm::text)
                .containsExactly(
                        "of 88 % of the groups all rewards are the same; change the difficulty",
                        "21 % of the rollouts ran into a limit; raise budget.tokens",
                        "0.500 nats a token from the beginning; lower rate.peak, or stop here",
                        "decoding and the trainer differ by 0.00020 nats at the same weights; this is a fault, please report it");
    }
}
