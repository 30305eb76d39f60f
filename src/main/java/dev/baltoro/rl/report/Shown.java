package dev.baltoro.rl.report;

import dev.baltoro.rl.evaluation.TaskOutcome;
import dev.baltoro.train.run.RolloutMetric.Measured;
import dev.baltoro.train.run.RolloutMetric.Policy;
import java.util.Locale;

/// Figures as the page writes them; a dash for what was not measured.
final class Shown {
    static final String NOTHING = "–";

    private Shown() {}

    static String number(String format, double value) {
        return Double.isFinite(value) ? String.format(Locale.ROOT, format, value) : NOTHING;
    }

    /// {@return a number, with its power of ten where it is small}
    static String small(double value) {
        return value == 0 || Math.abs(value) >= 0.01
                ? number("%.3f", value)
                : number("%.1e", value).replaceFirst("e-0?", "e−");
    }

    /// {@return a change with its sign}
    static String change(String format, double value) {
        return number(format, value).replace('-', '−');
    }

    /// {@return a share from 0 to 1 in per cent}
    static String percent(double share) {
        return number("%.1f\u00a0%%", 100 * share);
    }

    /// {@return a share and its interval in per cent}
    static String interval(double share, double low, double high) {
        return String.format(
                Locale.ROOT, "%.1f\u00a0%% [%.1f, %.1f]", 100 * share, 100 * low, 100 * high);
    }

    /// {@return the largest gap, NaN of an iteration whose tokens were all drawn by other weights,
    /// so that none could be compared}
    static double gapLargest(Policy policy) {
        return Double.isNaN(policy.gapMean()) ? Double.NaN : policy.gapLargest();
    }

    static double share(Measured measured) {
        return (double) measured.successes() / Math.max(1, measured.attempts());
    }

    /// {@return which tasks, and how tokens were drawn}
    static String tasks(Measured measured) {
        return words(measured.split()) + ", " + TaskOutcome.draws(measured.temperature());
    }

    /// {@return a name of the metrics as words}
    static String words(String name) {
        return name.replace('_', ' ');
    }
}
