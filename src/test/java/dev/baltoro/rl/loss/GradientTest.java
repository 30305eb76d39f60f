package dev.baltoro.rl.loss;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import dev.baltoro.data.sample.PackedBatch;
import dev.baltoro.rl.loss.LossSample.Share;
import dev.baltoro.tensor.Tensor;
import dev.baltoro.tensor.autograd.Parameter;
import dev.baltoro.train.step.StepBatch;
import dev.baltoro.train.step.TinyStep;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Random;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/// The slopes, through a model's backward pass, against finite differences of the objectives as the
/// reports write them.
class GradientTest {
    private static final int GROUPS = 2;
    private static final int SAMPLES = 3;
    private static final double TAU = 0.3;

    /// Row `i` is sample `i % SAMPLES` of group `i / SAMPLES`.
    private static final PackedBatch ROWS = TinyStep.rows(16, 0, 16, 12, 9, 16, 7, 11);

    private static final double[][] REWARDS = {{1, 0, 0.25}, {0, 1, 1}};

    private interface Loss {
        /// {@return the loss of samples' log-probabilities now and then}
        double of(List<float[]> now, List<float[]> old);
    }

    /// (1/P) Σ (1/K) Σ (r − r̄ − τ ℓ)² / 2τ
    private static double k2(List<float[]> now, List<float[]> old) {
        double loss = 0;
        for (int i = 0; i < now.size(); i++) {
            double[] rewards = REWARDS[i / SAMPLES];
            double mean = (rewards[0] + rewards[1] + rewards[2]) / 3;
            double logRatio = 0;
            for (int t = 0; t < now.get(i).length; t++) {
                logRatio += now.get(i)[t] - old.get(i)[t];
            }
            double residual = rewards[i % SAMPLES] - mean - TAU * logRatio;
            loss += residual * residual / (2 * TAU);
        }
        return loss / (GROUPS * SAMPLES);
    }

    /// −(1/P) Σ (1/N) ΣΣ [ ρ (r − r̄) − τ ln² ρ ], no ratio being clipped
    private static double tokenClipped(List<float[]> now, List<float[]> old) {
        double loss = 0;
        for (int i = 0; i < now.size(); i++) {
            double[] rewards = REWARDS[i / SAMPLES];
            double mean = (rewards[0] + rewards[1] + rewards[2]) / 3;
            int tokens = 0;
            for (int j = 0; j < SAMPLES; j++) {
                tokens += now.get(i / SAMPLES * SAMPLES + j).length;
            }
            for (int t = 0; t < now.get(i).length; t++) {
                double logRatio = now.get(i)[t] - old.get(i)[t];
                double advantage = rewards[i % SAMPLES] - mean;
                loss -= (Math.exp(logRatio) * advantage - TAU * logRatio * logRatio) / tokens;
            }
        }
        return loss / GROUPS;
    }

    /// The step is large enough that fp32's rounding of the losses is a hundredth of the
    /// difference, and small enough that the curve bends as little; every token selects every
    /// expert.
    @ParameterizedTest
    @ValueSource(strings = {"k2", "token clipped"})
    void theGradientIsThatOfTheReportsFormula(String kind) {
        LossTerm term =
                kind.equals("k2") ? new SquaredResidual(TAU) : new TokenClipped(0.01, 100, TAU);
        Loss loss = kind.equals("k2") ? GradientTest::k2 : GradientTest::tokenClipped;
        try (TinyStep tiny = TinyStep.of(2, TinyStep.ALL_EXPERTS)) {
            List<float[]> now = samples(tiny.step().score(ROWS));
            Random random = new Random(17);
            List<float[]> old = new ArrayList<>();
            for (float[] sample : now) {
                float[] before = sample.clone();
                for (int t = 0; t < before.length; t++) {
                    before[t] += 0.2f * (float) random.nextGaussian();
                }
                old.add(before);
            }
            float[] slopes = slopes(new Objective(List.of(term)), now, old);
            Map<String, float[]> gradient =
                    tiny.gradients(new StepBatch(ROWS, (token, _) -> slopes[token], false));
            Map<String, float[]> direction = new HashMap<>();
            double expected = 0;
            double squares = 0;
            for (Map.Entry<String, float[]> entry : gradient.entrySet()) {
                float[] way = new float[entry.getValue().length];
                for (int i = 0; i < way.length; i++) {
                    way[i] = entry.getValue()[i] + 0.01f * (float) random.nextGaussian();
                    expected += (double) way[i] * entry.getValue()[i];
                    squares += (double) way[i] * way[i];
                }
                direction.put(entry.getKey(), way);
            }
            double step = 0.02 / Math.sqrt(squares);
            double up = moved(tiny, direction, step, old, loss);
            double down = moved(tiny, direction, -step, old, loss);
            double difference = (up - down) / (2 * step);
            assertThat(difference / expected).isCloseTo(1, within(0.02));
        }
    }

    private static double moved(
            TinyStep tiny,
            Map<String, float[]> direction,
            double step,
            List<float[]> old,
            Loss loss) {
        move(tiny, direction, step);
        double value = loss.of(samples(tiny.step().score(ROWS)), old);
        move(tiny, direction, -step);
        return value;
    }

    private static void move(TinyStep tiny, Map<String, float[]> direction, double step) {
        for (Parameter parameter : tiny.step().model().parameters()) {
            float[] values = parameter.master().toFloats();
            float[] way = Objects.requireNonNull(direction.get(parameter.name()));
            for (int i = 0; i < values.length; i++) {
                values[i] += (float) (step * way[i]);
            }
            try (Tensor next = Tensor.of(values, parameter.shape())) {
                parameter.master().copy_(next);
            }
        }
        tiny.step().model().refresh();
    }

    private static List<float[]> samples(float[] all) {
        List<float[]> samples = new ArrayList<>();
        for (int row = 0; row < ROWS.rows(); row++) {
            float[] sample = new float[ROWS.valid()[row] - 1];
            System.arraycopy(all, row * ROWS.sequenceLength(), sample, 0, sample.length);
            samples.add(sample);
        }
        return samples;
    }

    private static float[] slopes(Objective objective, List<float[]> now, List<float[]> old) {
        float[] slopes = new float[ROWS.tokens().length];
        for (int group = 0; group < GROUPS; group++) {
            int tokens = 0;
            for (int j = 0; j < SAMPLES; j++) {
                tokens += now.get(group * SAMPLES + j).length;
            }
            double[][] advantages = objective.advantages(REWARDS[group]);
            Share share = new Share(GROUPS, SAMPLES, tokens, 0, 0);
            for (int j = 0; j < SAMPLES; j++) {
                int i = group * SAMPLES + j;
                LossSample sample =
                        new LossSample(old.get(i), now.get(i), new float[0], true, share);
                float[] own = objective.slopes(sample, advantages[j]);
                System.arraycopy(own, 0, slopes, i * ROWS.sequenceLength(), own.length);
            }
        }
        return slopes;
    }
}
