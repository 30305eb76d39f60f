package dev.baltoro.rl.report;

import static dev.baltoro.rl.report.Table.Cell.text;

import dev.baltoro.train.run.RolloutMetric.Cores;
import dev.baltoro.train.run.RolloutMetric.Iteration;
import dev.baltoro.train.run.RolloutMetric.Policy;
import dev.baltoro.train.run.RolloutMetric.Sampling;
import java.util.List;

/// The curves' figures as a table, for reading without a script.
final class IterationTable {
    /// Most rows; of more iterations some are shown, evenly chosen.
    static final int ROWS_MAX = 100;

    private IterationTable() {}

    static String of(List<Iteration> iterations) {
        if (iterations.isEmpty()) {
            return "<p>Nothing measured yet.</p>";
        }
        List<Iteration> shown = Thinned.to(ROWS_MAX, iterations);
        Table table =
                new Table(
                        "iteration",
                        "success",
                        "reward",
                        "tokens",
                        "budget hits",
                        "usable groups",
                        "temperature",
                        "entropy",
                        "KL from start",
                        "KL from drawing",
                        "gap",
                        "staleness",
                        "rollout tok/s",
                        "training tok/s",
                        "seconds",
                        "idle",
                        "cores: engine, trainer");
        shown.forEach(one -> row(table, one));
        String note =
                shown.size() < iterations.size()
                        ? "<p class=\"note\">%d of %d iterations.</p>"
                                .formatted(shown.size(), iterations.size())
                        : "";
        return note + table.html();
    }

    private static void row(Table table, Iteration one) {
        Pooled pooled = Pooled.of(one);
        Policy policy = one.policy();
        Sampling sampling = one.sampling();
        Speed speed = Speed.of(one);
        table.row(
                text(Long.toString(one.iteration())),
                text(
                        pooled.verified() == 0
                                ? Shown.NOTHING
                                : pooled.successes() + " of " + pooled.verified()),
                text(Shown.number("%.3f", pooled.reward())),
                text(Shown.number("%.1f", pooled.tokens())),
                text(Integer.toString(pooled.truncated())),
                text(sampling.usable() + " of " + sampling.groups()),
                text(Shown.number("%.3f", sampling.temperature())),
                text(Shown.number("%.4f", policy.entropy())),
                text(Shown.number("%.5f", policy.klFromStart())),
                text(Shown.number("%.5f", policy.klFromDrawing())),
                text(Shown.small(Shown.gapLargest(policy))),
                text(Shown.number("%.2f", sampling.stalenessMean())),
                text(Shown.number("%.0f", speed.rollout())),
                text(Shown.number("%.0f", speed.training())),
                text(Shown.number("%.1f", one.time().total())),
                text(Shown.percent(one.time().idleShare())),
                text(one.time().cores().map(IterationTable::cores).orElse(Shown.NOTHING)));
    }

    private static String cores(Cores cores) {
        return Shown.number("%.2f", cores.engine()) + ", " + Shown.number("%.2f", cores.trainer());
    }
}
