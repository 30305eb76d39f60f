package dev.baltoro.rl.loss;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import dev.baltoro.rl.loss.LossSample.Share;
import java.util.List;
import org.junit.jupiter.api.Test;

class LossTermTest {
    private static final Share SHARE = new Share(1, 2, 4, 4, 2);

    private static LossSample sample(boolean success, float... now) {
        return new LossSample(new float[now.length], now, new float[] {-1, -1}, success, SHARE);
    }

    private static float[][] slopes(Objective objective, double[] rewards, LossSample... samples) {
        double[][] advantages = objective.advantages(rewards);
        float[][] slopes = new float[samples.length][];
        for (int i = 0; i < samples.length; i++) {
            slopes[i] = objective.slopes(samples[i], advantages[i]);
        }
        return slopes;
    }

    @Test
    void atTheSameWeightsK2sSlopeIsTheAdvantage() {
        Objective objective = new Objective(List.of(new SquaredResidual(0.01)));
        float[][] slopes =
                slopes(objective, new double[] {1, 0}, sample(true, 0, 0), sample(false, 0, 0));
        assertThat(slopes[0]).containsExactly(-0.25f, -0.25f);
        assertThat(slopes[1]).containsExactly(0.25f, 0.25f);
    }

    /// The pull back acts on the whole sequence: also on tokens whose own ratio is 1.
    @Test
    void k2PullsTheWholeSequenceBack() {
        float[] slopes = new float[2];
        new SquaredResidual(0.5).scoreRollout(sample(true, 1, 0), 0, slopes);
        assertThat(slopes).containsExactly(0.25f, 0.25f);
    }

    @Test
    void aTokenWhoseRatioIsOutOfBoundsIsNotPushed() {
        float[] slopes = new float[2];
        new TokenClipped(0.5, 2, 0).scoreRollout(sample(true, 1, 0), 1, slopes);
        assertThat(slopes).containsExactly(0f, -0.25f);
    }

    @Test
    void grpoCountsInStandardDeviationsAndClips() {
        Grpo grpo = new Grpo(0.2);
        assertThat(grpo.scoreGroup(new double[] {4, 0})[0]).isCloseTo(1, within(1e-5));
        float[] slopes = new float[2];
        grpo.scoreRollout(sample(true, 1, 0), 1, slopes);
        assertThat(slopes).containsExactly(0f, -0.25f);
    }

    @Test
    void aTeacherPushesWhatItFindsLikelier() {
        float[] slopes = new float[2];
        new Distillation(1).scoreRollout(sample(true, -3, -1), 0, slopes);
        assertThat(slopes).containsExactly(-0.5f, 0f);
    }

    @Test
    void rejectionSamplingLearnsFromSuccessesAlone() {
        float[] good = new float[2];
        float[] bad = new float[2];
        new RejectionSampling().scoreRollout(sample(true, 0, 0), 0, good);
        new RejectionSampling().scoreRollout(sample(false, 0, 0), 0, bad);
        assertThat(good).containsExactly(-0.5f, -0.5f);
        assertThat(bad).containsExactly(0f, 0f);
    }

    @Test
    void termsAddUpAndTextHasACountOfItsOwn() {
        Objective objective =
                new Objective(
                        List.of(
                                new SquaredResidual(0.01),
                                new Distillation(1),
                                new PretrainingText(0.1)));
        float[][] slopes =
                slopes(objective, new double[] {1, 0}, sample(true, 0, 0), sample(false, 0, 0));
        assertThat(slopes[0]).containsExactly(-0.25f + 0.25f, 0f);
        assertThat(objective.textSlope(10)).isEqualTo(-0.01f);
    }
}
