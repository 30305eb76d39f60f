package dev.baltoro.rl.report;

import dev.baltoro.train.run.Html;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/// A figure of curves over the iterations. The script draws it from [#data]; without one the page
/// shows [PlainPlot].
///
/// @param id of its element
/// @param title what is shown
/// @param note its unit, and what its lines mean
/// @param places the iterations at which something was measured, in order
/// @param series curves, each with a value for every place
/// @param range of the upright axis
record Plot(
        String id, String title, String note, List<Long> places, List<Series> series, Range range) {
    /// Where the upright axis begins and ends.
    enum Range {
        /// At the smallest and the largest value.
        VALUES,
        /// At zero, and at the largest value.
        FROM_ZERO,
        /// At 0 and 100.
        PERCENT
    }

    /// How a curve looks.
    enum Look {
        LINE,
        /// A line that others are in front of.
        FAINT,
        /// A line through marked points.
        POINTS,
        /// The same, broken.
        DASHED_POINTS,
        /// The same, dotted.
        DOTTED_POINTS,
        /// A bound.
        DASHED,
        /// What no skill reaches.
        DOTTED
    }

    /// A curve.
    ///
    /// @param label its name
    /// @param color number in the page's palette
    /// @param values NaN where nothing was measured
    /// @param low lower ends of the intervals, empty if it has none
    /// @param high upper ends
    record Series(
            String label,
            int color,
            Look look,
            List<Double> values,
            List<Double> low,
            List<Double> high) {
        static Series of(String label, int color, Look look, List<Double> values) {
            return new Series(label, color, look, values, List.of(), List.of());
        }

        static Series line(String label, int color, List<Double> values) {
            return of(label, color, Look.LINE, values);
        }
    }

    /// {@return whether there is anything to draw}
    boolean isEmpty() {
        return series.stream()
                .filter(one -> one.look != Look.DASHED)
                .flatMap(one -> one.values.stream())
                .noneMatch(Double::isFinite);
    }

    String html() {
        return "<figure id=\"%s\"><figcaption><b>%s</b> %s</figcaption>%s</figure>\n"
                .formatted(
                        Html.escape(id),
                        Html.escape(title),
                        Html.escape(note),
                        isEmpty()
                                ? "<p>Nothing measured yet.</p>"
                                : "<noscript>" + PlainPlot.svg(this) + "</noscript>");
    }

    Map<String, Object> data() {
        List<Object> curves = new ArrayList<>();
        for (Series one : series) {
            Map<String, Object> curve = new LinkedHashMap<>();
            curve.put("label", one.label);
            curve.put("color", one.color);
            curve.put("look", one.look.name().toLowerCase(Locale.ROOT));
            curve.put("values", gaps(one.values));
            if (!one.low.isEmpty()) {
                curve.put("low", gaps(one.low));
                curve.put("high", gaps(one.high));
            }
            curves.add(curve);
        }
        return Map.of(
                "id", id,
                "places", places,
                "series", curves,
                "range", range.name().toLowerCase(Locale.ROOT));
    }

    /// {@return numbers as JSON can say them; an empty text for what is not finite}
    private static List<Object> gaps(List<Double> values) {
        return values.stream().map(value -> Double.isFinite(value) ? (Object) value : "").toList();
    }
}
