package dev.baltoro.rl.report;

import static dev.baltoro.rl.report.Table.Cell.text;

import dev.baltoro.rl.recipe.GuardSettings;
import dev.baltoro.rl.report.Table.Cell;
import dev.baltoro.train.run.RolloutMetric.Measured;
import dev.baltoro.train.run.RolloutMetric.Success;
import dev.baltoro.train.run.RunHistory;
import java.util.Optional;

/// The domains' base rates, which decided in what the run trains.
final class BaseRateTable {
    private BaseRateTable() {}

    static String of(GuardSettings guards, RunHistory history) {
        Optional<Success> rates =
                history.successes().stream()
                        .filter(success -> success.purpose().equals("base rate"))
                        .findFirst();
        if (rates.isEmpty()) {
            return guards.baseRatePrompts() == 0
                    ? "<p>The recipe has them not measured: every domain is trained in.</p>"
                    : "<p>Nothing measured yet.</p>";
        }
        Table table = new Table("domain", "0 to 100 %", "base rate", "of", "tokens", "decision");
        for (Measured rate : rates.get().measured()) {
            boolean learnable = guards.isLearnable(Shown.share(rate));
            table.row(
                    text(rate.domain()),
                    new Cell(
                            IntervalBar.between(
                                    rate, guards.baseRateLeast(), guards.baseRateMost())),
                    text(Shown.interval(Shown.share(rate), rate.low(), rate.high())),
                    text(rate.successes() + " of " + rate.attempts()),
                    text(Shown.number("%.1f", rate.tokens())),
                    new Cell(
                            learnable
                                    ? "<span class=\"change lifted\">trained</span>"
                                    : "<span class=\"change fell\">left out</span>"));
        }
        return "<p class=\"note\">Before the first step, on tasks to train on. A domain is trained in where its rate is from %s to %s.</p>"
                        .formatted(
                                Shown.percent(guards.baseRateLeast()),
                                Shown.percent(guards.baseRateMost()))
                + table.html();
    }
}
