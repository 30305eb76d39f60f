package dev.baltoro.rl.gym.logic;

import dev.baltoro.agent.world.Verdict;
import dev.baltoro.rl.gym.Gym;
import dev.baltoro.rl.gym.NumberAnswer;
import dev.baltoro.rl.gym.Phrasings;
import dev.baltoro.rl.gym.Question;
import dev.baltoro.rl.gym.QuestionGym;
import dev.baltoro.rl.gym.QuestionKind;
import dev.baltoro.rl.gym.Words;
import java.util.List;
import java.util.Map;
import java.util.SplittableRandom;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

/// Small sudoku, 4 by 4, with one solution: one cell, or the whole grid. The new kind is to find
/// the row that breaks the rules.
///
/// Difficulty 1 to 4: 3, 5, 8 and 10 gaps. An answer on the whole grid has the 16 numbers and no
/// other digits. Chance: 1 in 4 for a cell and for a row; 1 in 64 at least for a grid.
public final class Sudoku {
    private static final int[] GAPS = {3, 5, 8, 10};
    private static final Phrasings CELL =
            new Phrasings(
                    List.of(
                            "{grid}\nWhat is ?",
                            "Sudoku:\n{grid}\nWhich number is ?",
                            "{grid}\n? = what?",
                            "Sudoku:\n{grid}\nFind the number at ?"),
                    List.of(
                            "Which number goes where the ? is?\n{grid}",
                            "{grid}\nTell me the ? number."));
    private static final Phrasings GRID =
            new Phrasings(
                    List.of(
                            "{grid}\nFill the gaps.",
                            "Sudoku:\n{grid}\nFill it.",
                            "Solve this sudoku.\n{grid}",
                            "{grid}\nSolve."),
                    List.of("Write this sudoku without gaps.\n{grid}", "{grid}\nNow complete it."));
    private static final Phrasings ROW =
            new Phrasings(
                    List.of(
                            "{grid}\nWhich row is wrong?",
                            "Sudoku:\n{grid}\nWhich row has a mistake?"),
                    List.of("One row of this sudoku is wrong. Which?\n{grid}"));

    private Sudoku() {}

    /// {@return the gym}
    public static Gym gym() {
        return new QuestionGym(
                "sudoku",
                "logic",
                "fill a 4 by 4 sudoku",
                "Answer.",
                GAPS.length,
                List.of(
                        new QuestionKind("cell", Sudoku::cell),
                        new QuestionKind("grid", Sudoku::grid)),
                List.of(new QuestionKind("wrong-row", Sudoku::wrongRow)));
    }

    /// A puzzle with one solution.
    private record Puzzle(SudokuGrid clues, SudokuGrid solution, List<Integer> gaps) {
        static Puzzle draw(SplittableRandom random, int gaps) {
            List<Integer> cells = IntStream.range(0, SudokuGrid.CELLS).boxed().toList();
            while (true) {
                SudokuGrid solution = SudokuGrid.full(random);
                SudokuGrid clues = solution;
                List<Integer> open = Words.several(random, cells, gaps);
                for (int cell : open) {
                    clues = clues.with(cell, 0);
                }
                if (clues.solutions(2).size() == 1) {
                    return new Puzzle(clues, solution, open);
                }
            }
        }
    }

    private static Question cell(SplittableRandom random, int difficulty) {
        Puzzle puzzle = Puzzle.draw(random, GAPS[difficulty - 1]);
        int asked = puzzle.gaps.getFirst();
        int value = puzzle.solution.cells().get(asked);
        String shown = puzzle.clues.show(asked);
        return Question.Checked.of(
                shown,
                CELL,
                Map.of("grid", shown, "value", Integer.toString(value)),
                NumberAnswer.of(value),
                "{value}",
                "{value}.",
                "It is {value}.");
    }

    private static Question grid(SplittableRandom random, int difficulty) {
        Puzzle puzzle = Puzzle.draw(random, GAPS[difficulty - 1]);
        String shown = puzzle.clues.show(-1);
        return Question.Checked.of(
                shown,
                GRID,
                Map.of("grid", shown, "solution", puzzle.solution.show(-1)),
                answer -> fills(answer, puzzle.clues),
                "{solution}");
    }

    /// A full grid in which one cell says what another cell of its row says: the only row with a
    /// number twice.
    private static Question wrongRow(SplittableRandom random, int difficulty) {
        SudokuGrid full = SudokuGrid.full(random);
        int cell = random.nextInt(SudokuGrid.CELLS);
        int row = cell / SudokuGrid.SIDE;
        int other =
                row * SudokuGrid.SIDE
                        + (cell + random.nextInt(1, SudokuGrid.SIDE)) % SudokuGrid.SIDE;
        String shown = full.with(cell, full.cells().get(other)).show(-1);
        return Question.Checked.of(
                shown,
                ROW,
                Map.of("grid", shown, "row", Integer.toString(row + 1)),
                NumberAnswer.of(row + 1),
                "{row}",
                "Row {row}.",
                "It is row {row}.");
    }

    /// Whether an answer has the 16 numbers of a solution. Partial credit `format`: it has 16.
    static Verdict fills(String answer, SudokuGrid clues) {
        List<Integer> digits =
                answer.chars()
                        .filter(Character::isDigit)
                        .mapToObj(Character::getNumericValue)
                        .collect(Collectors.toList());
        if (digits.size() != SudokuGrid.CELLS) {
            return Verdict.of(false, "it has %d numbers, not 16".formatted(digits.size()))
                    .with(Map.of("format", 0.0));
        }
        SudokuGrid filled = new SudokuGrid(digits);
        boolean right = filled.isSolved() && filled.keeps(clues);
        return Verdict.of(right, right ? "right" : "it breaks the rules or a clue")
                .with(Map.of("format", 1.0));
    }
}
