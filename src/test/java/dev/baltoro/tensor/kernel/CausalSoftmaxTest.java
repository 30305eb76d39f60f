package dev.baltoro.tensor.kernel;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import dev.baltoro.tensor.DType;
import dev.baltoro.tensor.Device;
import dev.baltoro.tensor.Scope;
import dev.baltoro.tensor.Tensor;
import dev.baltoro.tensor.kernel.CausalSoftmax.Block;
import java.util.Arrays;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/// Two sequences of 100 tokens, three documents each; chunks that begin anywhere in them.
class CausalSoftmaxTest {
    private static final long SEED = 14;
    private static final int HEADS = 3;
    private static final int LENGTH = 100;
    private static final float SCALE = 0.7f;
    private static final int[] STARTS = starts();

    private static int[] starts() {
        int[] starts = new int[2 * LENGTH];
        for (int token = 0; token < starts.length; token++) {
            int position = token % LENGTH;
            starts[token] = position < 21 ? 0 : position < 70 ? 21 : 70;
        }
        return starts;
    }

    /// {@return queries from a token on, against keys from a rounded-down document start on}
    private static Block block(int token, int step) {
        int firstKey = STARTS[token] - STARTS[token] % step;
        return new Block(token, token % LENGTH, firstKey, STARTS);
    }

    @ParameterizedTest
    @CsvSource({
        "F32, 0, 1, 64",
        "F32, 0, 33, 64",
        "F32, 60, 30, 16",
        "F32, 75, 25, 64",
        "F32, 130, 70, 8",
        "F32, 199, 1, 1",
        "BF16, 0, 1, 64",
        "BF16, 0, 33, 64",
        "BF16, 60, 30, 16",
        "BF16, 130, 70, 8",
        "BF16, 199, 1, 1"
    })
    void fusedEqualsPlain(DType dtype, int token, int queries, int step) {
        try (Scope scope = Scope.open()) {
            Block block = block(token, step);
            int keys = block.firstQuery() + queries - block.firstKey();
            Tensor products = Twins.normal(SEED, "s", dtype, HEADS, queries, keys);
            Tensor fused = products.copy();
            Tensor plain = products.copy();
            Tensor logSum = Tensor.zeros(DType.F32, Device.CPU, HEADS, 2 * LENGTH);
            Tensor logSumPlain = logSum.copy();
            float[] largest = {Float.NEGATIVE_INFINITY, Float.NEGATIVE_INFINITY, 50};
            float[] largestPlain = largest.clone();
            CausalSoftmax.forward(fused, block, SCALE, logSum, largest);
            CausalSoftmax.forwardPlain(
                    plain, block, SCALE, logSumPlain, largestPlain, (int) plain.size(1));
            Twins.assertClose("probabilities", fused, plain);
            Twins.assertClose("log-sum-exp", logSum, logSumPlain);
            assertThat(largest).containsExactly(largestPlain, within(1e-6f));
            assertThat(largest[2]).as("never lowered").isEqualTo(50);

            Tensor dp = Twins.normal(SEED, "dp", dtype, HEADS, queries, keys);
            Tensor delta = Twins.normal(SEED, "delta", DType.F32, HEADS, 2 * LENGTH);
            Tensor dpPlain = dp.copy();
            Tensor again = products.copy();
            Tensor againPlain = products.copy();
            CausalSoftmax.backward(again, dp, block, SCALE, logSum, delta);
            CausalSoftmax.backwardPlain(againPlain, dpPlain, block, SCALE, logSum, delta);
            Twins.assertClose("probabilities again", again, againPlain);
            Twins.assertClose("gradient", dp, dpPlain);
        }
    }

