package dev.baltoro.rl.gym.logic;

import dev.baltoro.rl.gym.Words;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.SplittableRandom;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

/// A 4 by 4 sudoku: each row, column and quarter has 1, 2, 3 and 4. Zero is a gap.
///
/// @param cells 16 numbers, row by row
record SudokuGrid(List<Integer> cells) {
    static final int SIDE = 4;
    static final int CELLS = SIDE * SIDE;

    SudokuGrid {
        cells = List.copyOf(cells);
        if (cells.size() != CELLS) {
            throw new IllegalArgumentException("a grid has 16 cells, not " + cells.size());
        }
    }

    /// {@return a full grid}
    static SudokuGrid full(SplittableRandom random) {
        int[] cells = new int[CELLS];
        List<Integer> order = Words.several(random, List.of(1, 2, 3, 4), SIDE);
        List<SudokuGrid> found = new ArrayList<>();
        for (int i = 0; i < SIDE; i++) {
            cells[i] = order.get(i);
        }
        solve(cells, found, 12);
        return Words.pick(random, found);
    }

    /// {@return solutions, at most so many}
    List<SudokuGrid> solutions(int most) {
        List<SudokuGrid> found = new ArrayList<>();
        solve(cells.stream().mapToInt(Integer::intValue).toArray(), found, most);
        return found;
    }

    private static void solve(int[] cells, List<SudokuGrid> found, int most) {
        int gap = IntStream.range(0, CELLS).filter(i -> cells[i] == 0).findFirst().orElse(CELLS);
        if (gap == CELLS) {
            found.add(new SudokuGrid(Arrays.stream(cells).boxed().toList()));
            return;
        }
        for (int value = 1; value <= SIDE && found.size() < most; value++) {
            if (fits(cells, gap, value)) {
                cells[gap] = value;
                solve(cells, found, most);
                cells[gap] = 0;
            }
        }
    }

    private static boolean fits(int[] cells, int at, int value) {
        return IntStream.range(0, CELLS)
                .noneMatch(i -> i != at && cells[i] == value && meet(i, at));
    }

    /// Whether two cells share a row, a column or a quarter.
    private static boolean meet(int i, int j) {
        return i / SIDE == j / SIDE || i % SIDE == j % SIDE || quarter(i) == quarter(j);
    }

    private static int quarter(int cell) {
        return cell / SIDE / 2 * 2 + cell % SIDE / 2;
    }

    /// {@return this with one cell changed}
    SudokuGrid with(int cell, int value) {
        List<Integer> changed = new ArrayList<>(cells);
        changed.set(cell, value);
        return new SudokuGrid(changed);
    }

    /// {@return whether it is full and keeps the rules}
    boolean isSolved() {
        int[] values = cells.stream().mapToInt(Integer::intValue).toArray();
        return IntStream.range(0, CELLS)
                .allMatch(i -> values[i] >= 1 && values[i] <= SIDE && fits(values, i, values[i]));
    }

    /// {@return whether it has all numbers that another has}
    boolean keeps(SudokuGrid clues) {
        return IntStream.range(0, CELLS)
                .allMatch(i -> clues.cells.get(i) == 0 || clues.cells.get(i).equals(cells.get(i)));
    }

    /// {@return four lines of numbers, gaps as `_`, and one of them as `?`}
    ///
    /// @param asked the cell that is shown as `?`, -1 for none
    String show(int asked) {
        return IntStream.range(0, SIDE)
                .mapToObj(row ->
                        IntStream.range(row * SIDE, (row + 1) * SIDE)
                                .mapToObj(i -> symbol(i, asked))
                                .collect(Collectors.joining(" ")))
                .collect(Collectors.joining("\n"));
    }

    private String symbol(int cell, int asked) {
        return cell == asked ? "?" : cells.get(cell) == 0 ? "_" : cells.get(cell).toString();
    }
}
