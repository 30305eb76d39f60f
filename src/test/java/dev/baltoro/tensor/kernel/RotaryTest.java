package dev.baltoro.tensor.kernel;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import dev.baltoro.tensor.DType;
import dev.baltoro.tensor.Device;
import dev.baltoro.tensor.Scope;
import dev.baltoro.tensor.Tensor;
import dev.baltoro.tensor.kernel.Rotary.StridedColumns;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class RotaryTest {
    private static final long SEED = 18;
    private static final int POSITIONS = 50;
    private static final int WIDTH = 8;
    private static final int ROWS = 5;
    private static final int[] AT = {0, 49, 3, 3, 17};

    private static double angle(int position, int pair) {
        return position / Math.pow(10_000, 2.0 * pair / WIDTH);
    }

    private static Rotary rotary(boolean interleaved) {
        int pairs = WIDTH / 2;
        float[] cosine = new float[POSITIONS * pairs];
        float[] sine = new float[POSITIONS * pairs];
        for (int i = 0; i < cosine.length; i++) {
            cosine[i] = (float) Math.cos(angle(i / pairs, i % pairs));
            sine[i] = (float) Math.sin(angle(i / pairs, i % pairs));
        }
        return new Rotary(cosine, sine, WIDTH, interleaved);
    }

    /// Pair (a, b) as a + ib, times e^(i·angle), in fp64. Tolerance: fp32 table and arithmetic on
    /// values below 5, 4 roundings of 2^-24 each.
    @ParameterizedTest
    @ValueSource(booleans = {true, false})
    void turnsAsComplexMultiplication(boolean interleaved) {
        try (Scope scope = Scope.open()) {
            Tensor x = Twins.normal(SEED, "x", DType.F32, ROWS, WIDTH + 3);
            Tensor y = Tensor.zeros(DType.F32, Device.CPU, ROWS, WIDTH);
            rotary(interleaved)
                    .turn(
                            StridedColumns.of(x, 2, WIDTH + 3),
                            StridedColumns.of(y, 0, WIDTH),
                            AT,
                            1,
                            false);
            float[] from = x.toFloats();
            float[] to = y.toFloats();
            for (int row = 0; row < ROWS; row++) {
                for (int pair = 0; pair < WIDTH / 2; pair++) {
                    int first = interleaved ? 2 * pair : pair;
                    int second = interleaved ? 2 * pair + 1 : pair + WIDTH / 2;
                    double a = from[row * (WIDTH + 3) + 2 + first];
                    double b = from[row * (WIDTH + 3) + 2 + second];
                    double c = Math.cos(angle(AT[row], pair));
                    double s = Math.sin(angle(AT[row], pair));
                    assertThat((double) to[row * WIDTH + first])
                            .isCloseTo(a * c - b * s, within(2e-6));
                    assertThat((double) to[row * WIDTH + second])
                            .isCloseTo(a * s + b * c, within(2e-6));
                }
            }
        }
    }

    /// fp32: two rotations' roundings of values below 5. bfloat16: the turned value was rounded to
    /// 8 bits, 2^-8 of a pair's length below 5.
    @ParameterizedTest
    @CsvSource({"F32, true, 3e-6", "F32, false, 3e-6", "BF16, true, 0.04", "BF16, false, 0.04"})
    void turningBackRestores(DType dtype, boolean interleaved, float tolerance) {
        try (Scope scope = Scope.open()) {
            Tensor x = Twins.normal(SEED, "back", dtype, ROWS, WIDTH);
            Tensor y = Tensor.zeros(dtype, Device.CPU, ROWS, WIDTH);
            Tensor back = Tensor.zeros(dtype, Device.CPU, ROWS, WIDTH);
            Rotary rotary = rotary(interleaved);
            rotary.turn(
                    StridedColumns.of(x, 0, WIDTH), StridedColumns.of(y, 0, WIDTH), AT, 1, false);
            rotary.turn(
                    StridedColumns.of(y, 0, WIDTH),
                    StridedColumns.of(back, 0, WIDTH),
                    AT,
                    -1,
                    false);
            assertThat(back.toFloats()).containsExactly(x.toFloats(), within(tolerance));
            assertThat(y.select(0, 0).equalTo(x.select(0, 0))).as("position 0").isTrue();
            assertThat(y.equalTo(x)).isFalse();
        }
    }

    @Test
    void addsToTheTargetWhenAsked() {
        try (Scope scope = Scope.open()) {
            Tensor x = Twins.normal(SEED, "add", DType.F32, ROWS, WIDTH);
            Tensor y = Tensor.zeros(DType.F32, Device.CPU, ROWS, WIDTH);
            Rotary rotary = rotary(true);
            rotary.turn(
                    StridedColumns.of(x, 0, WIDTH), StridedColumns.of(y, 0, WIDTH), AT, 1, false);
            Tensor twice = y.copy();
            rotary.turn(
                    StridedColumns.of(x, 0, WIDTH),
                    StridedColumns.of(twice, 0, WIDTH),
                    AT,
                    1,
                    true);
            assertThat(twice.equalTo(y.mul(2))).isTrue();
        }
    }

    @Test
    void copiesColumnsBetweenLayouts() {
        try (Scope scope = Scope.open()) {
            Tensor x = Twins.normal(SEED, "copy", DType.BF16, ROWS, WIDTH + 3);
            Tensor y = Tensor.zeros(DType.BF16, Device.CPU, ROWS, 4);
            StridedColumns.of(x, 1, WIDTH + 3).at(2).copy(StridedColumns.of(y, 0, 4), ROWS, 4);
            assertThat(y.equalTo(x.narrow(1, 3, 4).contiguous())).isTrue();
        }
    }

    @Test
    void tablesThatDoNotFitAreRefused() {
        assertThatThrownBy(() -> new Rotary(new float[6], new float[6], 8, true))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage("rotary tables of 6 and 6 values do not fit 8 columns");
    }
}
