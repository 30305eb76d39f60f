package dev.baltoro.rl.gym;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/// Which ways to answer count, and which tricks do not.
class AnswersTest {
    @ParameterizedTest
    @ValueSource(
            strings = {
                "42",
                "42.",
                "The answer is 42.",
                "17 + 25 is 42",
                "17 + 25 = 37 + 5 = 42.",
                "First 17 + 20 = 37.\n37 + 5 = 42\n",
                "It is 42. I hope that this is of use.",
                "Mia has 42 apples.",
                "42 have a cup.",
                "Result: 42.0",
                "I tried 41 or 43 first, but they are wrong. So the answer is 42!"
            })
    void numberInItsPlaceCounts(String answer) {
        assertThat(NumberAnswer.of(42).of(answer).success()).as(answer).isTrue();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "41",
                "42 43",
                "40, 41, 42",
                "42 or 43",
                "41/42",
                "It is not 42.",
                "42 = 17 + 25",
                "42. No, it is 43.",
                "142",
                "42.5",
                "-42",
                "\u221242",
                "4 2",
                "the answer",
                "What is 42 + 0?",
                "1,0042",
                "999999999999999999999999999999999999999999999"
            })
    void otherNumbersListsAndDoubtsDoNot(String answer) {
        assertThat(NumberAnswer.of(42).of(answer).success()).as(answer).isFalse();
    }

    @Test
    void thousandsMayBeSetOffAndSignsBelongToNumbers() {
        assertThat(NumberAnswer.of(1_234_567).of("It is 1,234,567.").success()).isTrue();
        assertThat(NumberAnswer.of(-3).of("5 - 8 = -3").success()).isTrue();
        assertThat(NumberAnswer.of(-3).of("x = \u22123").success()).isTrue();
        assertThat(NumberAnswer.of(-3).of("5-3").success()).isFalse();
    }

    @Test
    void wordMustBeTheOnlyCandidateNamed() {
        WordAnswer check = new WordAnswer("Mia", List.of("Mia", "Tom", "Ana"));
        for (String right : List.of("Mia", "mia.", "Mia has the cup.", "It is Mia's.")) {
            assertThat(check.of(right).success()).as(right).isTrue();
        }
        for (String wrong :
                List.of(
                        "Tom",
                        "Mia Tom",
                        "Mia or Tom",
                        "Miami",
                        "not Mia",
                        "It isn't Mia.",
                        "",
                        "no Mia")) {
            assertThat(check.of(wrong).success()).as(wrong).isFalse();
        }
    }
}