    /// The reference is the definition in fp64; 1e-6 is 8 fp32 roundings of a probability below 1.
    @Test
    void isTheSoftmaxOverTheDocumentUpToTheQuery() {
        try (Scope scope = Scope.open()) {
            int queries = 40;
            Block block = block(60, 16);
            int keys = block.firstQuery() + queries - block.firstKey();
            float[] products = Twins.normal(SEED, "d", DType.F32, HEADS, queries, keys).toFloats();
            Tensor s = Tensor.of(products, HEADS, queries, keys);
            Tensor logSum = Tensor.zeros(DType.F32, Device.CPU, HEADS, 2 * LENGTH);
            CausalSoftmax.forward(s, block, SCALE, logSum, new float[HEADS]);
            float[] p = s.toFloats();
            for (int row = 0; row < HEADS * queries; row++) {
                int query = 60 + row % queries;
                double sum = 0;
                for (int key = STARTS[query]; key <= query; key++) {
                    sum += Math.exp(SCALE * products[row * keys + key - block.firstKey()]);
                }
                for (int column = 0; column < keys; column++) {
                    int key = block.firstKey() + column;
                    boolean seen = key >= STARTS[query] && key <= query;
                    double expected = Math.exp(SCALE * products[row * keys + column]) / sum;
                    if (seen) {
                        assertThat((double) p[row * keys + column])
                                .isCloseTo(expected, within(1e-6));
                    } else {
                        assertThat(p[row * keys + column]).isZero();
                    }
                }
            }
        }
    }

    @Test
    void whatIsMaskedHasNoInfluence() {
        try (Scope scope = Scope.open()) {
            Tensor clean = Tensor.zeros(DType.F32, Device.CPU, 1, 4, 24);
            Tensor dirty = clean.copy();
            Block block = new Block(20, 20, 0, STARTS); // token 20 is its document's last
            int[] first = new int[4];
            for (int row = 0; row < 4; row++) {
                first[row] = STARTS[20 + row];
                Tensor line = dirty.select(1, row);
                if (first[row] > 0) {
                    line.narrow(1, 0, first[row]).fill_(Float.NaN);
                }
                if (row < 3) {
                    line.narrow(1, 21 + row, 3 - row).fill_(1e30);
                }
            }
            Tensor logSum = Tensor.zeros(DType.F32, Device.CPU, 1, 2 * LENGTH);
            Tensor logSumDirty = logSum.copy();
            CausalSoftmax.forward(clean, block, SCALE, logSum, new float[1]);
            float[] largest = {-1};
            CausalSoftmax.forward(dirty, block, SCALE, logSumDirty, largest);
            assertThat(dirty.equalTo(clean)).isTrue();
            assertThat(logSumDirty.equalTo(logSum)).isTrue();
            assertThat(largest).containsExactly(0f);
            assertThat(first).containsExactly(0, 21, 21, 21);
        }
    }

    @ParameterizedTest
    @CsvSource({"F32, NaN", "F32, Infinity", "BF16, NaN", "BF16, Infinity"})
    void nonFiniteScoreReachesItsRowAndTheHeadsMaximum(DType dtype, float poison) {
        try (Scope scope = Scope.open()) {
            float[] values = new float[19 * 19];
            values[18 * 19 + 17] = poison;
            Tensor s = Tensor.of(values, 1, 19, 19).to(dtype);
            Tensor logSum = Tensor.zeros(DType.F32, Device.CPU, 1, 2 * LENGTH);
            float[] largest = {Float.NEGATIVE_INFINITY};
            CausalSoftmax.forward(s, block(0, 1), SCALE, logSum, largest);
            assertThat(s.select(1, 18).sum().item()).isNaN();
            assertThat(logSum.select(1, 18).item()).isNaN();
            assertThat(Float.isFinite(largest[0])).isFalse();
            assertThat(s.select(1, 17).sum().item()).isCloseTo(1, within(4e-3));
        }
    }

    /// Scores of ±80·scale: the smaller ones vanish, nothing overflows.
    @Test
    void extremeScoresStayProbabilities() {
        try (Scope scope = Scope.open()) {
            float[] values = new float[18];
            Arrays.fill(values, -80);
            values[5] = 80;
            Tensor s = Tensor.of(values, 1, 1, 18);
            Tensor logSum = Tensor.zeros(DType.F32, Device.CPU, 1, 2 * LENGTH);
            float[] largest = {0};
            CausalSoftmax.forward(s, new Block(17, 17, 0, new int[18]), 1, logSum, largest);
            assertThat(largest[0]).isEqualTo(80);
            assertThat(logSum.select(1, 17).item()).isEqualTo(80);
            float[] p = s.toFloats();
            assertThat(p[5]).isEqualTo(1);
            assertThat(p[4]).isBetween(0f, 1e-37f);
        }
    }
}
