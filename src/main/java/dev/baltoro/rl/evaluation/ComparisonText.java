package dev.baltoro.rl.evaluation;

import dev.baltoro.rl.evaluation.Comparison.Figures;
import dev.baltoro.rl.evaluation.Comparison.Row;
import dev.baltoro.stats.Wilson;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/// A comparison for people.
public final class ComparisonText {
    private static final String NOTHING = "-";

    private ComparisonText() {}

    /// {@return two arms side by side, a line a row}
    ///
    /// @throws IllegalArgumentException if there are not two
    public static Grid sideBySide(Comparison comparison) {
        if (comparison.arms().size() != 2) {
            throw new IllegalArgumentException("side by side stand two arms");
        }
        List<List<String>> rows = new ArrayList<>();
        for (Row row : comparison.rows()) {
            Figures before = row.figures().getFirst();
            Figures after = row.figures().getLast();
            rows.add(
                    List.of(
                            row.slice().domain(),
                            words(row.slice().split()),
                            row.slice().draws(),
                            Integer.toString(row.tasks()),
                            share(before.share()),
                            share(after.share()),
                            p(after),
                            percent(row.chance()),
                            fromTo(before.tokens(), after.tokens()),
                            fromTo(after.firstTokensOfBoth(), after.tokensOfBoth()),
                            calls(after),
                            verdict(row, 1)));
        }
        return new Grid(
                List.of(
                        "domain",
                        "split",
                        "draws",
                        "tasks",
                        comparison.arms().getFirst(),
                        comparison.arms().getLast(),
                        "p",
                        "chance",
                        "tokens a solved task",
                        "if both solved it",
                        "calls accepted",
                        ""),
                rows);
    }

    /// {@return any number of arms, a line each under every row}
    public static Grid underEachOther(Comparison comparison) {
        List<List<String>> rows = new ArrayList<>();
        for (Row row : comparison.rows()) {
            for (int arm = 0; arm < comparison.arms().size(); arm++) {
                Figures figures = row.figures().get(arm);
                rows.add(
                        List.of(
                                row.slice().domain(),
                                words(row.slice().split()),
                                row.slice().draws(),
                                Integer.toString(row.tasks()),
                                percent(row.chance()),
                                comparison.arms().get(arm),
                                share(figures.share()),
                                arm == 0 ? "" : p(figures),
                                arm == 0 ? "" : verdict(row, arm),
                                number(figures.tokens()),
                                arm == 0
                                        ? ""
                                        : fromTo(
                                                figures.firstTokensOfBoth(),
                                                figures.tokensOfBoth()),
                                calls(figures)));
            }
        }
        return new Grid(
                List.of(
                        "domain",
                        "split",
                        "draws",
                        "tasks",
                        "chance",
                        "arm",
                        "done",
                        "p",
                        "intervals",
                        "tokens a solved task",
                        "if both solved it",
                        "calls accepted"),
                rows);
    }

    private static String verdict(Row row, int arm) {
        Wilson before = row.figures().getFirst().share();
        Wilson after = row.figures().get(arm).share();
        if (!after.isApartFrom(before)) {
            return "";
        }
        return Comparison.isLifted(row, arm) ? "lifted" : "fell";
    }

    private static String share(Wilson share) {
        return String.format(
                Locale.ROOT,
                "%.1f %% [%.1f, %.1f]",
                100 * share.share(),
                100 * share.low(),
                100 * share.high());
    }

    private static String p(Figures figures) {
        double p = figures.paired().p();
        return p < 0.0001 ? "< 0.0001" : String.format(Locale.ROOT, "%.4f", p);
    }

    private static String calls(Figures figures) {
        return figures.calls() == 0
                ? NOTHING
                : String.format(
                        Locale.ROOT,
                        "%.1f %% of %d",
                        100.0 * figures.acceptedCalls() / figures.calls(),
                        figures.calls());
    }

    private static String percent(double share) {
        return String.format(Locale.ROOT, "%.1f %%", 100 * share);
    }

    private static String fromTo(double before, double after) {
        return number(before) + " -> " + number(after);
    }

    static String number(double value) {
        return Double.isFinite(value) ? String.format(Locale.ROOT, "%.1f", value) : NOTHING;
    }

    private static String words(String name) {
        return name.replace('_', ' ');
    }
}
