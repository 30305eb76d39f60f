package dev.baltoro.tensor.kernel.decode;

import static dev.baltoro.tensor.kernel.decode.Operands.matrix;
import static dev.baltoro.tensor.kernel.decode.Operands.normal;
import static dev.baltoro.tensor.kernel.decode.Operands.tolerance;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.baltoro.tensor.Tensor;
import dev.baltoro.tensor.kernel.Lanes;
import java.util.Arrays;
import org.assertj.core.data.Offset;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;

class RowDotsTest {
    private static final PackedTokens PACKED = new PackedTokens();

    @AfterAll
    static void close() {
        PACKED.close();
    }

    @ParameterizedTest
    @CsvSource({
        "F32, 9, 64, 1",
        "F32, 13, 257, 7",
        "F32, 1, 5, 4",
        "BF16, 9, 64, 1",
        "BF16, 13, 257, 7",
        "BF16, 300, 96, 5",
        "BF16, 6, 3, 2",
        "INT8, 9, 64, 1",
        "INT8, 13, 257, 7",
        "INT8, 70, 130, 6",
        "INT8, 5, 7, 3"
    })
    void equalsSumsInDoublePrecision(Format format, int rows, int columns, int batch) {
        try (Matrix w = matrix(format, rows, columns)) {
            float[] x = normal("x", 3 + batch * (columns + 2));
            float[] y = new float[1 + batch * (rows + 1)];
            float[] plain = y.clone();
            RowDots.multiply(w, 0, rows, x, 3, columns + 2, batch, y, 1, rows + 1, PACKED);
            PlainProducts.dots(
                    w, 0, rows, x, 3, columns + 2, new int[0], 0, batch, plain, 1, rows + 1);
            // Products of normal numbers: a row's sum is about sqrt(columns) large.
            double allowed = tolerance(columns, Math.sqrt(columns) + 1);
            for (int i = 0; i < y.length; i++) {
                assertThat((double) y[i]).as("y[%d]", i).isCloseTo(plain[i], within(allowed));
            }
        }
    }

    /// Every number of columns behind the last whole step of every vector, for every tile.
    @ParameterizedTest
    @EnumSource(Format.class)
    void everyRestOfColumnsIsCounted(Format format) {
        int rows = 7;
        for (int columns = 1; columns <= 4 * Lanes.COUNT + 1; columns++) {
            for (int batch = 1; batch <= PackedTokens.GROUP; batch++) {
                try (Matrix w = matrix(format, rows, columns)) {
                    float[] x = normal("x", batch * columns);
                    float[] y = new float[batch * rows];
                    float[] plain = y.clone();
                    RowDots.multiply(w, 0, rows, x, 0, columns, batch, y, 0, rows, PACKED);
                    PlainProducts.dots(
                            w, 0, rows, x, 0, columns, new int[0], 0, batch, plain, 0, rows);
                    double allowed = tolerance(columns, Math.sqrt(columns) + 1);
                    for (int i = 0; i < y.length; i++) {
                        assertThat((double) y[i])
                                .as("%d columns, batch %d, y[%d]", columns, batch, i)
                                .isCloseTo(plain[i], within(allowed));
                    }
                }
            }
        }
    }

    /// A vector that reached into the next row would make a NaN of what it should not have read.
    @Test
    void aRowIsReadToItsEndAndNoFurther() {
        for (int columns = 1; columns <= 4 * Lanes.COUNT + 1; columns++) {
            float[] values = normal("weight", 3 * columns);
            Arrays.fill(values, 0, columns, Float.NaN);
            Arrays.fill(values, 2 * columns, 3 * columns, Float.NaN);
            float[] x = normal("x", columns);
            float[] y = new float[3];
            try (Tensor weight = Tensor.of(values, 3, columns);
                    Matrix w = Matrix.of(weight, Format.F32)) {
                RowDots.multiply(w, 0, 3, x, 0, columns, 1, y, 0, 3, PACKED);
            }
            assertThat(Float.isNaN(y[1])).as("%d columns: %s", columns, y[1]).isFalse();
        }
    }

