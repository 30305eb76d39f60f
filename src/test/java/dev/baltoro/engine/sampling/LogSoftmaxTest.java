package dev.baltoro.engine.sampling;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.random.RandomGenerator;
import java.util.random.RandomGeneratorFactory;
import org.junit.jupiter.api.Test;

class LogSoftmaxTest {
    @Test
    void exponentialsAreThoseOfMath() {
        float[] scores = new float[6401];
        for (int i = 0; i < scores.length; i++) {
            scores[i] = -i / 100f;
        }
        double[] powers = new double[scores.length];
        Exponentials.fill(scores, 0, scores.length, 0, 1, powers);
        assertThat(powers[0]).isEqualTo(1);
        for (int i = 0; i < scores.length; i++) {
            double expected = Math.exp(scores[i]);
            // the bound that fill() promises
            assertThat(powers[i]).isCloseTo(expected, within(1e-11 * expected));
        }
        Exponentials.fill(new float[] {-1e30f}, 0, 1, 0, 1, powers);
        assertThat(powers[0]).isPositive().isLessThan(Exponentials.NEGLIGIBLE);
    }

    @Test
    void probabilitiesSumToOne() {
        RandomGenerator random = RandomGeneratorFactory.of("L64X128MixRandom").create(5);
        float[] row = new float[5003];
        for (int i = 0; i < row.length; i++) {
            row[i] = (float) random.nextGaussian(1000, 4);
        }
        var softmax = new LogSoftmax();
        softmax.take(row, 1, row.length - 1);
        double sum = 0;
        for (int i = 0; i < row.length - 1; i++) {
            sum += Math.exp(softmax.of(i));
        }
        // the exponentials' error
        assertThat(sum).isCloseTo(1, within(1e-11));
    }

    @Test
    void likeliestComeInOrderAndEqualsByTheirIds() {
        var softmax = new LogSoftmax();
        softmax.take(new float[] {2, 7, 5, 7, 5, 5, 1}, 0, 7);
        assertThat(softmax.likeliest()).isEqualTo(1);
        assertThat(softmax.likeliest(4)).containsExactly(1, 3, 2, 4);
        assertThat(softmax.likeliest(9)).containsExactly(1, 3, 2, 4, 5, 0, 6);
        assertThat(softmax.likeliest(0)).isEmpty();
    }
}
