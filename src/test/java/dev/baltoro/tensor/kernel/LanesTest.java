package dev.baltoro.tensor.kernel;

import static org.assertj.core.api.Assertions.assertThat;

import dev.baltoro.tensor.DType;
import dev.baltoro.tensor.Device;
import dev.baltoro.tensor.Scope;
import dev.baltoro.tensor.Tensor;
import java.util.Random;
import jdk.incubator.vector.FloatVector;
import org.junit.jupiter.api.Test;

class LanesTest {
    private static final long SEED = 15;

    /// Against fp64's e^x rounded to fp32, from the smallest normal result to the largest argument
    /// taken.
    @Test
    void exponentialIsWithinTwoUlp() {
        double worst = 0;
        for (float x = -87.3f; x <= 88.3f; x += 0.00173f) {
            float exact = (float) Math.exp(x);
            worst = Math.max(worst, Math.abs((double) exp(x) - exact) / Math.ulp(exact));
        }
        assertThat(worst).isPositive().isLessThanOrEqualTo(2);
    }

    @Test
    void exponentialOfTheEdgesIsWhatSoftmaxNeeds() {
        assertThat(exp(0)).isEqualTo(1);
        assertThat(exp(-0f)).isEqualTo(1);
        for (int nan : new int[] {0x7fc00000, 0x7fffffff, 0xffffffff, 0x7f800001, 0xffc00101}) {
            assertThat(exp(Float.intBitsToFloat(nan))).as("NaN %08x", nan).isNaN();
        }
        assertThat(exp(Float.NEGATIVE_INFINITY)).isBetween(0f, 1.3e-38f);
        assertThat(exp(-1000)).isBetween(0f, 1.3e-38f);
        assertThat(exp(1e-30f)).isEqualTo(1);
    }

    @Test
    void sigmoidSaturatesAndPassesNanOn() {
        assertThat(sigmoid(0)).isEqualTo(0.5f);
        assertThat(sigmoid(Float.POSITIVE_INFINITY)).isEqualTo(1);
        assertThat(sigmoid(Float.NEGATIVE_INFINITY)).isBetween(0f, 1e-38f);
        assertThat(sigmoid(Float.NaN)).isNaN();
    }

    private static float exp(float x) {
        return Lanes.exp(Lanes.broadcast(x)).lane(0);
    }

    private static float sigmoid(float x) {
        return Lanes.sigmoid(Lanes.broadcast(x)).lane(Lanes.COUNT - 1);
    }

    /// Every kind of float: random bit patterns, and the awkward ones by name.
    @Test
    void bfloat16RoundsAsLibtorchDoes() {
        Random random = new Random(SEED);
        float[] values = new float[64 * Lanes.COUNT];
        for (int i = 0; i < values.length; i++) {
            values[i] = Float.intBitsToFloat(random.nextInt());
        }
        int[] awkward = {
            0,
            0x80000000,
            1,
            0x3f808000,
            0x3f818000,
            0x3f807fff,
            0x7f7fffff,
            0x7f800000,
            0xff800000,
            0x7fc00000,
            0x7fffffff,
            0xffffffff,
            0x7f800001
        };
        for (int i = 0; i < awkward.length; i++) {
            values[i] = Float.intBitsToFloat(awkward[i]);
        }
        try (Scope scope = Scope.open()) {
            Tensor expected = Tensor.of(values, values.length).to(DType.BF16);
            Tensor actual = Tensor.empty(DType.BF16, Device.CPU, values.length);
            for (int i = 0; i < values.length; i += Lanes.COUNT) {
                Lanes.store(
                        FloatVector.fromArray(Lanes.FLOATS, values, i), actual.address(), i, true);
            }
            Rotary.StridedColumns row =
                    Rotary.StridedColumns.of(Tensor.empty(DType.BF16, Device.CPU, 1), 0, 1);
            float[] wanted = expected.toFloats();
            float[] got = actual.toFloats();
            for (int i = 0; i < values.length; i++) {
                String bits = "bits %08x".formatted(Float.floatToRawIntBits(values[i]));
                row.set(0, 0, values[i]);
                if (Float.isNaN(values[i])) {
                    assertThat(got[i]).as(bits).isNaN();
                    assertThat(row.get(0, 0)).as(bits).isNaN();
                } else {
                    assertThat(got[i]).as(bits).isEqualTo(wanted[i]);
                    assertThat(row.get(0, 0)).as(bits).isEqualTo(wanted[i]);
                }
            }
        }
    }
}
