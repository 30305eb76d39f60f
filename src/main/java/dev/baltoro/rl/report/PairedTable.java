package dev.baltoro.rl.report;

import dev.baltoro.rl.evaluation.Comparison;
import dev.baltoro.rl.evaluation.ComparisonText;
import dev.baltoro.rl.evaluation.Grid;
import dev.baltoro.rl.report.Table.Cell;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;

/// The same held-out tasks before and now, pair by pair, by domain.
final class PairedTable {
    private PairedTable() {}

    /// {@return the table of a run's first and newest measurement; nothing before there are two}
    static String of(Path run) throws IOException {
        Optional<Comparison> compared = Comparison.ofRun(run);
        if (compared.isEmpty()) {
            return "";
        }
        Grid grid = ComparisonText.sideBySide(compared.get());
        Table table = new Table(grid.head().toArray(String[]::new));
        for (List<String> row : grid.rows()) {
            table.row(row.stream().map(Cell::text).toArray(Cell[]::new));
        }
        return "<details class=\"more\"><summary>By domain, task by task</summary><p class=\"note\">p: McNemar’s exact two-sided test on the same tasks."
                + " Calls accepted: those that name a declared tool, with arguments that its schema allows.</p>"
                + table.html()
                + "</details>";
    }
}
