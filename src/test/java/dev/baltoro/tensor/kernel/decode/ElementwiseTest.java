package dev.baltoro.tensor.kernel.decode;

import static dev.baltoro.tensor.kernel.decode.Operands.normal;
import static org.assertj.core.api.Assertions.assertThat;

import dev.baltoro.tensor.DType;
import dev.baltoro.tensor.Device;
import dev.baltoro.tensor.Scope;
import dev.baltoro.tensor.Tensor;
import dev.baltoro.tensor.kernel.RmsNorm;
import java.util.Arrays;
import org.assertj.core.data.Offset;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class ElementwiseTest {
    /// A few fp32 roundings of values of about one to four.
    private static final Offset<Float> TOLERANCE = Offset.offset(4e-6f);

    @ParameterizedTest
    @ValueSource(ints = {16, 512, 77, 3, 24, 40})
    void normEqualsTheTensorKernel(int width) {
        try (Scope scope = Scope.open()) {
            float[] x = normal("x", width + 2);
            float[] gain = normal("gain", width);
            float[] row = Arrays.copyOfRange(x, 2, width + 2);
            Tensor y = Tensor.empty(DType.F32, Device.CPU, 1, width);
            Tensor inverse = Tensor.empty(DType.F32, Device.CPU, 1, 1);
            RmsNorm.forward(Tensor.of(row, 1, width), Tensor.of(gain, width), 1e-6, y, inverse);
            float[] out = new float[width + 1];
            Elementwise.rmsNorm(x, 2, gain, 1e-6, out, 1);
            float[] expected = y.toFloats();
            for (int i = 0; i < width; i++) {
                assertThat(out[i + 1]).isCloseTo(expected[i], TOLERANCE);
            }
        }
    }

    @ParameterizedTest
    @ValueSource(ints = {16, 256, 21, 3, 24, 40, 63})
    void gatedUnitIsItsDefinition(int width) {
        float[] h = normal("h", 2 * width + 1);
        float[] out = new float[width];
        Elementwise.swiGlu(h, 1, 1 + width, width, 0.3f, out, 0);
        for (int i = 0; i < width; i++) {
            double gate = h[1 + i];
            double expected = 0.3 * gate / (1 + Math.exp(-gate)) * h[1 + width + i];
            assertThat(out[i]).isCloseTo((float) expected, TOLERANCE);
        }
    }

    @Test
    void bitsOfAGatedUnitDoNotDependOnWhereRunsAreCut() {
        int width = 37;
        float[] h = normal("h", 2 * width);
        float[] whole = new float[width];
        Elementwise.swiGlu(h, 0, width, width, 0.7f, whole, 0);
        for (int run = 1; run < width; run++) {
            float[] out = new float[width];
            for (int from = 0; from < width; from += run) {
                int count = Math.min(run, width - from);
                Elementwise.swiGlu(h, from, width + from, count, 0.7f, out, from);
            }
            assertThat(out).as("runs of %d", run).isEqualTo(whole);
        }
    }

    @Test
    void gatedUnitIsItsDefinitionAtTheEndsToo() {
        float[] gates = {0, 1, -1, 100, -100, 5, -5, 0.5f, -0.5f, 20, -20};
        float[] h = Arrays.copyOf(gates, 2 * gates.length);
        Arrays.fill(h, gates.length, h.length, 1);
        float[] out = new float[gates.length];
        Elementwise.swiGlu(h, 0, gates.length, gates.length, 1, out, 0);
        for (int i = 0; i < gates.length; i++) {
            double expected = gates[i] / (1 + Math.exp(-gates[i]));
            // Relative: the largest gates are 100 times the tolerance's values of about one.
            float most = TOLERANCE.value * Math.max(1, Math.abs(gates[i]));
            assertThat(out[i]).isCloseTo((float) expected, Offset.offset(most));
        }
    }

    @Test
    void addsWithAFactor() {
        float[] y = {1, 2, 3};
        Elementwise.add(new float[] {9, 10, 20}, 1, 0.5f, y, 1, 2);
        assertThat(y).containsExactly(1, 7, 13);
    }

    @Test
    void cacheRowsAreRoundedAsTensorsAre() {
        try (Scope scope = Scope.open()) {
            float[] values = normal("values", 24);
            values[3] = Float.intBitsToFloat(0x3f808000); // a tie, to even
            values[4] = Float.intBitsToFloat(0x3f818000);
            values[5] = Float.NaN;
            for (DType dtype : new DType[] {DType.F32, DType.BF16}) {
                Tensor memory = Tensor.zeros(dtype, Device.CPU, 4, 24);
                long bytes = 24L * dtype.bytes();
                LatentLayer layer =
                        new LatentLayer(memory.address(), 2, 2 * bytes, bytes, dtype, 2, 16, 8);
                layer.write(new int[] {1, 0}, 1, values, 0);
                float[] expected = Tensor.of(values, 1, 24).to(dtype).toFloats();
                assertThat(memory.narrow(0, 3, 1).toFloats()).isEqualTo(expected);
                assertThat(memory.narrow(0, 0, 3).toFloats()).containsOnly(0);
            }
        }
    }
}