    /// More rows than are in memory at a time, and what is left of them.
    @ParameterizedTest
    @EnumSource(Format.class)
    void bitsDoNotDependOnTheRestOfColumnsBeside(Format format) {
        int rows = 2 * LaneSums.VECTORS + 3;
        for (int columns : new int[] {1, 7, 24, 48, 56, 72, 100}) {
            try (Matrix w = matrix(format, rows, columns)) {
                float[] x = normal("x", 4 * columns);
                float[] alone = new float[4 * rows];
                for (int b = 0; b < 4; b++) {
                    for (int r = 0; r < rows; r++) {
                        int at = b * columns;
                        RowDots.multiply(
                                w, r, r + 1, x, at, columns, 1, alone, b * rows, rows, PACKED);
                    }
                }
                for (int batch = 1; batch <= 4; batch++) {
                    float[] y = new float[batch * rows];
                    RowDots.multiply(w, 0, rows, x, 0, columns, batch, y, 0, rows, PACKED);
                    assertThat(y)
                            .as("%d columns, batch %d", columns, batch)
                            .isEqualTo(Arrays.copyOf(alone, batch * rows));
                }
            }
        }
    }

    /// The engine's promise that a request's tokens do not depend on what else is in the batch.
    @ParameterizedTest
    @EnumSource(Format.class)
    void bitsDoNotDependOnBatchRowsOrSplit(Format format) {
        int rows = 37;
        int columns = 203;
        try (Matrix w = matrix(format, rows, columns)) {
            float[] x = normal("x", 32 * columns);
            float[] alone = new float[32 * rows];
            for (int b = 0; b < 32; b++) {
                for (int r = 0; r < rows; r++) {
                    RowDots.multiply(
                            w, r, r + 1, x, b * columns, columns, 1, alone, b * rows, rows, PACKED);
                }
            }
            for (int batch = 1; batch <= 32; batch++) {
                float[] y = new float[batch * rows];
                for (int member = 0; member < 3; member++) {
                    int from = RowDots.share(rows, member, 3);
                    int to = RowDots.share(rows, member + 1, 3);
                    RowDots.multiply(w, from, to, x, 0, columns, batch, y, 0, rows, PACKED);
                }
                assertThat(y).as("batch %d", batch).isEqualTo(Arrays.copyOf(alone, batch * rows));
            }
        }
    }

    @Test
    void int8ChangesValuesAndNotTheOrderOfSums() {
        int rows = 21;
        int columns = 150;
        try (Matrix w = matrix(Format.INT8, rows, columns)) {
            float[] values = new float[rows * columns];
            for (int r = 0; r < rows; r++) {
                w.row(r, values, r * columns);
            }
            float[] x = normal("x", 7 * columns);
            float[] y = new float[7 * rows];
            RowDots.multiply(w, 0, rows, x, 0, columns, 7, y, 0, rows, PACKED);
            try (Tensor wide = Tensor.of(values, rows, columns);
                    Matrix same = Matrix.of(wide, Format.F32)) {
                float[] expected = new float[7 * rows];
                RowDots.multiply(same, 0, rows, x, 0, columns, 7, expected, 0, rows, PACKED);
                assertThat(y).isEqualTo(expected);
            }
        }
    }

    @ParameterizedTest
    @EnumSource(Format.class)
    void expertsTakeTheirTokensWhereverTheyAre(Format format) {
        int rows = 10;
        int columns = 64;
        try (Matrix stacked = matrix(format, 3 * rows, columns)) {
            Matrix[] experts = {
                stacked.rows(0, rows), stacked.rows(rows, rows), stacked.rows(2 * rows, rows)
            };
            int[] start = {0, 5, 5, 8};
            int[] tokens = {0, 2, 3, 4, 6, 1, 2, 5};
            float[] x = normal("x", 7 * columns);
            float[] y = new float[8 * rows];
            float[] gathered = new float[8 * columns];
            for (int member = 0; member < 2; member++) {
                ExpertDots.multiplyHalves(
                        experts, start, x, 0, columns, tokens, y, 0, rows, member, 2, PACKED);
            }
            float[] expected = new float[8 * rows];
            for (int a = 0; a < 8; a++) {
                int e = a < 5 ? 0 : 2;
                int from = tokens[a] * columns;
                System.arraycopy(x, from, gathered, a * columns, columns);
                RowDots.multiply(
                        experts[e], 0, rows, x, from, columns, 1, expected, a * rows, rows, PACKED);
            }
            assertThat(y).isEqualTo(expected);
            float[] consecutive = new float[8 * rows];
            ExpertDots.multiply(
                    experts, start, gathered, 0, columns, consecutive, 0, rows, 0, 1, PACKED);
            assertThat(consecutive).isEqualTo(expected);
        }
    }

