package dev.baltoro.agent.domain;

import dev.baltoro.agent.domain.Classified.Dot;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.stream.IntStream;

/// The map as SVG: a dot a subject, in its domain's colour, and each domain's name where it is
/// densest, moved until no two names lie on each other.
final class DomainMap {
    private static final int WIDTH = 1400;
    private static final int HEIGHT = 1000;
    private static final int MARGIN = 60;
    private static final double TEXT = 16;

    /// Width of a character over the size of the text, on average, in bold.
    private static final double CHARACTER = 0.62;

    private static final int PASSES_MAX = 500;

    /// Degrees between the hues of two domains: the golden angle, so that neighbours in size
    /// differ.
    private static final double HUE = 137.508;

    private record Place(double x, double y) {}

    private static final class Label {
        private final double width;
        private double x;
        private double y;

        Label(String text, Place place) {
            width = CHARACTER * TEXT * text.length();
            x = Math.clamp(place.x, width / 2 + 4, WIDTH - width / 2 - 4);
            y = Math.clamp(place.y, TEXT, HEIGHT - TEXT);
        }

        /// Moves two labels apart where they touch.
        boolean part(Label other) {
            double over = 1.3 * TEXT - Math.abs(y - other.y);
            if (over <= 0 || Math.abs(x - other.x) >= (width + other.width) / 2 + TEXT / 2) {
                return false;
            }
            double step = (y < other.y ? -1 : 1) * (over / 2 + 0.1);
            y = Math.clamp(y + step, TEXT, HEIGHT - TEXT);
            other.y = Math.clamp(other.y - step, TEXT, HEIGHT - TEXT);
            return true;
        }
    }

    private DomainMap() {}

    static String svg(Classified classified) {
        List<Place> places = scaled(classified.map());
        List<Label> labels = labels(classified, places);
        StringBuilder svg = new StringBuilder();
        svg.append(
                        String.format(
                                Locale.ROOT,
                                "<svg xmlns=\"http://www.w3.org/2000/svg\" viewBox=\"0 0 %d %d\" width=\"%d\""
                                        + " height=\"%d\" font-family=\"sans-serif\" font-size=\"%.0f\"><rect"
                                        + " width=\"100%%\" height=\"100%%\" fill=\"#fff\"/>",
                                WIDTH,
                                HEIGHT,
                                WIDTH,
                                HEIGHT,
                                TEXT))
                .append('\n');
        for (int i = 0; i < places.size(); i++) {
            int subject = classified.map().get(i).subject();
            int domain = classified.places().get(subject).domain();
            svg.append(
                            String.format(
                                    Locale.ROOT,
                                    "<circle cx=\"%.1f\" cy=\"%.1f\" r=\"4\" fill=\"%s\""
                                            + " fill-opacity=\".75\"><title>%s: %s</title></circle>",
                                    places.get(i).x,
                                    places.get(i).y,
                                    color(domain, 55),
                                    escape(classified.subjects().get(subject).name()),
                                    escape(classified.domains().get(domain).name())))
                    .append('\n');
        }
        for (int c = 0; c < labels.size(); c++) {
            svg.append(
                            String.format(
                                    Locale.ROOT,
                                    "<text x=\"%.1f\" y=\"%.1f\" text-anchor=\"middle\" dominant-baseline=\"middle\""
                                            + " font-weight=\"bold\" fill=\"%s\" stroke=\"#fff\" stroke-width=\"4\""
                                            + " paint-order=\"stroke\">%s</text>",
                                    labels.get(c).x,
                                    labels.get(c).y,
                                    color(c, 28),
                                    escape(classified.domains().get(c).name())))
                    .append('\n');
        }
        return svg.append("</svg>\n").toString();
    }

    private static String color(int domain, int lightness) {
        int own = lightness + (domain % 3 - 1) * 8;
        return String.format(Locale.ROOT, "hsl(%.0f 65%% %d%%)", domain * HUE % 360, own);
    }

    /// {@return the dots within the picture}
    private static List<Place> scaled(List<Dot> dots) {
        double left = dots.stream().mapToDouble(Dot::x).min().orElse(0);
        double right = dots.stream().mapToDouble(Dot::x).max().orElse(0);
        double top = dots.stream().mapToDouble(Dot::y).min().orElse(0);
        double bottom = dots.stream().mapToDouble(Dot::y).max().orElse(0);
        double wide = (WIDTH - 2 * MARGIN) / Math.max(1e-9, right - left);
        double high = (HEIGHT - 2 * MARGIN) / Math.max(1e-9, bottom - top);
        return dots.stream()
                .map(dot ->
                        new Place(
                                MARGIN + (dot.x() - left) * wide, MARGIN + (dot.y() - top) * high))
                .toList();
    }

    private static List<Label> labels(Classified classified, List<Place> places) {
        List<Label> labels = new ArrayList<>();
        for (int c = 0; c < classified.domains().size(); c++) {
            int own = c;
            List<Place> dots =
                    IntStream.range(0, places.size())
                            .filter(i -> domain(classified, i) == own)
                            .mapToObj(places::get)
                            .toList();
            labels.add(new Label(classified.domains().get(c).name(), middle(dots)));
        }
        boolean moved = true;
        for (int pass = 0; pass < PASSES_MAX && moved; pass++) {
            moved = false;
            for (int a = 0; a < labels.size(); a++) {
                for (int b = 0; b < a; b++) {
                    moved |= labels.get(a).part(labels.get(b));
                }
            }
        }
        return labels;
    }

    private static int domain(Classified classified, int dot) {
        return classified.places().get(classified.map().get(dot).subject()).domain();
    }

    /// {@return the dot with the least sum of distances to the others}
    private static Place middle(List<Place> dots) {
        Place middle = new Place(WIDTH / 2.0, HEIGHT / 2.0);
        double least = Double.POSITIVE_INFINITY;
        for (Place dot : dots) {
            double sum = 0;
            for (Place other : dots) {
                sum +=
                        Math.sqrt(
                                (dot.x - other.x) * (dot.x - other.x)
                                        + (dot.y - other.y) * (dot.y - other.y));
            }
            if (sum < least) {
                least = sum;
                middle = dot;
            }
        }
        return middle;
    }

    private static String escape(String text) {
        return text.replaceAll("[\\p{Cntrl}\\p{Cs}\\x{FFFE}\\x{FFFF}]", " ")
                .replace("&", "&amp;")
                .replace("<", "&lt;")
                .replace(">", "&gt;");
    }
}
