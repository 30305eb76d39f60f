package dev.baltoro.rl.gym.mathematics;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/// Which expressions win the game of 24.
class TwentyFourTest {
    private static final TwentyFour.Reached CHECK =
            new TwentyFour.Reached(List.of(3, 3, 8, 8), 24, "+-*/");

    @ParameterizedTest
    @ValueSource(
            strings = {
                "8 / (3 - 8 / 3)",
                "8/(3-8/3) = 24",
                "The answer is 8 \u00f7 (3 \u2212 8 \u00f7 3) = 24.",
                "3 * 8 = 24, but two numbers are left.\nSo: 8 / (3 - (8 / 3)) = 24"
            })
    void exactExpressionWins(String answer) {
        assertThat(CHECK.of(answer).success()).as(answer).isTrue();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "24",
                "24 = 24",
                "3 * 8 = 24",
                "3 * 8 + 3 - 3",
                "8 + 8 + 3 + 3 = 24",
                "8 / (3 - 8 / 3) = 23",
                "8 / (3 - 8 / 3) = 24 = 24",
                "8 / (3 - 8 / 3)\n3 * 8 + 8 - 3",
                "8 / (3 - 8 / 3",
                "8 / (3 - 3) * 8",
                "88 / 33",
                "-8 / (8 / 3 - 3)",
                "8 / (3 - 8 / 3) or 3 * 8",
                "3, 3, 8, 8 = 24",
                "3 3 8 8",
                "8 // 3",
                "99999999999999999999 + 3"
            })
    void anythingElseLoses(String answer) {
        assertThat(CHECK.of(answer).success()).as(answer).isFalse();
    }

    @Test
    void forbiddenOperationLosesAndTheRestDoesNot() {
        TwentyFour.Reached check = new TwentyFour.Reached(List.of(2, 2), 4, "+-/");
        assertThat(check.of("2 + 2 = 4").success()).isTrue();
        assertThat(check.of("2 * 2 = 4").success()).isFalse();
    }

    @Test
    void endlessParenthesesAreRefused() {
        String deep = Stream.generate(() -> "(").limit(100_000).collect(Collectors.joining());
        assertThat(Expression.read(deep)).isEmpty();
        assertThat(Expression.read("(".repeat(90) + "7" + ")".repeat(90))).isPresent();
    }

    @Test
    void stepsGoDigitByDigit() {
        assertThat(ColumnSteps.add(38, 25)).isEqualTo("38 + 25 = 58 + 5 = 63");
        assertThat(ColumnSteps.subtract(305, 105)).isEqualTo("305 - 105 = 205 - 5 = 200");
        assertThat(ColumnSteps.multiply(4, 23)).isEqualTo("4 * 23 = 80 + 12 = 92");
        assertThat(ColumnSteps.multiply(3, 5)).isEqualTo("3 * 5 = 15");
    }
}
