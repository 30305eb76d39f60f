package dev.baltoro.rl.report;

import static dev.baltoro.rl.report.Table.Cell.text;

import dev.baltoro.stats.Wilson;
import dev.baltoro.train.run.RolloutMetric.Critic;
import java.util.List;

/// How well the model judges pairs whose better answer is known.
final class CriticTable {
    private CriticTable() {}

    static String of(List<Critic> measured) {
        List<Critic> answered = measured.stream().filter(one -> one.of() > 0).toList();
        if (answered.isEmpty()) {
            return "<p>No judge was measured: all tasks have verifiers, or none was set.</p>";
        }
        Table table = new Table("iteration", "right", "chance");
        for (Critic one : answered) {
            table.row(
                    text(Long.toString(one.step())),
                    text(Wilson.of(one.right(), one.of()).toString()),
                    text("50 %"));
        }
        return table.html();
    }
}
