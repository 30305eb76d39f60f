package dev.baltoro.tensor.kernel;

import static org.assertj.core.api.Assertions.assertThat;

import dev.baltoro.tensor.DType;
import dev.baltoro.tensor.Device;
import dev.baltoro.tensor.Scope;
import dev.baltoro.tensor.Tensor;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class SwiGluTest {
    private static final long SEED = 12;

    @EveryShape
    void fusedEqualsPlain(DType dtype, int rows, int width) {
        try (Scope scope = Scope.open()) {
            compare(Twins.normal(SEED, "h", dtype, rows, 2 * width));
        }
    }

    @Test
    void saturatedGatesEqualPlain() {
        try (Scope scope = Scope.open()) {
            float[] gates = {
                -1000, -100, -88, -80, -20, -1e-3f, 0, 1e-30f, 1, 20, 80, 88, 100, 1000
            };
            float[] h = new float[32];
            System.arraycopy(gates, 0, h, 0, gates.length);
            for (int i = 16; i < 32; i++) {
                h[i] = 3 - i % 7;
            }
            compare(Tensor.of(h, 1, 32));
        }
    }

    private static void compare(Tensor h) {
        DType dtype = h.dtype();
        long rows = h.size(0);
        long width = h.size(1) / 2;
        Tensor weight = Twins.normal(SEED, "weight", DType.F32, rows, 1);
        Tensor y = Tensor.empty(dtype, Device.CPU, rows, width);
        SwiGlu.forward(h, weight, y);
        Tensor yPlain = Tensor.empty(dtype, Device.CPU, rows, width);
        SwiGlu.forwardPlain(h, weight, yPlain);
        Twins.assertClose("y", y, yPlain);

        Tensor dy = Twins.normal(SEED, "dy", dtype, rows, width);
        Tensor dh = Tensor.empty(dtype, Device.CPU, rows, 2 * width);
        Tensor dweight = Tensor.empty(DType.F32, Device.CPU, rows, 1);
        Tensor yAgain = Tensor.empty(dtype, Device.CPU, rows, width);
        SwiGlu.backward(dy, h, weight, yAgain, dh, dweight);
        assertThat(yAgain.equalTo(y)).as("the forward's output once more").isTrue();
        Tensor dhPlain = Tensor.empty(dtype, Device.CPU, rows, 2 * width);
        Tensor dweightPlain = Tensor.empty(DType.F32, Device.CPU, rows, 1);
        SwiGlu.backwardPlain(dy, h, weight, dhPlain, dweightPlain);
        Twins.assertClose("dh", dh, dhPlain);
        Twins.assertClose("dweight", dweight, dweightPlain);
    }

    @ParameterizedTest
    @CsvSource({
        "F32, 3, NaN", "F32, 19, NaN", "F32, 3, Infinity", "F32, 19, -Infinity",
        "BF16, 3, NaN", "BF16, 19, NaN", "BF16, 3, Infinity", "BF16, 19, -Infinity"
    })
    void nonFiniteGateOrUpReachesItsOutput(DType dtype, int column, float poison) {
        try (Scope scope = Scope.open()) {
            float[] h = new float[32];
            java.util.Arrays.fill(h, 1);
            h[column] = poison;
            Tensor y = Tensor.empty(dtype, Device.CPU, 1, 16);
            SwiGlu.forward(
                    Tensor.of(h, 1, 32).to(dtype), Tensor.ones(DType.F32, Device.CPU, 1, 1), y);
            float[] values = y.toFloats();
            for (int i = 0; i < values.length; i++) {
                assertThat(Float.isFinite(values[i])).as("column %d", i).isEqualTo(i != 3);
            }
        }
    }
}
