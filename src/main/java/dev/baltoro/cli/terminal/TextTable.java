package dev.baltoro.cli.terminal;

import dev.baltoro.model.plan.PlanTable;
import java.io.PrintWriter;
import java.util.ArrayList;
import java.util.List;

/// Prints a table in columns as wide as their widest cell.
public final class TextTable {
    private static final int GAP = 3;
    private static final int NOTE_WIDTH = 100;

    private TextTable() {}

    public static void print(PlanTable table, PrintWriter out) {
        List<List<String>> all = new ArrayList<>(List.of(table.header()));
        all.addAll(table.rows());
        int[] widths = new int[table.header().size()];
        for (List<String> row : all) {
            for (int column = 0; column < row.size() && row.size() > 1; column++) {
                widths[column] = Math.max(widths[column], row.get(column).length());
            }
        }
        for (List<String> row : all) {
            if (row.size() == 1) {
                out.println();
            }
            out.println(line(row, widths));
        }
        for (String note : table.notes()) {
            out.println();
            wrapped(note).forEach(out::println);
        }
    }

    /// The label is flush left, the figures flush right.
    private static String line(List<String> row, int[] widths) {
        if (row.size() == 1) {
            return row.getFirst();
        }
        StringBuilder line = new StringBuilder();
        for (int column = 0; column < row.size(); column++) {
            String padding = " ".repeat(widths[column] - row.get(column).length());
            line.append(column == 0 ? "" : " ".repeat(GAP));
            line.append(column == 0 ? row.get(column) + padding : padding + row.get(column));
        }
        return line.toString().stripTrailing();
    }

    private static List<String> wrapped(String note) {
        List<String> lines = new ArrayList<>();
        StringBuilder line = new StringBuilder();
        for (String word : note.split(" ", -1)) {
            if (!line.isEmpty() && line.length() + 1 + word.length() > NOTE_WIDTH) {
                lines.add(line.toString());
                line.setLength(0);
            }
            line.append(line.isEmpty() ? "" : " ").append(word);
        }
        lines.add(line.toString());
        return lines;
    }
}
