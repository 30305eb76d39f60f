package dev.baltoro.tensor.kernel;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import dev.baltoro.tensor.DType;
import dev.baltoro.tensor.Scope;
import dev.baltoro.tensor.Tensor;
import java.util.Arrays;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class EntropyTest {
    private static final long SEED = 23;

    /// Against the sum in fp64 over the same logits. An entropy is at most log 1024 = 7; a thousand
    /// fp32 roundings of that are 4e-4.
    @ParameterizedTest
    @CsvSource({"F32, 16", "F32, 1024", "F32, 20", "BF16, 64", "BF16, 1024", "BF16, 20"})
    void isThatOfTheSoftmax(DType dtype, int width) {
        try (Scope scope = Scope.open()) {
            Tensor logits = Twins.normal(SEED, "logits", dtype, 5, width).mul(3);
            float[] before = logits.to(DType.F32).toFloats();
            float[] entropies = new float[5];
            Entropy.of(logits, entropies);
            for (int row = 0; row < 5; row++) {
                float[] values = Arrays.copyOfRange(before, row * width, (row + 1) * width);
                assertThat((double) entropies[row]).isCloseTo(reference(values), within(4e-4));
            }
            assertThat(logits.to(DType.F32).toFloats()).isEqualTo(before);
        }
    }

    private static double reference(float[] logits) {
        double sum = 0;
        for (float logit : logits) {
            sum += Math.exp(logit);
        }
        double entropy = 0;
        for (float logit : logits) {
            double p = Math.exp(logit) / sum;
            entropy -= p * Math.log(p);
        }
        return entropy;
    }

    @ParameterizedTest
    @CsvSource({"48", "50"})
    void certainAndMaskedAndBrokenRows(int width) {
        try (Scope scope = Scope.open()) {
            float[] values = new float[3 * width];
            values[5] = 200; // certain
            Arrays.fill(values, width, 2 * width, Float.NEGATIVE_INFINITY);
            values[width + 3] = 1;
            values[width + 4] = 1; // one of two
            values[2 * width + 7] = Float.NaN;
            float[] entropies = new float[3];
            Entropy.of(Tensor.of(values, 3, width), entropies);
            assertThat(entropies[0]).isCloseTo(0, within(1e-6f));
            assertThat(entropies[1]).isCloseTo((float) Math.log(2), within(1e-6f));
            assertThat(entropies[2]).isNaN();
        }
    }

    @Test
    void ofEqualLogitsIsTheLogOfTheirNumber() {
        try (Scope scope = Scope.open()) {
            float[] entropies = new float[1];
            Entropy.of(Tensor.zeros(DType.F32, dev.baltoro.tensor.Device.CPU, 1, 64), entropies);
            assertThat(entropies[0]).isCloseTo((float) Math.log(64), within(1e-6f));
        }
    }
}
