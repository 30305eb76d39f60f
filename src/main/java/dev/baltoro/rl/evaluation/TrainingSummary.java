package dev.baltoro.rl.evaluation;

import dev.baltoro.train.run.Metric;
import dev.baltoro.train.run.MetricsLog;
import dev.baltoro.train.run.RolloutMetric.Iteration;
import dev.baltoro.train.run.RolloutMetric.Tally;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.StringJoiner;
import java.util.function.ToDoubleFunction;
import java.util.function.ToIntFunction;

/// How a run of reinforcement learning went, in one line: what it forgot, how long and how various
/// its rollouts were, at first and at last.
///
/// @param name what tables call it
/// @param iterations of the run
/// @param text losses of held-out text, in order
public record TrainingSummary(String name, List<Iteration> iterations, List<Metric.HeldOut> text) {
    /// At first and at last are this share of the iterations.
    private static final int SHARE = 10;

    public TrainingSummary {
        iterations = List.copyOf(iterations);
        text = List.copyOf(text);
    }

    /// {@return what a run's metrics say}
    ///
    /// @throws IOException if they cannot be read
    public static TrainingSummary of(String name, Path run) throws IOException {
        List<Iteration> iterations = new ArrayList<>();
        List<Metric.HeldOut> text = new ArrayList<>();
        MetricsLog.read(
                run.resolve(MetricsLog.FILE),
                metric -> {
                    switch (metric) {
                        case Iteration one -> iterations.add(one);
                        case Metric.HeldOut one -> text.add(one);
                        default -> {}
                    }
                });
        return new TrainingSummary(name, iterations, text);
    }

    /// {@return runs under each other}
    public static Grid grid(List<TrainingSummary> runs) {
        return new Grid(
                List.of(
                        "arm",
                        "iterations",
                        "held-out text, nats a token",
                        "done in training",
                        "tokens a rollout",
                        "over budget",
                        "temperature",
                        "entropy",
                        "distinct in a group"),
                runs.stream().map(TrainingSummary::cells).toList());
    }

    private List<String> cells() {
        return List.of(
                name,
                Integer.toString(iterations.size()),
                forgetting(),
                change("%.1f %%", TrainingSummary::done),
                change("%.1f", TrainingSummary::tokens),
                change("%.1f %%", one -> 100.0 * sum(one, Tally::truncated) / attempts(one)),
                change("%.2f", one -> one.sampling().temperature()),
                change("%.3f", one -> one.policy().entropy()),
                change("%.2f", one -> one.sampling().distinct()));
    }

    /// {@return a figure at first and at last}
    private String change(String format, ToDoubleFunction<Iteration> figure) {
        int part = Math.max(1, iterations.size() / SHARE);
        return number(format, mean(iterations.stream().limit(part).toList(), figure))
                + " -> "
                + number(
                        format,
                        mean(
                                iterations.subList(
                                        Math.max(0, iterations.size() - part), iterations.size()),
                                figure));
    }

    /// Iterations that had nothing to learn from have no entropy.
    private static double mean(List<Iteration> some, ToDoubleFunction<Iteration> figure) {
        return some.stream()
                .mapToDouble(figure)
                .filter(Double::isFinite)
                .average()
                .orElse(Double.NaN);
    }

    private static String number(String format, double value) {
        return Double.isFinite(value) ? String.format(Locale.ROOT, format, value) : "-";
    }

    /// {@return per cent of the tasks whose success was checked; NaN where a model judges all}
    private static double done(Iteration iteration) {
        int verified = sum(iteration, Tally::verified);
        return verified == 0 ? Double.NaN : 100.0 * sum(iteration, Tally::successes) / verified;
    }

    private static int sum(Iteration iteration, ToIntFunction<Tally> count) {
        return iteration.domains().values().stream().mapToInt(count).sum();
    }

    private static double tokens(Iteration iteration) {
        return iteration.domains().values().stream()
                        .mapToDouble(tally -> tally.tokens() * tally.attempts())
                        .sum()
                / attempts(iteration);
    }

    /// {@return rollouts that ended, 1 at least}
    private static int attempts(Iteration iteration) {
        return Math.max(1, sum(iteration, Tally::attempts));
    }

    private String forgetting() {
        if (text.isEmpty()) {
            return "-";
        }
        StringJoiner words = new StringJoiner(", ");
        text.getLast()
                .lossByDomain()
                .forEach((domain, loss) ->
                        words.add(
                                "%s %s -> %s"
                                        .formatted(
                                                domain,
                                                number(
                                                        "%.3f",
                                                        text.getFirst()
                                                                .lossByDomain()
                                                                .getOrDefault(domain, Double.NaN)),
                                                number("%.3f", loss))));
        return words.toString();
    }
}
