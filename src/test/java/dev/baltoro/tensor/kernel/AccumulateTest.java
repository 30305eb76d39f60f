package dev.baltoro.tensor.kernel;

import static org.assertj.core.api.Assertions.assertThat;

import dev.baltoro.tensor.DType;
import dev.baltoro.tensor.Device;
import dev.baltoro.tensor.Scope;
import dev.baltoro.tensor.Tensor;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class AccumulateTest {
    private static final long SEED = 17;

    @ParameterizedTest
    @CsvSource({"F32, 3, 16", "F32, 1, 7", "BF16, 3, 16", "BF16, 1, 7", "BF16, 5, 48"})
    void addsToTheLastBitAsTensorsDo(DType dtype, int rows, int width) {
        try (Scope scope = Scope.open()) {
            Tensor sum = Twins.normal(SEED, "sum", DType.F32, rows, width);
            Tensor source = Twins.normal(SEED, "source", dtype, rows, width);
            Tensor expected = sum.add(source.to(DType.F32));
            Accumulate.add(sum, source);
            assertThat(sum.equalTo(expected)).isTrue();
        }
    }

    @ParameterizedTest
    @CsvSource({"F32, 16", "F32, 7", "BF16, 48", "BF16, 7"})
    void rowsAddUpWhereAnIndexRepeats(DType dtype, int width) {
        try (Scope scope = Scope.open()) {
            long[] indices = {4, 0, 4, 1};
            Tensor sum = Twins.normal(SEED, "table", DType.F32, 5, width);
            Tensor source = Twins.normal(SEED, "rows", dtype, 4, width);
            Tensor expected = sum.copy();
            for (int row = 0; row < indices.length; row++) {
                expected.select(0, indices[row]).add_(source.select(0, row).to(DType.F32));
            }
            Accumulate.addRows(sum, indices, source);
            assertThat(sum.equalTo(expected)).isTrue();
        }
    }

    @ParameterizedTest
    @CsvSource({"F32, 1, 16", "F32, 5, 48", "F32, 3, 5", "BF16, 5, 48", "BF16, 3, 5"})
    void rowProductsEqualPlain(DType dtype, int rows, int width) {
        try (Scope scope = Scope.open()) {
            Tensor left = Twins.normal(SEED, "left", dtype, rows, width);
            Tensor right = Twins.normal(SEED, "right", dtype, rows, width);
            Tensor dot = Tensor.empty(DType.F32, Device.CPU, rows);
            RowProducts.dot(left, right, dot);
            Tensor plain = left.to(DType.F32).mul(right.to(DType.F32)).sum(-1).view(rows);
            Twins.assertClose("dot", dot, plain);
        }
    }

    @Test
    void loopsAreFusedOnlyWhereTheyCanRun() {
        try (Scope scope = Scope.open()) {
            Tensor floats = Tensor.zeros(DType.F32, Device.CPU, 4, 64);
            Tensor halves = Tensor.zeros(DType.BF16, Device.CPU, 4, 64);
            assertThat(Kernels.fuse(64, floats, halves)).isEqualTo(Kernels.vectorized());
            assertThat(Kernels.fuse(Lanes.COUNT + 1, floats)).isFalse();
            assertThat(Kernels.fuse(64, floats.t())).isFalse();
            assertThat(Kernels.fuse(64, floats, floats.to(DType.F64))).isFalse();
            assertThat(Kernels.fuse(64, Tensor.zeros(DType.F32, Device.META, 4, 64))).isFalse();
        }
    }
}
