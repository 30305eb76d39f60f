package dev.baltoro.train.run;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

class StepSamplingTest {
    private static Metric.Step step(long step, double loss, double logit, int clipped) {
        return new Metric.Step(step, step, loss, 0, 1, 1, logit, clipped, 1, 1, false, step);
    }

    @Test
    void longRunShowsItsSpikesInFewPoints() {
        List<Metric.Step> all = new ArrayList<>();
        for (int i = 1; i <= 100_000; i++) {
            all.add(step(i, i == 77_777 ? 50 : 3, i == 55_555 ? 99 : 1, i == 44_444 ? 7 : 0));
        }
        StepSampling sampling = StepSampling.of(all);
        assertThat(sampling.steps()).hasSizeLessThanOrEqualTo(StepSampling.POINTS_MAX);
        assertThat(sampling.steps()).extracting(Metric.Step::step).contains(77_777L).isSorted();
        assertThat(sampling.maxLogit()).contains(99.0);
        assertThat(sampling.clippedHeads()).contains(7);
    }

    @Test
    void smoothedLossOfAConstantIsTheConstantAndSkipsGaps() {
        StepSampling sampling =
                StepSampling.of(
                        List.of(
                                step(1, Double.NaN, 1, 0),
                                step(2, 3, 1, 0),
                                step(3, Double.NaN, 1, 0),
                                step(4, 3, 1, 0)));
        assertThat(sampling.smoothedLoss().getFirst()).isNaN();
        // Tolerance: rounding of a weighted mean.
        assertThat(sampling.smoothedLoss().getLast()).isCloseTo(3, within(1e-12));
        assertThat(sampling.steps()).hasSize(4);
    }

    @Test
    void noStepsGiveNoPoints() {
        assertThat(StepSampling.of(List.of()).steps()).isEmpty();
    }
}
