package dev.baltoro.rl.report;

import dev.baltoro.train.run.Html;
import dev.baltoro.train.run.RolloutMetric.Measured;
import java.util.Locale;
import java.util.Optional;

/// Shares with their intervals on a line from 0 to 100 %, as SVG.
final class IntervalBar {
    private static final double LEFT = 5;
    private static final double WIDTH = 190;

    private IntervalBar() {}

    /// {@return one share}
    ///
    /// @param low a bound that is drawn, from 0 to 1
    /// @param high another
    static String between(Measured measured, double low, double high) {
        return svg(
                "%s, wanted %s to %s"
                        .formatted(words(measured), Shown.percent(low), Shown.percent(high)),
                tick("bound", low) + tick("bound", high) + share("after", measured, 12));
    }

    /// {@return a share before and after, and chance}
    static String of(Measured before, Optional<Measured> after) {
        double chance = after.orElse(before).chance();
        return svg(
                "before %s%s, chance %s"
                        .formatted(
                                words(before),
                                after.map(now -> ", after " + words(now)).orElse(""),
                                Shown.percent(chance)),
                tick("chance", chance)
                        + share("before", before, 8)
                        + after.map(now -> share("after", now, 16)).orElse(""));
    }

    private static String words(Measured measured) {
        return Shown.interval(Shown.share(measured), measured.low(), measured.high());
    }

    private static String svg(String label, String inside) {
        return "<svg class=\"bar\" viewBox=\"0 0 200 24\" role=\"img\" aria-label=\"%s\"><title>%s</title>%s%s</svg>"
                .formatted(
                        Html.escape(label),
                        Html.escape(label),
                        "<rect class=\"axis\" x=\"5\" y=\"11.5\" width=\"190\" height=\"1\"/>",
                        inside);
    }

    private static String tick(String kind, double at) {
        return String.format(
                Locale.ROOT,
                "<line class=\"%s\" x1=\"%.1f\" x2=\"%.1f\" y1=\"1\" y2=\"23\"/>",
                kind,
                x(at),
                x(at));
    }

    private static String share(String kind, Measured measured, int y) {
        return String.format(
                Locale.ROOT,
                "<g class=\"%s\"><line x1=\"%.1f\" x2=\"%.1f\" y1=\"%d\" y2=\"%d\"/><circle cx=\"%.1f\" cy=\"%d\" r=\"3.4\"/></g>",
                kind,
                x(measured.low()),
                x(measured.high()),
                y,
                y,
                x(Shown.share(measured)),
                y);
    }

    private static double x(double share) {
        return LEFT + WIDTH * Math.clamp(share, 0, 1);
    }
}
