package dev.baltoro.tensor.kernel;

import static org.assertj.core.api.Assertions.assertThat;

import dev.baltoro.tensor.DType;
import dev.baltoro.tensor.Device;
import dev.baltoro.tensor.Scope;
import dev.baltoro.tensor.Tensor;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/// Three tokens, two choices each, in eight expert rows of which two are padding.
class ExpertDispatchTest {
    private static final long SEED = 16;
    private static final int[] TOKENS = {0, 2, -1, 1, 0, -1, 2, 1};
    private static final int[] SLOTS = {0, 4, 3, 7, 1, 6};

    @ParameterizedTest
    @CsvSource({"F32, 16", "F32, 80", "F32, 5", "BF16, 16", "BF16, 80", "BF16, 5"})
    void fusedEqualsPlainToTheLastBit(DType dtype, int width) {
        try (Scope scope = Scope.open()) {
            Tensor x = Twins.normal(SEED, "x", dtype, 3, width);
            Tensor rows = dirty(dtype, 8, width);
            Tensor rowsPlain = dirty(dtype, 8, width);
            ExpertDispatch.scatter(x, TOKENS, rows);
            ExpertDispatch.scatterPlain(x, TOKENS, rowsPlain);
            assertThat(rows.equalTo(rowsPlain)).isTrue();
            for (int row = 0; row < TOKENS.length; row++) {
                float[] expected =
                        TOKENS[row] < 0 ? new float[width] : x.select(0, TOKENS[row]).toFloats();
                assertThat(rows.select(0, row).toFloats()).containsExactly(expected);
            }

            Tensor y = Twins.normal(SEED, "y", dtype, 3, width);
            Tensor yPlain = y.copy();
            Tensor results = Twins.normal(SEED, "results", dtype, 8, width);
            ExpertDispatch.gather(results, SLOTS, 2, y);
            ExpertDispatch.gatherPlain(results, SLOTS, 2, yPlain);
            assertThat(y.equalTo(yPlain)).isTrue();
        }
    }

    @Test
    void paddingRowsReachNoToken() {
        try (Scope scope = Scope.open()) {
            Tensor results = Tensor.ones(DType.F32, Device.CPU, 8, 16);
            results.select(0, 2).fill_(Float.NaN);
            results.select(0, 5).fill_(Float.NaN);
            Tensor y = Tensor.zeros(DType.F32, Device.CPU, 3, 16);
            ExpertDispatch.gather(results, SLOTS, 2, y);
            assertThat(y.toFloats()).containsOnly(2f);
        }
    }

    @ParameterizedTest
    @ValueSource(ints = {16, 5})
    void nonFiniteTokenReachesItsRowsOnly(int width) {
        try (Scope scope = Scope.open()) {
            Tensor x = Tensor.ones(DType.BF16, Device.CPU, 3, width);
            x.select(0, 0).fill_(Float.NaN);
            Tensor rows = dirty(DType.BF16, 8, width);
            ExpertDispatch.scatter(x, TOKENS, rows);
            for (int row = 0; row < TOKENS.length; row++) {
                boolean finite = Double.isFinite(rows.select(0, row).sum().item());
                assertThat(finite).isEqualTo(TOKENS[row] != 0);
            }
        }
    }

    private static Tensor dirty(DType dtype, int rows, int width) {
        return Tensor.empty(dtype, Device.CPU, rows, width).fill_(Float.NaN);
    }
}
