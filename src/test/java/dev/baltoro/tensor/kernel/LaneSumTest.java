package dev.baltoro.tensor.kernel;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.SplittableRandom;
import jdk.incubator.vector.FloatVector;
import org.junit.jupiter.api.Test;

class LaneSumTest {
    private static final long SEED = 11;

    /// Bit-equal to halving by hand, in the first rounds, which are interpreted, as in the last,
    /// which are compiled: otherwise a run would depend on when the compiler came.
    @Test
    void aSumHasOneOrderBeforeAndAfterCompilation() {
        SplittableRandom random = new SplittableRandom(SEED);
        for (int round = 0; round < 30_000; round++) {
            float[] lanes = new float[Lanes.COUNT];
            for (int i = 0; i < lanes.length; i++) {
                lanes[i] = (float) (random.nextDouble() - 0.5) * (1 << random.nextInt(12));
            }
            float sum = Lanes.sum(FloatVector.fromArray(Lanes.FLOATS, lanes, 0));
            assertThat(sum).as("round %d, seed %d", round, SEED).isEqualTo(halved(lanes));
        }
    }

    private static float halved(float[] lanes) {
        float[] sums = lanes.clone();
        for (int half = lanes.length / 2; half > 0; half /= 2) {
            for (int i = 0; i < half; i++) {
                sums[i] += sums[i + half];
            }
        }
        return sums[0];
    }
}
