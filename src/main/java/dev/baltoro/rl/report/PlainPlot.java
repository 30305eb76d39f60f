package dev.baltoro.rl.report;

import dev.baltoro.train.run.Html;
import java.math.BigDecimal;
import java.math.MathContext;
import java.util.List;
import java.util.Locale;
import java.util.stream.Stream;

/// A plot as SVG, for readers without a script: the curves, the ends of the axes, and each curve's
/// newest value.
final class PlainPlot {
    private static final double WIDTH = 480;
    private static final double HEIGHT = 160;

    /// Most points of a curve.
    private static final int POINTS_MAX = 200;

    private final Plot plot;
    private final double low;
    private final double high;
    private final double first;
    private final double last;

    private PlainPlot(Plot plot) {
        this.plot = plot;
        double smallest = values(plot).min(Double::compare).orElse(0.0);
        double largest = values(plot).max(Double::compare).orElse(1.0);
        this.low = plot.range() == Plot.Range.VALUES ? smallest : Math.min(0, smallest);
        double top = plot.range() == Plot.Range.PERCENT ? 100 : largest;
        this.high = top > low ? top : low + 1;
        this.first = plot.places().getFirst();
        this.last = Math.max(plot.places().getLast(), first + 1);
    }

    private static Stream<Double> values(Plot plot) {
        return plot.series().stream()
                .flatMap(one -> one.values().stream())
                .filter(Double::isFinite);
    }

    static String svg(Plot plot) {
        return new PlainPlot(plot).svg();
    }

    private String svg() {
        StringBuilder svg = new StringBuilder();
        StringBuilder key = new StringBuilder();
        for (Plot.Series one : plot.series()) {
            svg.append(curve(one));
            key.append(
                    "<span class=\"key%d\">%s</span> %s "
                            .formatted(
                                    one.color() % 6,
                                    Html.escape(one.label()),
                                    number(newest(one.values()))));
        }
        return "<svg class=\"plain\" viewBox=\"0 0 %.0f %.0f\" role=\"img\" aria-label=\"%s\"><rect class=\"frame\" x=\"0\" y=\"0\" width=\"%.0f\" height=\"%.0f\"/>%s</svg><p class=\"note\">%s to %s, iterations %.0f to %.0f. %s</p>"
                .formatted(
                        WIDTH,
                        HEIGHT,
                        Html.escape(plot.title()),
                        WIDTH,
                        HEIGHT,
                        svg,
                        number(low),
                        number(high),
                        first,
                        last,
                        key);
    }

    private String curve(Plot.Series series) {
        int stride = Math.max(1, (series.values().size() + POINTS_MAX - 1) / POINTS_MAX);
        StringBuilder points = new StringBuilder();
        for (int i = (series.values().size() - 1) % stride;
                i < series.values().size();
                i += stride) {
            double value = series.values().get(i);
            if (Double.isFinite(value)) {
                points.append(
                        String.format(
                                Locale.ROOT,
                                "%s%.1f,%.1f",
                                points.isEmpty() ? "" : " ",
                                WIDTH * (plot.places().get(i) - first) / (last - first),
                                HEIGHT * (1 - (value - low) / (high - low))));
            }
        }
        return "<polyline class=\"line%d %s\" points=\"%s\"/>"
                .formatted(
                        series.color() % 6, series.look().name().toLowerCase(Locale.ROOT), points);
    }

    private static double newest(List<Double> values) {
        return values.reversed().stream().filter(Double::isFinite).findFirst().orElse(Double.NaN);
    }

    private static String number(double value) {
        if (!Double.isFinite(value) || value != 0 && Math.abs(value) < 0.01) {
            return Shown.small(value);
        }
        return new BigDecimal(value).round(new MathContext(4)).stripTrailingZeros().toPlainString();
    }
}
