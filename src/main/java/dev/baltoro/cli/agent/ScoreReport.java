package dev.baltoro.cli.agent;

import dev.baltoro.agent.evaluation.EvaluationScores;
import dev.baltoro.agent.request.ToolRequest;
import dev.baltoro.agent.request.ToolRequestFile;
import dev.baltoro.agent.score.Prediction;
import dev.baltoro.agent.score.PredictionFile;
import dev.baltoro.agent.score.ScoreTable;
import dev.baltoro.cli.terminal.TextColumns;
import dev.baltoro.stats.Wilson;
import java.io.PrintWriter;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/// Prints shares, and requests that went wrong.
final class ScoreReport {
    private ScoreReport() {}

    /// Prints every share with its 95 % interval.
    ///
    /// @param byTool whether each tool has a line
    static void print(EvaluationScores scores, boolean byTool, PrintWriter out) {
        List<List<String>> rows = new ArrayList<>();
        rows.add(List.of("", "share", "95 % interval", "of"));
        scores.shares().forEach((name, share) -> rows.add(row(name, share)));
        if (byTool) {
            scores.byTool().forEach((name, share) -> rows.add(row("tool: " + name, share)));
        }
        TextColumns.lines(rows).forEach(out::println);
        if (scores.missing() > 0) {
            out.printf("without a prediction, counted as wrong: %,d%n", scores.missing());
        }
    }

    private static List<String> row(String name, Wilson share) {
        return List.of(
                name,
                String.format(Locale.ROOT, "%.1f %%", 100 * share.share()),
                String.format(Locale.ROOT, "[%.1f, %.1f]", 100 * share.low(), 100 * share.high()),
                "%d of %d".formatted(share.successes(), share.trials()));
    }

    /// Prints the first requests that were not done as wanted.
    static void printWrong(
            ScoreTable table, Map<String, Prediction> predictions, int most, PrintWriter out) {
        table.judged().stream()
                .filter(one -> !one.verdict().right())
                .limit(most)
                .forEach(one -> {
                    ToolRequest request = one.request();
                    JsonNode line = JsonMapper.shared().readTree(ToolRequestFile.line(request));
                    String got =
                            Optional.ofNullable(predictions.get(request.id()))
                                    .map(PredictionFile::line)
                                    .orElse("nothing");
                    out.printf(
                            "%n%s (%s, %s): %s%n  wanted %s%n  got    %s%n",
                            request.id(),
                            request.kind().word(),
                            line.path("difficulty").asString(),
                            request.request(),
                            line.path("expected"),
                            got);
                });
    }
}
