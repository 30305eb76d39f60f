package dev.baltoro.train.experiment;

import dev.baltoro.stats.Spread;
import java.awt.Color;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.knowm.xchart.CategoryChart;
import org.knowm.xchart.CategorySeries;
import org.knowm.xchart.CategorySeries.CategorySeriesRenderStyle;
import org.knowm.xchart.style.lines.SeriesLines;
import org.knowm.xchart.style.markers.SeriesMarkers;

/// One figure of each run: a dot a run, variants side by side, their means joined by a line.
final class DotChart {
    private static final double MARGIN = 0.1;

    private DotChart() {}

    /// Draws the figures of each variant's runs.
    static void write(String title, Map<String, List<Double>> variants, Path file)
            throws IOException {
        List<String> names = List.copyOf(variants.keySet());
        CategoryChart chart = ChartStyle.categories(title, "nats a token");
        Spread all = Spread.of(variants.values().stream().flatMap(List::stream).toList());
        double margin = Math.max(1e-3, MARGIN * (all.max() - all.min()));
        chart.getStyler().setOverlapped(true); // dots stand above their variant's name
        chart.getStyler().setYAxisMin(all.min() - margin).setYAxisMax(all.max() + margin);
        int runs = variants.values().stream().mapToInt(List::size).max().orElseThrow();
        for (int run = 0; run < runs; run++) {
            List<Double> values = new ArrayList<>();
            for (String name : names) {
                List<Double> own = Objects.requireNonNull(variants.get(name));
                values.add(
                        own.get(Math.min(run, own.size() - 1))); // fewer runs: the last one again
            }
            CategorySeries dots = chart.addSeries("run " + run, names, values);
            dots.setChartCategorySeriesRenderStyle(CategorySeriesRenderStyle.Scatter);
            dots.setMarker(SeriesMarkers.CIRCLE);
            dots.setMarkerColor(ChartStyle.color(1));
        }
        List<Double> means = variants.values().stream().map(own -> Spread.of(own).mean()).toList();
        CategorySeries joined = chart.addSeries("mean", names, means);
        joined.setChartCategorySeriesRenderStyle(CategorySeriesRenderStyle.Line);
        joined.setLineColor(Color.GRAY);
        joined.setLineStyle(SeriesLines.DASH_DASH);
        joined.setMarker(SeriesMarkers.NONE);
        ChartStyle.write(chart, file);
    }
}
