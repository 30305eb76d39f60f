package dev.baltoro.engine.sampling;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.function.DoubleSupplier;
import java.util.random.RandomGenerator;
import java.util.random.RandomGeneratorFactory;
import java.util.stream.IntStream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class LikeliestFewTest {
    private static final int SIZE = 6000;

    @ParameterizedTest(name = "seed {0}")
    @ValueSource(longs = {1, 2})
    void endsWhereAFullSortEnds(long seed) {
        RandomGenerator random = RandomGeneratorFactory.of("L64X128MixRandom").create(seed);
        List<DoubleSupplier> shapes =
                List.of(
                        random::nextGaussian,
                        () -> 7,
                        () -> random.nextInt(4),
                        () -> random.nextBoolean() ? 0.0 : -0.0,
                        () -> random.nextDouble(-1, 1) * Float.MAX_VALUE,
                        () -> random.nextDouble() * Float.MIN_NORMAL,
                        () -> Math.nextUp(1f) + random.nextInt(3) * 1.2e-7,
                        () -> random.nextInt(1000) == 0 ? 1e30 : random.nextGaussian(),
                        () -> -Math.exp(random.nextDouble(0, 80)));
        var few = new LikeliestFew(SIZE);
        for (int shape = 0; shape < shapes.size(); shape++) {
            float[] scores = new float[SIZE];
            for (int i = 0; i < SIZE; i++) {
                scores[i] = (float) shapes.get(shape).getAsDouble();
            }
            int size = random.nextInt(SIZE / 2, SIZE + 1);
            int[] order = order(scores, size);
            for (int count : new int[] {1, 2, 17, size / 2, size - 1, size}) {
                assertThat(few.lastOfCount(scores, size, count))
                        .as("shape %d count %d", shape, count)
                        .isEqualTo(order[count - 1]);
            }
            // whole numbers, so that sums do not depend on the order
            double[] weights = random.ints(SIZE, 1, 9).asDoubleStream().toArray();
            double all = Arrays.stream(weights, 0, size).sum();
            for (double share : new double[] {1e-9, 0.3, 0.5, 0.99, 1, 1.5}) {
                assertThat(few.lastOfWeight(scores, weights, size, share * all))
                        .as("shape %d share %s", shape, share)
                        .isEqualTo(last(order, weights, share * all));
            }
        }
    }

    private static int[] order(float[] scores, int size) {
        return IntStream.range(0, size)
                .boxed()
                .sorted(Comparator.comparingDouble(i -> 0.0 - scores[i]))
                .mapToInt(i -> i)
                .toArray();
    }

    private static int last(int[] order, double[] weights, double enough) {
        double sum = 0;
        for (int index : order) {
            sum += weights[index];
            if (sum >= enough) {
                return index;
            }
        }
        return order[order.length - 1];
    }
}
