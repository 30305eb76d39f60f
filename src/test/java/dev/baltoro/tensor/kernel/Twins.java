package dev.baltoro.tensor.kernel;

import static org.assertj.core.api.Assertions.assertThat;

import dev.baltoro.tensor.DType;
import dev.baltoro.tensor.Device;
import dev.baltoro.tensor.Seed;
import dev.baltoro.tensor.Tensor;

/// Random operands, and how close a fused kernel must be to its plain twin.
///
/// Both compute in fp32 and differ in the order of sums and in the last bits of e^x: 4e-6 of the
/// largest magnitude (32 roundings of 2^-23) is allowed. A bfloat16 result is such a number rounded
/// once, so it may fall on the other side of a tie: one unit in the last place, 2^-7 of the value.
final class Twins {
    private static final double FP32 = 4e-6;
    private static final double BF16_ULP = 1.0 / 128;

    private Twins() {}

    static Tensor normal(long seed, String name, DType dtype, long... shape) {
        Tensor wide = Tensor.randn(new Seed(seed).derive(name), DType.F32, Device.CPU, shape);
        return wide.to(dtype);
    }

    static void assertClose(String what, Tensor fused, Tensor plain) {
        assertThat(fused.shape()).as(what).isEqualTo(plain.shape());
        assertThat(fused.dtype()).as(what).isEqualTo(plain.dtype());
        float[] actual = fused.toFloats();
        float[] expected = plain.toFloats();
        double largest = 1;
        for (float value : expected) {
            largest = Math.max(largest, Math.abs(value));
        }
        double relative = fused.dtype() == DType.BF16 ? BF16_ULP : 0;
        for (int i = 0; i < actual.length; i++) {
            double allowed = FP32 * largest + relative * Math.abs(expected[i]);
            assertThat(Math.abs((double) actual[i] - expected[i]))
                    .as("%s[%d]: fused %s, plain %s", what, i, actual[i], expected[i])
                    .isLessThanOrEqualTo(allowed);
        }
    }
}
