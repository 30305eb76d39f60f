package dev.baltoro.tensor.kernel.decode;

import static dev.baltoro.tensor.kernel.decode.Operands.matrix;
import static dev.baltoro.tensor.kernel.decode.Operands.normal;
import static org.assertj.core.api.Assertions.assertThat;

import dev.baltoro.tensor.kernel.Lanes;
import java.util.Arrays;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;

class RowSumsTest {
    /// Both add row after row with fused multiply-adds, so nothing is left to differ.
    @ParameterizedTest
    @CsvSource({
        "F32, 9, 128, 1",
        "F32, 5, 77, 3",
        "BF16, 9, 128, 4",
        "BF16, 5, 77, 3",
        "INT8, 9, 128, 2",
        "INT8, 5, 205, 3",
        "INT8, 3, 7, 1"
    })
    void equalsThePlainLoop(Format format, int rows, int columns, int batch) {
        try (Matrix w = matrix(format, rows + 2, columns)) {
            float[] a = normal("a", batch * rows + 1);
            float[] y = normal("y", batch * (columns + 1));
            float[] plain = y.clone();
            RowSums.add(w, 1, rows + 1, a, 1, rows, batch, y, 0, columns + 1);
            PlainProducts.sums(w, 1, rows + 1, a, 1, rows, batch, plain, 0, columns + 1);
            assertThat(y).isEqualTo(plain);
        }
    }

    /// Every number of columns behind the last whole vectors.
    @ParameterizedTest
    @EnumSource(Format.class)
    void everyRestOfColumnsIsCounted(Format format) {
        int rows = 5;
        for (int columns = 1; columns <= 6 * Lanes.COUNT + 1; columns++) {
            for (int batch = 1; batch <= 3; batch++) {
                try (Matrix w = matrix(format, rows, columns)) {
                    float[] a = normal("a", batch * rows);
                    float[] y = normal("y", batch * columns);
                    float[] plain = y.clone();
                    RowSums.add(w, 0, rows, a, 0, rows, batch, y, 0, columns);
                    PlainProducts.sums(w, 0, rows, a, 0, rows, batch, plain, 0, columns);
                    assertThat(y).as("%d columns, batch %d", columns, batch).isEqualTo(plain);
                }
            }
        }
    }

    @ParameterizedTest
    @EnumSource(Format.class)
    void bitsDoNotDependOnTheBatch(Format format) {
        int rows = 17;
        int columns = 203;
        try (Matrix w = matrix(format, rows, columns)) {
            float[] a = normal("a", 32 * rows);
            float[] alone = new float[32 * columns];
            for (int b = 0; b < 32; b++) {
                RowSums.add(w, 0, rows, a, b * rows, rows, 1, alone, b * columns, columns);
            }
            for (int batch = 1; batch <= 32; batch++) {
                float[] y = new float[batch * columns];
                RowSums.add(w, 0, rows, a, 0, rows, batch, y, 0, columns);
                assertThat(y).isEqualTo(Arrays.copyOf(alone, batch * columns));
            }
        }
    }
}
