package dev.baltoro.rl.report;

import dev.baltoro.train.run.Html;
import java.util.ArrayList;
import java.util.List;

/// A table of a report. Cells are text, unless they say otherwise.
final class Table {
    private final List<String> lines = new ArrayList<>();
    private final int columns;

    Table(String... heads) {
        this.columns = heads.length;
        StringBuilder line = new StringBuilder("<tr>");
        for (String head : heads) {
            line.append("<th scope=\"col\">").append(Html.escape(head)).append("</th>");
        }
        lines.add(line.append("</tr>").toString());
    }

    /// What stands in a cell.
    ///
    /// @param html as it is
    record Cell(String html) {
        static Cell text(String text) {
            return new Cell(Html.escape(text));
        }

        static Cell noted(String text, String note) {
            return new Cell(Html.escape(text) + " <small>" + Html.escape(note) + "</small>");
        }
    }

    Table row(Cell... cells) {
        if (cells.length != columns) {
            throw new IllegalArgumentException(
                    "a row of %d cells in a table of %d columns".formatted(cells.length, columns));
        }
        StringBuilder line = new StringBuilder("<tr>");
        for (Cell cell : cells) {
            line.append("<td>").append(cell.html).append("</td>");
        }
        lines.add(line.append("</tr>").toString());
        return this;
    }

    String html() {
        return "<div class=\"scroll\"><table class=\"figures\"><thead>"
                + lines.getFirst()
                + "</thead><tbody>\n"
                + String.join("\n", lines.subList(1, lines.size()))
                + "</tbody></table></div>";
    }
}
