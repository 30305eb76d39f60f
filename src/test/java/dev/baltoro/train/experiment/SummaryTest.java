package dev.baltoro.train.experiment;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import dev.baltoro.stats.Spread;
import dev.baltoro.train.experiment.VariantFigures.Comparison;
import dev.baltoro.train.recipe.Experiment;
import dev.baltoro.train.run.Metric;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.assertj.core.data.Offset;
import org.junit.jupiter.api.Test;

/// All values are worked out by hand; the tolerance is rounding's.
class SummaryTest {
    private static final Offset<Double> ROUNDING = within(1e-9);

    private static final Experiment EXPERIMENT =
            Experiment.parse(
                    """
                    name: hand
                    question: Does it?
                    base:
                      model: {preset: nano}
                      data: {shards: x, mix: {words: 0.5, code: 0.25, sums: 0.25}}
                      stages: [{name: only, sequence_length: 128, steps: 20}]
                      schedule: {warmup_steps: 1}
                      optimizer: {qk_clip: {tau: 8}}
                    variants:
                      base:
                      lower: {schedule.peak: 0.01}
                    seeds: [1, 2, 3, 4]
                    target: {variant: base}
                    """,
                    List.of());

    private static final double[] BASE = {3.0, 3.2, 3.1, 3.3};
    private static final double[] LOWER = {2.9, 3.0, 3.0, 3.1};

    private static Metric.Step step(long step, double maxLogit, int clipped) {
        return new Metric.Step(
                step, 100 * step, 4, 0, 1e-3, 1, maxLogit, clipped, 1, 1, false, step);
    }

    private static Metric.HeldOut heldOut(long step, double words, double code, double sums) {
        return new Metric.HeldOut(
                step, Map.of("words", words, "code", code, "sums", sums), Map.of());
    }

    /// A run whose held-out loss is 5 after 10 steps and `last` after 20.
    private static RunRecord record(Experiment.Run run, double last) {
        List<Metric.Step> steps = new ArrayList<>();
        for (int i = 1; i <= 20; i++) {
            steps.add(step(i, i, i > 8 && i < 16 ? 2 : 0));
        }
        return new RunRecord(
                run,
                steps,
                List.of(heldOut(10, 5, 5, 5), heldOut(20, last, last, last)),
                List.of(
                        Metric.Heads.of(10, new double[][] {{9, 1}, {2, 8}}),
                        Metric.Heads.of(20, new double[][] {{3, 1}, {2, 10}})));
    }

    private static Summary summary() {
        List<RunRecord> records = new ArrayList<>();
        for (Experiment.Run run : EXPERIMENT.runs()) {
            double[] losses = run.variant().equals("base") ? BASE : LOWER;
            records.add(record(run, losses[(int) run.seed() - 1]));
        }
        return Summary.of(EXPERIMENT, EXPERIMENT.runs(), records, new TreeMap<>());
    }

    @Test
    void spreadIsThatOfASample() {
        Spread spread = Spread.of(List.of(1.0, 2.0, 3.0, 6.0));
        assertThat(spread.mean()).isCloseTo(3, ROUNDING);
        assertThat(spread.sd()).isCloseTo(Math.sqrt(14.0 / 3), ROUNDING);
        assertThat(spread.min()).isEqualTo(1);
        assertThat(spread.max()).isEqualTo(6);
        assertThat(Spread.of(List.of(7.0)).sd()).isZero();
    }

    @Test
    void overallLossIsWeightedAsTheTextIsMixed() {
        RunRecord run = record(EXPERIMENT.runs().getFirst(), 3);
        assertThat(run.overall(heldOut(1, 4, 2, 1))).isCloseTo(2.75, ROUNDING);
    }

    @Test
    void tokensToALossLieOnTheLineBetweenEvaluations() {
        RunRecord run = record(EXPERIMENT.runs().getFirst(), 3); // 5 at 1,000 tokens, 3 at 2,000
        assertThat(run.tokensTo(4.5)).hasValue(1250);
        assertThat(run.tokensTo(3)).hasValue(2000);
        assertThat(run.tokensTo(6)).hasValue(1000);
        assertThat(run.tokensTo(2.9)).isEmpty();
    }

    @Test
    void variantsAreComparedWithTheFirstSeedBySeed() {
        List<VariantFigures> variants = summary().variants();
        assertThat(variants.getFirst().comparison()).isEmpty();
        Comparison lower = variants.getLast().comparison().orElseThrow();
        assertThat(lower.test().mean()).isCloseTo(-0.15, ROUNDING);
        assertThat(lower.test().standardError()).isCloseTo(0.05 / Math.sqrt(3), ROUNDING);
        // t = 3√3 with 3 degrees of freedom: p = 1 − 2/π·(atan 3 + 0.3)
        double p = 1 - 2 / Math.PI * (Math.atan(3) + 0.3);
        assertThat(lower.test().p()).isCloseTo(p, ROUNDING);
        assertThat(lower.significant()).isTrue();
    }

    @Test
    void tokensAreCountedToTheLossOfTheSameSeed() {
        VariantFigures lower = summary().variants().getLast();
        // seed 1: 5 → 2.9 passes 3.0 at 1,000·(1 + 2/2.1); and so on for the others
        double expected =
                1000
                        + 1000
                                * ((5 - 3.0) / (5 - 2.9)
                                        + (5 - 3.2) / (5 - 3.0)
                                        + (5 - 3.1) / (5 - 3.0)
                                        + (5 - 3.3) / (5 - 3.1))
                                / 4;
        assertThat(lower.tokensToTarget().orElseThrow().mean()).isCloseTo(expected, ROUNDING);
        assertThat(lower.tokensToTarget().orElseThrow().count()).isEqualTo(4);
    }

    @Test
    void logitsAndClippingAreCountedOverTheRun() {
        RunFigures run = summary().runs().getFirst();
        assertThat(run.largestLogit()).isEqualTo(20);
        assertThat(run.lateLogit()).isEqualTo(19.5); // steps 19 and 20
        assertThat(run.headsOverTau()).isEqualTo(0.5); // 8 is at τ, not over it; 10 is
        assertThat(run.stepsWithClipping()).isCloseTo(7 / 20.0, ROUNDING);
        assertThat(run.lastClippingStep()).isEqualTo(15);
    }

    @Test
    void textShowsTheTestAndItsLevel() {
        assertThat(SummaryText.of(summary(), List.of("final-loss.png")))
                .contains(
                        "p < 0.05",
                        "| base | 4 | 3.1500 ± 0.1291 |",
                        "| -0.1500 ± 0.0289 | 0.014 | yes |",
                        "Tokens to the final held-out loss of base with the same seed",
                        "![final loss](final-loss.png)");
        assertThat(summary().json()).contains("\"largest_logit\"", "\"p\" : 0.0138");
    }
}
