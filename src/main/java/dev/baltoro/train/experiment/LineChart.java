package dev.baltoro.train.experiment;

import java.awt.Color;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.OptionalDouble;
import org.knowm.xchart.XYChart;
import org.knowm.xchart.XYSeries;
import org.knowm.xchart.style.lines.SeriesLines;

/// Curves over steps: each variant's mean as a thick line, its seeds as thin ones.
///
/// @param title above the chart
/// @param unit of the vertical axis
/// @param cap a level drawn across, such as τ
record LineChart(String title, String unit, OptionalDouble cap) {
    private static final float MEAN_WIDTH = 2.4f;
    private static final float SEED_WIDTH = 0.9f;

    /// With a cap, the axis is logarithmic once curves pass it by so much.
    private static final double LOG_FROM = 4;

    private static final int TICK_PIXELS = 90;
    private static final double LOG_FLOOR = 0.1;

    /// Draws the curves of each variant's seeds.
    void write(Map<String, List<Curve>> variants, Path file) throws IOException {
        XYChart chart = ChartStyle.chart(title, "step", unit);
        boolean log = isLogarithmic(variants);
        chart.getStyler()
                .setYAxisLogarithmic(log)
                .setXAxisMin(0.0)
                .setXAxisTickMarkSpacingHint(TICK_PIXELS);
        int color = 0;
        for (Map.Entry<String, List<Curve>> variant : variants.entrySet()) {
            List<Curve> seeds = variant.getValue();
            for (int i = 0; i < seeds.size() && seeds.size() > 1; i++) {
                String name = variant.getKey() + " " + i;
                line(chart, name, seeds.get(i), log, ChartStyle.pale(color), SEED_WIDTH)
                        .setShowInLegend(false);
            }
            line(
                    chart,
                    variant.getKey(),
                    Curve.mean(seeds),
                    log,
                    ChartStyle.color(color),
                    MEAN_WIDTH);
            color++;
        }
        if (cap.isPresent()) {
            double last =
                    variants.values().stream()
                            .flatMap(List::stream)
                            .mapToDouble(curve -> curve.x().getLast())
                            .max()
                            .orElseThrow();
            Curve level =
                    new Curve(List.of(1.0, last), List.of(cap.getAsDouble(), cap.getAsDouble()));
            line(chart, "τ = " + plain(cap.getAsDouble()), level, log, Color.DARK_GRAY, SEED_WIDTH)
                    .setLineStyle(SeriesLines.DASH_DASH);
        }
        ChartStyle.write(chart, file);
    }

    private boolean isLogarithmic(Map<String, List<Curve>> variants) {
        double top =
                variants.values().stream()
                        .flatMap(List::stream)
                        .flatMap(curve -> curve.y().stream())
                        .mapToDouble(value -> value)
                        .max()
                        .orElse(0);
        return cap.isPresent() && top > LOG_FROM * cap.getAsDouble();
    }

    private static XYSeries line(
            XYChart chart, String name, Curve curve, boolean log, Color color, float width) {
        double[] y =
                curve.y().stream()
                        .mapToDouble(value -> log ? Math.max(LOG_FLOOR, value) : value)
                        .toArray();
        XYSeries series =
                chart.addSeries(name, curve.x().stream().mapToDouble(x -> x).toArray(), y);
        series.setLineColor(color);
        series.setLineWidth(width);
        series.setLineStyle(SeriesLines.SOLID);
        series.setLineWidth(width);
        return series;
    }

    private static String plain(double value) {
        return value == Math.rint(value) ? Long.toString((long) value) : Double.toString(value);
    }
}
