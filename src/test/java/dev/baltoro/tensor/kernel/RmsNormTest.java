package dev.baltoro.tensor.kernel;

import static org.assertj.core.api.Assertions.assertThat;

import dev.baltoro.tensor.DType;
import dev.baltoro.tensor.Device;
import dev.baltoro.tensor.Scope;
import dev.baltoro.tensor.Tensor;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class RmsNormTest {
    private static final long SEED = 11;
    private static final double EPSILON = 1e-6;

    @EveryShape
    void fusedEqualsPlain(DType dtype, int rows, int width) {
        try (Scope scope = Scope.open()) {
            Tensor x = Twins.normal(SEED, "x", dtype, rows, width);
            Tensor gain = Twins.normal(SEED, "gain", DType.F32, width);
            Tensor y = Tensor.empty(dtype, Device.CPU, rows, width);
            Tensor inverse = Tensor.empty(DType.F32, Device.CPU, rows, 1);
            RmsNorm.forward(x, gain, EPSILON, y, inverse);
            Tensor yPlain = Tensor.empty(dtype, Device.CPU, rows, width);
            Tensor inversePlain = Tensor.empty(DType.F32, Device.CPU, rows, 1);
            RmsNorm.forwardPlain(x, gain, EPSILON, yPlain, inversePlain);
            Twins.assertClose("y", y, yPlain);
            Twins.assertClose("inverse root", inverse, inversePlain);

            Tensor dy = Twins.normal(SEED, "dy", dtype, rows, width);
            Tensor dx = Tensor.empty(dtype, Device.CPU, rows, width);
            Tensor dgain = Tensor.ones(DType.F32, Device.CPU, width);
            RmsNorm.backward(dy, x, gain, inverse, dx, dgain);
            Tensor dxPlain = Tensor.empty(dtype, Device.CPU, rows, width);
            Tensor dgainPlain = Tensor.ones(DType.F32, Device.CPU, width);
            RmsNorm.backwardPlain(dy, x, gain, inverse, dxPlain, dgainPlain);
            Twins.assertClose("dx", dx, dxPlain);
            Twins.assertClose("dgain, added to ones", dgain, dgainPlain);
        }
    }

    @ParameterizedTest
    @CsvSource({"F32, NaN", "F32, Infinity", "BF16, NaN", "BF16, Infinity"})
    void nonFiniteInputSpoilsItsRowOnly(DType dtype, float poison) {
        try (Scope scope = Scope.open()) {
            float[] values = new float[3 * 32];
            java.util.Arrays.fill(values, 1);
            values[32 + 5] = poison;
            Tensor x = Tensor.of(values, 3, 32).to(dtype);
            Tensor y = Tensor.empty(dtype, Device.CPU, 3, 32);
            Tensor gain = Tensor.ones(DType.F32, Device.CPU, 32);
            Tensor inverse = Tensor.empty(DType.F32, Device.CPU, 3, 1);
            RmsNorm.forward(x, gain, EPSILON, y, inverse);
            assertThat(y.select(0, 1).sum().item()).isNaN();
            assertThat(y.select(0, 0).sum().item()).isFinite();
            assertThat(y.select(0, 2).sum().item()).isFinite();
        }
    }

    @Test
    void zeroRowsStayFinite() {
        try (Scope scope = Scope.open()) {
            Tensor x = Tensor.zeros(DType.F32, Device.CPU, 1, 16);
            Tensor y = Tensor.empty(DType.F32, Device.CPU, 1, 16);
            Tensor gain = Tensor.ones(DType.F32, Device.CPU, 16);
            RmsNorm.forward(x, gain, EPSILON, y, Tensor.empty(DType.F32, Device.CPU, 1, 1));
            assertThat(y.toFloats()).containsOnly(0f);
        }
    }
}