    @Test
    void nothingOutsideTheRangeIsWritten() {
        try (Matrix w = matrix(Format.BF16, 12, 32)) {
            float[] y = new float[24];
            Arrays.fill(y, -7);
            RowDots.multiply(w, 3, 9, normal("x", 64), 0, 32, 2, y, 0, 12, PACKED);
            for (int i = 0; i < 24; i++) {
                boolean inside = i % 12 >= 3 && i % 12 < 9;
                assertThat(y[i] == -7).as("y[%d]", i).isNotEqualTo(inside);
            }
        }
    }

    @Test
    void nonFiniteInputSpoilsItsTokenOnly() {
        try (Matrix w = matrix(Format.INT8, 8, 64)) {
            float[] x = normal("x", 5 * 64);
            x[2 * 64 + 9] = Float.NaN;
            float[] y = new float[5 * 8];
            RowDots.multiply(w, 0, 8, x, 0, 64, 5, y, 0, 8, PACKED);
            for (int i = 0; i < y.length; i++) {
                assertThat(Float.isNaN(y[i])).as("y[%d]", i).isEqualTo(i / 8 == 2);
            }
        }
    }

    @Test
    void whatIsNotThereIsRefused() {
        try (Matrix w = matrix(Format.F32, 8, 16)) {
            float[] x = new float[32];
            float[] y = new float[16];
            assertThatThrownBy(() -> RowDots.multiply(w, 0, 9, x, 0, 16, 1, y, 0, 8, PACKED))
                    .isInstanceOf(IndexOutOfBoundsException.class);
            assertThatThrownBy(() -> RowDots.multiply(w, 0, 8, x, 0, 16, 3, y, 0, 8, PACKED))
                    .isInstanceOf(IndexOutOfBoundsException.class)
                    .hasMessageStartingWith("x has 32 values");
            assertThatThrownBy(() -> RowDots.multiply(w, 0, 8, x, 0, 16, 2, y, 1, 8, PACKED))
                    .isInstanceOf(IndexOutOfBoundsException.class)
                    .hasMessageStartingWith("y has 16 values");
            int[] tokens = {0, 2};
            assertThatThrownBy(() ->
                            RowDots.gatherHalves(w, 0, 4, x, 0, 16, tokens, 0, 2, y, 0, 8, PACKED))
                    .isInstanceOf(IndexOutOfBoundsException.class);
        }
    }

    @ParameterizedTest
    @EnumSource(Format.class)
    void aShareOfBothHalvesIsAShareOfEach(Format format) {
        int columns = 50;
        try (Matrix w = matrix(format, 22, columns)) {
            float[] x = normal("x", 3 * columns);
            float[] expected = new float[3 * 22];
            RowDots.multiply(w, 4, 9, x, 0, columns, 3, expected, 0, 22, PACKED);
            RowDots.multiply(w, 15, 20, x, 0, columns, 3, expected, 0, 22, PACKED);
            float[] y = new float[3 * 22];
            RowDots.multiplyHalves(w, 4, 9, x, 0, columns, 3, y, 0, 22, PACKED);
            assertThat(y).isEqualTo(expected);
            assertThatThrownBy(() ->
                            RowDots.multiplyHalves(w, 4, 12, x, 0, columns, 3, y, 0, 22, PACKED))
                    .isInstanceOf(IndexOutOfBoundsException.class);
        }
    }

    private static Offset<Double> within(double allowed) {
        return Offset.offset(allowed);
    }
}
