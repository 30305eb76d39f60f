package dev.baltoro.rl.report;

import static dev.baltoro.rl.report.Table.Cell.text;

import dev.baltoro.rl.report.Table.Cell;
import dev.baltoro.train.run.RolloutMetric.Measured;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.TreeSet;
import java.util.function.ToDoubleFunction;

/// The table of success on held-out tasks at the beginning and now.
final class BeforeAfter {
    private BeforeAfter() {}

    static String table(List<Compared> rows) {
        if (rows.isEmpty()) {
            return "<p>Nothing measured yet.</p>";
        }
        Table success =
                new Table("gym", "tasks", "0 to 100 %", "before", "after", "change", "chance");
        Table length =
                new Table("gym", "tasks", "tokens", "tokens of a solved task", "partial credit");
        for (Compared row : rows) {
            Measured before = row.before();
            success.row(
                    gym(before),
                    text(Shown.tasks(before)),
                    new Cell(IntervalBar.of(before, row.after())),
                    share(before),
                    row.after().map(BeforeAfter::share).orElse(text(Shown.NOTHING)),
                    change(row),
                    text(Shown.percent(row.after().orElse(before).chance())));
            length.row(
                    gym(before),
                    text(Shown.tasks(before)),
                    text(fromTo(row, Measured::tokens)),
                    text(fromTo(row, BeforeAfter::tokensOfSuccess)),
                    text(partial(row)));
        }
        return note(rows)
                + success.html()
                + "<details class=\"more\"><summary>Length and partial credit</summary>"
                + length.html()
                + "</details>";
    }

    private static String note(List<Compared> rows) {
        Optional<Compared> measured =
                rows.stream().filter(row -> row.after().isPresent()).findFirst();
        return "<p class=\"note\">"
                + measured.map(row -> "After " + row.afterStep() + " iterations. ")
                        .orElse("Not measured again yet. ")
                + "Shares with Wilson’s 95 % intervals. <i>Lifted</i> and <i>fell</i>: the two intervals have no point in"
                + " common. Chance: the best share that an answer without skill reaches on the same tasks.</p>";
    }

    private static Cell gym(Measured measured) {
        return measured.gym().equals(measured.domain())
                ? text(measured.gym())
                : Cell.noted(measured.gym(), measured.domain());
    }

    private static Cell share(Measured measured) {
        return Cell.noted(
                Shown.percent(Shown.share(measured)),
                String.format(
                        Locale.ROOT,
                        "%.1f to %.1f; %d of %d",
                        100 * measured.low(),
                        100 * measured.high(),
                        measured.successes(),
                        measured.attempts()));
    }

    private static Cell change(Compared row) {
        String points =
                row.after()
                        .map(now ->
                                Shown.change(
                                        " %+.1f",
                                        100 * (Shown.share(now) - Shown.share(row.before()))))
                        .orElse("");
        return new Cell(
                "<span class=\"change %s\">%s</span>%s"
                        .formatted(
                                row.change().name().toLowerCase(Locale.ROOT),
                                row.change().word(),
                                points));
    }

    private static double tokensOfSuccess(Measured measured) {
        return measured.successes() == 0 ? Double.NaN : measured.tokensOfSuccess();
    }

    private static String fromTo(Compared row, ToDoubleFunction<Measured> figure) {
        String before = Shown.number("%.1f", figure.applyAsDouble(row.before()));
        return row.after()
                .map(now -> before + " → " + Shown.number("%.1f", figure.applyAsDouble(now)))
                .orElse(before);
    }

    private static String partial(Compared row) {
        Map<String, Double> before = row.before().partial();
        TreeSet<String> names = new TreeSet<>(before.keySet());
        row.after().ifPresent(now -> names.addAll(now.partial().keySet()));
        StringBuilder words = new StringBuilder();
        for (String name : names) {
            words.append(words.isEmpty() ? "" : ", ")
                    .append(name)
                    .append(Shown.number(" %.2f", before.getOrDefault(name, 0.0)));
            row.after()
                    .ifPresent(now ->
                            words.append(
                                    Shown.number(
                                            " → %.2f", now.partial().getOrDefault(name, 0.0))));
        }
        return words.isEmpty() ? Shown.NOTHING : words.toString();
    }
}
