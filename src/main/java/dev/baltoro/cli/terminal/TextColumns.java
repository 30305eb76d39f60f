package dev.baltoro.cli.terminal;

import java.util.ArrayList;
import java.util.List;

/// Lays cells of text out in columns, each as wide as its widest cell.
public final class TextColumns {
    private static final int GAP = 2;

    private TextColumns() {}

    /// {@return a line for each row}
    public static List<String> lines(List<List<String>> rows) {
        List<Integer> widths = new ArrayList<>();
        for (List<String> row : rows) {
            for (int column = 0; column < row.size(); column++) {
                int width = row.get(column).length();
                if (column == widths.size()) {
                    widths.add(width);
                } else {
                    widths.set(column, Math.max(widths.get(column), width));
                }
            }
        }
        return rows.stream().map(row -> line(row, widths)).toList();
    }

    private static String line(List<String> row, List<Integer> widths) {
        StringBuilder line = new StringBuilder();
        for (int column = 0; column < row.size(); column++) {
            String cell = row.get(column);
            line.append(cell).repeat(" ", widths.get(column) + GAP - cell.length());
        }
        return line.toString().stripTrailing();
    }
}
