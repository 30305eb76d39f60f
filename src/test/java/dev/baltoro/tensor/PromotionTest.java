package dev.baltoro.tensor;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

/// libtorch widens the result where operands' dtypes differ; the handle must say so, for the code
/// that reads its memory believes it.
class PromotionTest {

    @Test
    void sumOfHalfAndFullPrecisionIsFullPrecision() {
        try (Scope scope = Scope.open()) {
            Tensor half = Tensor.of(new float[] {1, 2}, 2).to(DType.BF16);
            Tensor full = Tensor.of(new float[] {0.125f, 1e-3f}, 2);
            Tensor sum = half.add(full);
            assertThat(sum.dtype()).isEqualTo(DType.F32);
            assertThat(sum.memory().byteSize()).isEqualTo(8);
            assertThat(sum.toFloats()).containsExactly(1.125f, 2.001f);
            assertThat(full.mul(half).dtype()).isEqualTo(DType.F32);
        }
    }

    @Test
    void sumsOfSmallIntegersAreWide() {
        try (Scope scope = Scope.open()) {
            Tensor bytes = Tensor.ones(DType.U8, Device.CPU, 300);
            assertThat(bytes.sum().dtype()).isEqualTo(DType.I64);
            assertThat(bytes.sum().item()).isEqualTo(300);
            assertThat(bytes.sum().toLongs()).containsExactly(300);
            Tensor ints = Tensor.of(new long[] {1, 2}, 2);
            assertThat(ints.div(ints).dtype()).isEqualTo(DType.F32);
        }
    }

    @Test
    void ordinaryResultsKeepTheirDtype() {
        try (Scope scope = Scope.open()) {
            Tensor half = Tensor.ones(DType.BF16, Device.CPU, 4, 4);
            assertThat(half.mm(half).dtype()).isEqualTo(DType.BF16);
            Tensor rows = Tensor.of(new long[] {3, 0}, 2);
            assertThat(half.indexSelect(0, rows).dtype()).isEqualTo(DType.BF16);
            assertThat(rows.indexSelect(0, Tensor.of(new long[] {1}, 1)).toLongs())
                    .containsExactly(0);
        }
    }
}
