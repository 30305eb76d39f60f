package dev.baltoro.rl.gym.logic;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Map;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;

/// Which answers solve a puzzle, and which tricks do not.
class PuzzlesTest {
    private static final SudokuGrid CLUES =
            new SudokuGrid(List.of(1, 2, 3, 4, 3, 4, 1, 2, 2, 1, 4, 3, 4, 0, 0, 0));

    @Test
    void sudokuTakesTheGridAndNoOtherDigits() {
        String right = "1 2 3 4\n3 4 1 2\n2 1 4 3\n4 3 2 1";
        assertThat(Sudoku.fills(right, CLUES).success()).isTrue();
        assertThat(Sudoku.fills("Here it is: " + right.replace(' ', '|'), CLUES).success())
                .isTrue();
        for (String wrong :
                List.of(
                        "",
                        CLUES.show(-1),
                        right + "\n" + right,
                        right + " 1",
                        right.replace('4', '5'),
                        "1 1 1 1\n1 1 1 1\n1 1 1 1\n1 1 1 1",
                        "2 1 3 4\n3 4 2 1\n1 2 4 3\n4 3 1 2")) {
            assertThat(Sudoku.fills(wrong, CLUES).success()).as(wrong).isFalse();
        }
    }

    @Test
    void everyFullSudokuKeepsTheRules() {
        SplittableRandom random = new SplittableRandom(1);
        long different = 0;
        for (int i = 0; i < 200; i++) {
            SudokuGrid full = SudokuGrid.full(random);
            assertThat(full.isSolved()).as(full.show(-1)).isTrue();
            different += full.equals(SudokuGrid.full(random)) ? 0 : 1;
        }
        assertThat(different).isGreaterThan(150);
    }

    @Test
    void cryptarithmWantsEachLetterOnce() {
        var check = new Cryptarithm.Stated(Map.of("A", 3), Map.of("B", 5, "C", 8));
        for (String right :
                List.of(
                        "B = 5, C = 8",
                        "A = 3, B = 5, C = 8.",
                        "B is 5 and C is 8.",
                        "A + B = C: B=5 C=8")) {
            assertThat(check.of(right).success()).as(right).isTrue();
        }
        for (String wrong :
                List.of(
                        "B = 5",
                        "B = 5, C = 8, C = 8",
                        "B = 4, B = 5, C = 8",
                        "B = 5, C = 8, A = 4",
                        "B = 5, C = 81",
                        "5, 8",
                        "B = 1, B = 2, B = 3, B = 4, B = 5, C = 8",
                        "B = 5, C = 8, D = 8")) {
            assertThat(check.of(wrong).success()).as(wrong).isFalse();
        }
    }

    @Test
    void morseCountsWhatAnAnswerEndsWith() {
        assertThat(Morse.encode("SOS")).isEqualTo("... --- ...");
        assertThat(Morse.endsWithCode("SOS is ... --- ...", "... --- ...").success()).isTrue();
        assertThat(Morse.endsWithCode("\u00b7\u00b7\u00b7 --- ...", "... --- ...").success())
                .isTrue();
        for (String wrong : List.of("... --- ... x", "... --- ....", ". ... --- ...", "SOS", "")) {
            assertThat(Morse.endsWithCode(wrong, "... --- ...").success()).as(wrong).isFalse();
        }
        assertThat(Morse.endsWith("It says sos.", "SOS").success()).isTrue();
        for (String wrong : List.of("SOSO", "ASOS", "S O S", "SOS or SOT")) {
            assertThat(Morse.endsWith(wrong, "SOS").success()).as(wrong).isFalse();
        }
    }
}
