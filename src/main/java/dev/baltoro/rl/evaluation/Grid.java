package dev.baltoro.rl.evaluation;

import dev.baltoro.train.run.Html;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

/// A table of text, for a terminal or a page.
///
/// @param head the columns' names
/// @param rows as many cells each
public record Grid(List<String> head, List<List<String>> rows) {
    public Grid {
        head = List.copyOf(head);
        rows = rows.stream().map(List::copyOf).toList();
        for (List<String> row : rows) {
            if (row.size() != head.size()) {
                throw new IllegalArgumentException(
                        "a row of %d cells in a table of %d columns"
                                .formatted(row.size(), head.size()));
            }
        }
    }

    /// {@return its lines, with columns of one width}
    public List<String> aligned() {
        List<List<String>> all = new ArrayList<>();
        all.add(head);
        all.addAll(rows);
        int[] widths =
                IntStream.range(0, head.size())
                        .map(i -> all.stream().mapToInt(row -> row.get(i).length()).max().orElse(0))
                        .toArray();
        return all.stream()
                .map(row ->
                        IntStream.range(0, row.size())
                                .mapToObj(i -> padded(row.get(i), widths[i]))
                                .collect(Collectors.joining("  "))
                                .stripTrailing())
                .toList();
    }

    private static String padded(String cell, int width) {
        return cell + " ".repeat(width - cell.length());
    }

    /// {@return it as an element of a page}
    public String html() {
        StringBuilder html = new StringBuilder("<table><thead><tr>");
        head.forEach(name -> html.append("<th>").append(Html.escape(name)).append("</th>"));
        html.append("</tr></thead><tbody>\n");
        for (List<String> row : rows) {
            html.append("<tr>");
            row.forEach(cell -> html.append("<td>").append(Html.escape(cell)).append("</td>"));
            html.append("</tr>\n");
        }
        return html.append("</tbody></table>").toString();
    }

    /// {@return its lines in Markdown}
    public List<String> markdown() {
        List<String> lines = new ArrayList<>();
        lines.add(line(head));
        lines.add("|---".repeat(head.size()) + "|");
        rows.forEach(row -> lines.add(line(row)));
        return lines;
    }

    private static String line(List<String> cells) {
        return cells.stream()
                .map(cell -> cell.replace("|", "\\|"))
                .collect(Collectors.joining(" | ", "| ", " |"));
    }
}
