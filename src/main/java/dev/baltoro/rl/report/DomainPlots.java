package dev.baltoro.rl.report;

import dev.baltoro.rl.report.Plot.Look;
import dev.baltoro.rl.report.Plot.Range;
import dev.baltoro.rl.report.Plot.Series;
import dev.baltoro.stats.Wilson;
import dev.baltoro.train.run.RolloutMetric.Iteration;
import dev.baltoro.train.run.RolloutMetric.Measured;
import dev.baltoro.train.run.RolloutMetric.Success;
import dev.baltoro.train.run.RolloutMetric.Tally;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.SortedMap;
import java.util.SortedSet;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.function.ToDoubleFunction;

/// Curves by domain.
///
/// @param shown iterations
/// @param heldOut measurements on held-out tasks
record DomainPlots(List<Iteration> shown, List<Success> heldOut) {
    private static final List<Look> LOOKS =
            List.of(Look.POINTS, Look.DASHED_POINTS, Look.DOTTED_POINTS);

    /// Success on the tasks of one domain's gyms together.
    ///
    /// @param share of the tasks that were done
    /// @param chance the gyms' mean, by their tasks
    /// @param tokens of a task that was done, NaN if none was
    private record Point(Wilson share, double chance, double tokens) {
        static Point of(List<Measured> gyms) {
            int attempts = gyms.stream().mapToInt(Measured::attempts).sum();
            int successes = gyms.stream().mapToInt(Measured::successes).sum();
            double chance = 0;
            double tokens = 0;
            for (Measured gym : gyms) {
                chance += gym.attempts() * gym.chance();
                tokens += gym.successes() * gym.tokensOfSuccess();
            }
            return new Point(
                    Wilson.of(successes, Math.max(1, attempts)),
                    chance / Math.max(1, attempts),
                    successes == 0 ? Double.NaN : tokens / successes);
        }
    }

    private SortedSet<String> names() {
        SortedSet<String> names = new TreeSet<>();
        shown.forEach(one -> names.addAll(one.domains().keySet()));
        heldOut.forEach(one -> one.measured().forEach(each -> names.add(each.domain())));
        return names;
    }

    /// {@return a plot of success for each domain}
    List<Plot> success() {
        return names().stream().filter(this::isVerified).map(this::success).toList();
    }

    /// {@return whether success in a domain was ever checked: what a model judges has none}
    private boolean isVerified(String domain) {
        return !splits(domain).isEmpty()
                || shown.stream()
                        .map(one -> one.domains().get(domain))
                        .anyMatch(tally -> tally != null && tally.verified() > 0);
    }

    private Plot success(String domain) {
        SortedMap<Long, Wilson> training = new TreeMap<>();
        for (Iteration one : shown) {
            Tally tally = one.domains().get(domain);
            if (tally != null && tally.verified() > 0) {
                training.put(one.iteration(), Wilson.of(tally.successes(), tally.verified()));
            }
        }
        Map<String, SortedMap<Long, Point>> splits = splits(domain);
        List<Map<Long, ?>> measured = new ArrayList<>(splits.values());
        measured.add(training);
        List<Long> places = Lines.places(measured);
        List<Series> series = new ArrayList<>();
        series.add(
                new Series(
                        "training",
                        0,
                        Look.FAINT,
                        Lines.at(places, training, one -> 100 * one.share()),
                        Lines.at(places, training, one -> 100 * one.low()),
                        Lines.at(places, training, one -> 100 * one.high())));
        int color = 1;
        for (Map.Entry<String, SortedMap<Long, Point>> split : splits.entrySet()) {
            SortedMap<Long, Point> points = split.getValue();
            series.add(
                    new Series(
                            split.getKey(),
                            color++,
                            Look.POINTS,
                            Lines.at(places, points, one -> 100 * one.share.share()),
                            Lines.at(places, points, one -> 100 * one.share.low()),
                            Lines.at(places, points, one -> 100 * one.share.high())));
        }
        series.addAll(chance(splits, places));
        return new Plot(
                "success-" + domain, domain, "per cent done", places, series, Range.PERCENT);
    }

    /// One line where chance is the same in all splits.
    private static List<Series> chance(
            Map<String, SortedMap<Long, Point>> splits, List<Long> places) {
        List<Series> series = new ArrayList<>();
        int color = 1;
        for (Map.Entry<String, SortedMap<Long, Point>> split : splits.entrySet()) {
            series.add(
                    Series.of(
                            "chance, " + split.getKey(),
                            color++,
                            Look.DOTTED,
                            Lines.at(places, split.getValue(), one -> 100 * one.chance)));
        }
        boolean same = series.stream().map(Series::values).distinct().count() == 1;
        return same
                ? List.of(Series.of("chance", 4, Look.DOTTED, series.getFirst().values()))
                : series;
    }

    /// Of several temperatures the first.
    private Map<String, SortedMap<Long, Point>> splits(String domain) {
        Map<String, SortedMap<Long, Point>> splits = new LinkedHashMap<>();
        for (Success success : heldOut) {
            Map<String, List<Measured>> gyms = new LinkedHashMap<>();
            for (Measured one : success.measured()) {
                if (one.domain().equals(domain)
                        && one.temperature() == success.measured().getFirst().temperature()) {
                    gyms.computeIfAbsent(Shown.words(one.split()), _ -> new ArrayList<>()).add(one);
                }
            }
            gyms.forEach((split, all) ->
                    splits.computeIfAbsent(split, _ -> new TreeMap<>())
                            .put(success.step(), Point.of(all)));
        }
        return splits;
    }

    /// {@return tokens of a solved held-out task, by domain and split}
    Plot solved() {
        List<Map<Long, ?>> measured = new ArrayList<>();
        names().forEach(domain -> measured.addAll(splits(domain).values()));
        List<Long> places = Lines.places(measured);
        List<Series> series = new ArrayList<>();
        int color = 0;
        for (String domain : names()) {
            int split = 0;
            for (Map.Entry<String, SortedMap<Long, Point>> one : splits(domain).entrySet()) {
                series.add(
                        Series.of(
                                domain + ", " + one.getKey(),
                                color,
                                LOOKS.get(split++ % LOOKS.size()),
                                Lines.at(places, one.getValue(), Point::tokens)));
            }
            color++;
        }
        return new Plot(
                "solved",
                "Tokens of a solved task",
                "held-out tasks, by domain and split",
                places,
                series,
                Range.FROM_ZERO);
    }

    /// {@return a curve for each domain}
    List<Series> each(ToDoubleFunction<Tally> figure) {
        List<Series> series = new ArrayList<>();
        int color = 0;
        for (String domain : names()) {
            series.add(
                    Series.line(
                            domain,
                            color++,
                            Lines.of(
                                    shown,
                                    one -> {
                                        Tally tally = one.domains().get(domain);
                                        return tally == null || tally.attempts() == 0
                                                ? Double.NaN
                                                : figure.applyAsDouble(tally);
                                    })));
        }
        return series;
    }
}
