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

class CrossEntropyTest {
    private static final long SEED = 13;
    private static final int WIDTH = 48;

    @ParameterizedTest
    @CsvSource({
        "F32, 1, 16", "F32, 5, 48", "F32, 3, 1024", "F32, 4, 20", "F32, 4, 7", "F32, 3, 301",
        "BF16, 1, 16", "BF16, 5, 48", "BF16, 3, 1024", "BF16, 4, 20", "BF16, 4, 7", "BF16, 3, 301"
    })
    void fusedEqualsPlain(DType dtype, int rows, int width) {
        try (Scope scope = Scope.open()) {
            int[] targets = new int[rows];
            float[] weights = new float[rows];
            for (int row = 0; row < rows; row++) {
                targets[row] = row % 3 == 1 ? -1 : (row * 7 + width - 1) % width;
                weights[row] = 0.5f + row;
            }
            compare(Twins.normal(SEED, "logits", dtype, rows, width), targets, weights);
        }
    }

    @Test
    void extremeLogitsEqualPlain() {
        try (Scope scope = Scope.open()) {
            float[] logits = new float[3 * WIDTH];
            Arrays.fill(logits, 0, WIDTH, -80);
            logits[7] = 80; // certain and right
            Arrays.fill(logits, WIDTH, 2 * WIDTH, -80);
            logits[WIDTH + 7] = 80; // certain and wrong
            Arrays.fill(logits, 2 * WIDTH, 3 * WIDTH, Float.NEGATIVE_INFINITY);
            logits[2 * WIDTH + 9] = 0; // all others are masked
            int[] targets = {7, 8, 9};
            float[] weights = {1, 1, 1};
            float[] logP = compare(Tensor.of(logits, 3, WIDTH), targets, weights);
            assertThat(logP).containsExactly(0f, -160f, 0f);
        }
    }

    private static float[] compare(Tensor logits, int[] targets, float[] weights) {
        Tensor plain = logits.copy();
        float[] logP = new float[targets.length];
        float[] logPlain = new float[targets.length];
        CrossEntropy.gradient(logits, targets, weights, logP);
        CrossEntropy.gradientPlain(plain, targets, TokenLoss.weighted(weights), logPlain);
        Twins.assertClose("gradient", logits, plain);
        // A difference of two fp32 numbers up to 160: 2 ulp of that.
        assertThat(logP).containsExactly(logPlain, within(3e-5f));
        return logP;
    }

    @Test
    void rowsWithoutTargetGetNoGradient() {
        try (Scope scope = Scope.open()) {
            Tensor logits = Twins.normal(SEED, "none", DType.F32, 2, WIDTH);
            float[] logP = {9, 9};
            CrossEntropy.gradient(logits, new int[] {-1, 4}, new float[] {5, 5}, logP);
            assertThat(logits.select(0, 0).toFloats()).containsOnly(0f);
            assertThat(logP[0]).isZero();
            assertThat(logP[1]).isNegative();
            // A softmax's gradient sums to 0: WIDTH roundings of 2^-24 at weight 5.
            assertThat(logits.select(0, 1).sum().item()).isCloseTo(0, within(2e-5));
        }
    }

    @ParameterizedTest
    @CsvSource({"F32, NaN", "F32, Infinity", "BF16, NaN", "BF16, Infinity"})
    void nonFiniteLogitReachesLossAndGradientOfItsRowOnly(DType dtype, float poison) {
        try (Scope scope = Scope.open()) {
            float[] values = new float[2 * WIDTH];
            values[WIDTH + 30] = poison;
            Tensor logits = Tensor.of(values, 2, WIDTH).to(dtype);
            float[] logP = new float[2];
            CrossEntropy.gradient(logits, new int[] {3, 3}, new float[] {1, 1}, logP);
            assertThat(logP[1]).isNaN();
            assertThat(logits.select(0, 1).sum().item()).isNaN();
            // log 48 = 3.8712, within its fp32 rounding
            assertThat(logP[0]).isCloseTo((float) -Math.log(WIDTH), within(5e-7f));
            assertThat(logits.select(0, 0).sum().item()).isFinite();
        }
    }
}
