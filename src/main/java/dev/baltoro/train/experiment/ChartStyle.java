package dev.baltoro.train.experiment;

import dev.baltoro.io.Durable;
import java.awt.Color;
import java.awt.Font;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import javax.imageio.ImageIO;
import org.knowm.xchart.BitmapEncoder;
import org.knowm.xchart.CategoryChart;
import org.knowm.xchart.CategoryChartBuilder;
import org.knowm.xchart.XYChart;
import org.knowm.xchart.XYChartBuilder;
import org.knowm.xchart.internal.chartpart.IChart;
import org.knowm.xchart.style.AxesChartStyler;
import org.knowm.xchart.style.Styler.LegendPosition;
import org.knowm.xchart.style.markers.Marker;
import org.knowm.xchart.style.markers.SeriesMarkers;

/// How all charts look: white, few lines, colours that stay apart for the colour-blind (Okabe and
/// Ito's).
final class ChartStyle {
    private static final int WIDTH = 760;
    private static final int HEIGHT = 420;
    private static final int TEXT_SIZE = 13;
    private static final int SEED_ALPHA = 90;
    private static final List<Color> COLORS =
            List.of(
                    new Color(0xD55E00),
                    new Color(0x0072B2),
                    new Color(0x009E73),
                    new Color(0xCC79A7),
                    new Color(0xE69F00),
                    new Color(0x56B4E9),
                    new Color(0x000000));

    private ChartStyle() {}

    static XYChart chart(String title, String x, String y) {
        XYChart chart =
                new XYChartBuilder()
                        .width(WIDTH)
                        .height(HEIGHT)
                        .title(title)
                        .xAxisTitle(x)
                        .yAxisTitle(y)
                        .build();
        style(chart.getStyler());
        chart.getStyler().setLegendPosition(LegendPosition.OutsideE);
        return chart;
    }

    /// {@return a chart with names on its horizontal axis}
    static CategoryChart categories(String title, String y) {
        CategoryChart chart =
                new CategoryChartBuilder()
                        .width(WIDTH)
                        .height(HEIGHT)
                        .title(title)
                        .yAxisTitle(y)
                        .build();
        style(chart.getStyler());
        chart.getStyler().setLegendVisible(false);
        return chart;
    }

    private static void style(AxesChartStyler styler) {
        Font plain = new Font(Font.SANS_SERIF, Font.PLAIN, TEXT_SIZE);
        styler.setAxisTitleFont(plain)
                .setAxisTickLabelsFont(plain)
                .setPlotGridLinesColor(new Color(0xE4E4E4))
                .setPlotGridVerticalLinesVisible(false)
                .setChartTitleFont(plain.deriveFont(Font.BOLD, TEXT_SIZE + 2f))
                .setLegendFont(plain)
                .setChartBackgroundColor(Color.WHITE)
                .setPlotBorderVisible(false)
                .setLegendBorderColor(Color.WHITE)
                .setSeriesMarkers(new Marker[] {SeriesMarkers.NONE});
    }

    /// {@return the colour of the `index`th variant}
    static Color color(int index) {
        return COLORS.get(index % COLORS.size());
    }

    /// {@return the same, paler, for a single seed}
    static Color pale(int index) {
        Color color = color(index);
        return new Color(color.getRed(), color.getGreen(), color.getBlue(), SEED_ALPHA);
    }

    /// Writes a chart as PNG; no display is needed.
    static void write(IChart chart, Path file) throws IOException {
        ByteArrayOutputStream png = new ByteArrayOutputStream();
        if (!ImageIO.write(BitmapEncoder.getBufferedImage(chart), "png", png)) {
            throw new IOException("this JDK has no writer of PNG files; use one that is complete");
        }
        Durable.replace(file, png.toByteArray());
    }
}
