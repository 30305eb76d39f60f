package dev.baltoro.tensor.kernel.decode;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.baltoro.tensor.DType;
import dev.baltoro.tensor.Device;
import dev.baltoro.tensor.Scope;
import dev.baltoro.tensor.Seed;
import dev.baltoro.tensor.Tensor;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class MatrixTest {
    @ParameterizedTest
    @CsvSource({"F32, F32", "BF16, BF16"})
    void liesOverTheTensorsMemoryAndKeepsIt(DType dtype, Format format) {
        Matrix matrix;
        try (Scope scope = Scope.open()) {
            Tensor weight = Tensor.ones(dtype, Device.CPU, 3, 4, 5);
            matrix = Matrix.of(weight, format);
            assertThat(matrix.address).isEqualTo(weight.address());
            weight.fill_(2);
        }
        assertThat(matrix.rows()).isEqualTo(12);
        assertThat(matrix.columns()).isEqualTo(5);
        assertThat(matrix.get(11, 4)).isEqualTo(2);
        matrix.close();
    }

    @Test
    void convertsWhatHasAnotherFormat() {
        try (Scope scope = Scope.open()) {
            Tensor weight = Tensor.of(new float[] {1 + 1f / 512, -3}, 1, 2);
            try (Matrix half = Matrix.of(weight, Format.BF16)) {
                assertThat(half.get(0, 0)).isEqualTo(1);
                assertThat(half.get(0, 1)).isEqualTo(-3);
            }
        }
    }

    @ParameterizedTest
    @CsvSource({"F32, 7, 200", "BF16, 5, 64", "F32, 3, 9"})
    void int8IsWithinHalfAStepOfItsBlocksLargest(DType dtype, int rows, int columns) {
        try (Scope scope = Scope.open()) {
            Tensor weight =
                    Tensor.randn(new Seed(3), DType.F32, Device.CPU, rows, columns).to(dtype);
            float[] exact = weight.toFloats();
            try (Matrix matrix = Matrix.of(weight, Format.INT8)) {
                for (int r = 0; r < rows; r++) {
                    for (int c = 0; c < columns; c++) {
                        int from = c / Matrix.SCALE_COLUMNS * Matrix.SCALE_COLUMNS;
                        float largest = 0;
                        for (int i = from;
                                i < Math.min(columns, from + Matrix.SCALE_COLUMNS);
                                i++) {
                            largest = Math.max(largest, Math.abs(exact[r * columns + i]));
                        }
                        // Half a step of 1/127; the rounding of the scale itself adds 2^-24.
                        assertThat(Math.abs(matrix.get(r, c) - exact[r * columns + c]))
                                .isLessThanOrEqualTo(largest / 254 * 1.0001f);
                    }
                }
            }
        }
    }

    @Test
    void zeroAndTinyBlocksStayFinite() {
        try (Scope scope = Scope.open()) {
            float[] values = new float[2 * 64];
            values[64] = Float.MIN_VALUE;
            values[65] = 100 * Float.MIN_VALUE;
            try (Matrix matrix = Matrix.of(Tensor.of(values, 1, 128), Format.INT8)) {
                for (int c = 0; c < 128; c++) {
                    assertThat(matrix.get(0, c)).isBetween(0f, 200 * Float.MIN_VALUE);
                }
            }
        }
    }

    @ParameterizedTest
    @CsvSource({"F32", "BF16", "INT8"})
    void rowsAreAPartOfTheWhole(Format format) {
        try (Matrix matrix = Operands.matrix(format, 6, 70)) {
            Matrix part = matrix.rows(2, 3);
            assertThat(part.rows()).isEqualTo(3);
            for (int c = 0; c < 70; c++) {
                assertThat(part.get(1, c)).isEqualTo(matrix.get(3, c));
            }
            part.close();
            assertThat(matrix.get(0, 0)).isFinite();
            assertThatThrownBy(() -> matrix.rows(4, 3))
                    .isInstanceOf(IndexOutOfBoundsException.class);
        }
    }

    @Test
    void otherTensorsAreRefused() {
        try (Scope scope = Scope.open()) {
            assertThatThrownBy(
                            () -> Matrix.of(Tensor.zeros(DType.I64, Device.CPU, 2, 2), Format.INT8))
                    .isInstanceOf(IllegalArgumentException.class)
                    .hasMessage("a weight matrix must be F32 or BF16, got I64");
            assertThatThrownBy(() -> Matrix.of(Tensor.zeros(DType.F32, Device.CPU, 2), Format.F32))
                    .isInstanceOf(IllegalArgumentException.class)
                    .hasMessageContaining("two or more dimensions");
        }
    }

    @ParameterizedTest
    @CsvSource({"F32, F32", "F32, BF16", "F32, INT8", "BF16, F32", "BF16, BF16", "BF16, INT8"})
    void partsThatAreSetOneByOneMakeTheWhole(DType dtype, Format format) {
        try (Scope scope = Scope.open();
                Matrix parts = Matrix.empty(format, 12, 100)) {
            Tensor weight = Tensor.randn(new Seed(9), DType.F32, Device.CPU, 12, 100).to(dtype);
            parts.set(4, weight.narrow(0, 4, 8).contiguous().view(2, 4, 100));
            parts.set(0, weight.narrow(0, 0, 4));
            try (Matrix whole = Matrix.of(weight, format)) {
                for (int r = 0; r < 12; r++) {
                    for (int c = 0; c < 100; c++) {
                        assertThat(parts.get(r, c)).isEqualTo(whole.get(r, c));
                    }
                }
            }
        }
    }

    @Test
    void partsThatDoNotFitAreRefused() {
        try (Scope scope = Scope.open();
                Matrix matrix = Matrix.empty(Format.F32, 3, 4)) {
            Tensor rows = Tensor.ones(DType.F32, Device.CPU, 2, 4);
            assertThatThrownBy(() -> matrix.set(2, rows))
                    .isInstanceOf(IndexOutOfBoundsException.class);
            assertThatThrownBy(() -> matrix.set(0, rows.narrow(0, 0, 1).view(2, 2)))
                    .hasMessage("rows of 2 columns do not fit a matrix of 4");
            assertThatThrownBy(() -> Matrix.empty(Format.INT8, 0, 4))
                    .hasMessage("a weight matrix needs an element, got [0, 4]");
        }
    }
}
