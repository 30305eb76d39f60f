package dev.baltoro.flow;

import dev.baltoro.io.Durable;
import dev.baltoro.rl.evaluation.Comparison;
import dev.baltoro.rl.evaluation.ComparisonText;
import dev.baltoro.train.run.Html;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;

/// The page of a flow: it leads to the reports of the steps, which are drawn while they go on, and
/// at last shows what came of them.
///
/// @param folder of the flow
/// @param name what it is called
record FlowPage(Path folder, String name) {
    private static final String HEAD =
            """
            <!doctype html>
            <html lang="en"><head><meta charset="utf-8"><title>%1$s</title>
            <style>
            body { font: 15px/1.5 system-ui, sans-serif; max-width: 75em; margin: 2em auto; padding: 0 1em; }
            table { border-collapse: collapse; font-variant-numeric: tabular-nums; display: block; overflow-x: auto; }
            th, td { text-align: left; padding: .25em .8em .25em 0; border-bottom: 1px solid #8884; white-space: nowrap; }
            pre { white-space: pre-wrap; }
            </style></head><body>
            <h1>%1$s</h1>
            <p>The steps, in order. A step's report is there from its beginning on.</p>
            <ol>
            <li><a href="pretrain/report.html">pretraining</a></li>
            <li><a href="sft/report.html">fine-tuning on solved tasks</a></li>
            <li><a href="rl/report.html">reinforcement learning</a></li>
            </ol>
            """;

    Path file() {
        return folder.resolve("report.html");
    }

    /// @param table what reinforcement learning changed, once it is done
    /// @param shown a task as the model does it, line by line
    void draw(Optional<Comparison> table, List<String> shown) throws IOException {
        StringBuilder html = new StringBuilder(HEAD.formatted(Html.escape(name)));
        if (table.isPresent()) {
            html.append(
                    "<h2>Held-out tasks, before and after reinforcement learning</h2>\n<p>Each attempted once; 95 % intervals by Wilson; p by McNemar's exact test on the same tasks. Chance is the best share that an answer without skill reaches.</p>\n");
            html.append(ComparisonText.sideBySide(table.get()).html());
        }
        if (!shown.isEmpty()) {
            html.append("\n<h2>A held-out task, as the model does it</h2>\n<pre>")
                    .append(Html.escape(String.join("\n", shown)))
                    .append("</pre>");
        }
        Durable.replace(file(), html.append("\n</body></html>\n").toString());
    }
}
