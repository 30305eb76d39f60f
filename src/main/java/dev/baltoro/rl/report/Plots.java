package dev.baltoro.rl.report;

import dev.baltoro.rl.recipe.GuardSettings;
import dev.baltoro.rl.report.Plot.Look;
import dev.baltoro.rl.report.Plot.Range;
import dev.baltoro.rl.report.Plot.Series;
import dev.baltoro.train.run.Metric;
import dev.baltoro.train.run.RolloutMetric.Iteration;
import dev.baltoro.train.run.RolloutMetric.Tally;
import dev.baltoro.train.run.RunHistory;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.SortedSet;
import java.util.TreeSet;
import java.util.function.ToDoubleFunction;

/// The report's curves by section. Shares are in per cent.
final class Plots {
    /// Most points of a curve; of more iterations some are shown, evenly chosen.
    static final int POINTS_MAX = 1000;

    /// A bound further above its curve than this would flatten it.
    private static final double BOUND_NEAR = 4;

    private final GuardSettings guards;
    private final List<Iteration> all;
    private final List<Iteration> shown;
    private final List<Metric.Step> steps;
    private final List<Metric.HeldOut> text;
    private final List<Long> places;
    private final DomainPlots domains;

    Plots(GuardSettings guards, RunHistory history) {
        this.guards = guards;
        this.all = history.iterations();
        this.shown = Thinned.to(POINTS_MAX, all);
        this.steps = Thinned.to(POINTS_MAX, history.steps());
        this.text = history.heldOut();
        this.places = shown.stream().map(Iteration::iteration).toList();
        this.domains = new DomainPlots(shown, Compared.heldOut(history));
    }

    /// {@return all plots, by the name of their place in the page}
    Map<String, List<Plot>> sections() {
        Map<String, List<Plot>> sections = new LinkedHashMap<>();
        sections.put("domains", domains.success());
        sections.put("rewards", rewards());
        sections.put("policy", policy());
        sections.put("sampling", sampling());
        sections.put("time", time());
        return sections;
    }

    private List<Plot> rewards() {
        List<Series> truncated =
                new ArrayList<>(
                        domains.each(tally -> 100.0 * tally.truncated() / tally.attempts()));
        truncated.add(Lines.bound(100 * guards.truncationMost(), places));
        return List.of(
                plot(
                        "reward",
                        "Reward",
                        "mean of a rollout, by domain",
                        Range.VALUES,
                        domains.each(Tally::reward)),
                plot(
                        "tokens",
                        "Response length",
                        "mean tokens drawn in a rollout, by domain",
                        Range.FROM_ZERO,
                        domains.each(Tally::tokens)),
                domains.solved(),
                plot(
                        "truncated",
                        "Budget hits",
                        "per cent of the rollouts; dashed: alarm",
                        Range.FROM_ZERO,
                        truncated),
                plot(
                        "difficulty",
                        "Difficulty",
                        "mean of the tasks, by domain",
                        Range.FROM_ZERO,
                        domains.each(Tally::difficulty)),
                plot(
                        "temperature",
                        "Temperature",
                        "of the draws",
                        Range.FROM_ZERO,
                        line("temperature", 1, one -> one.sampling().temperature())));
    }

    private List<Plot> policy() {
        return List.of(
                divergence(),
                plot(
                        "entropy",
                        "Entropy",
                        "of the predictions, nats a token",
                        Range.FROM_ZERO,
                        line("entropy", 3, one -> one.policy().entropy())),
                forgetting(),
                plot(
                        "text-loss",
                        "Text beside the rollouts",
                        "PTX loss, nats a token",
                        Range.VALUES,
                        line("loss", 4, one -> one.policy().textLoss())),
                plot(
                        "gap",
                        "Gap",
                        "between decoding’s log-probability and the trainer’s, nats",
                        Range.FROM_ZERO,
                        line("largest", 4, one -> Shown.gapLargest(one.policy())),
                        line("mean", 0, one -> one.policy().gapMean())),
                step("gradient", "Gradient norm", "before any clipping", Metric.Step::gradientNorm),
                step("logit", "Largest attention logit", "of any head", Metric.Step::maxLogit),
                step(
                        "imbalance",
                        "Expert balance",
                        "largest load over mean load, worst layer; 1 is even",
                        Metric.Step::expertImbalance));
    }

    private Plot divergence() {
        List<Series> series = new ArrayList<>();
        series.add(
                Series.line(
                        "from the start, newest measurement",
                        0,
                        Lines.lasting(all, shown, one -> one.policy().klFromStart())));
        series.add(line("from the drawing weights", 2, one -> one.policy().klFromDrawing()));
        double most =
                series.stream()
                        .flatMap(one -> one.values().stream())
                        .filter(Double::isFinite)
                        .max(Double::compare)
                        .orElse(0.0);
        boolean near = guards.klMost() <= BOUND_NEAR * most;
        if (near) {
            series.add(Lines.bound(guards.klMost(), places));
        }
        return plot(
                "kl",
                "KL divergence",
                "nats a token; "
                        + (near
                                ? "dashed: alarm"
                                : Shown.number("alarm at %.2g, far above", guards.klMost())),
                Range.FROM_ZERO,
                series);
    }

    private Plot forgetting() {
        SortedSet<String> names = new TreeSet<>();
        text.forEach(one -> names.addAll(one.lossByDomain().keySet()));
        List<Series> series = new ArrayList<>();
        for (String name : names) {
            series.add(
                    Series.of(
                            name,
                            series.size() + 1,
                            Look.POINTS,
                            Lines.of(
                                    text,
                                    one -> one.lossByDomain().getOrDefault(name, Double.NaN))));
        }
        return new Plot(
                "forgetting",
                "Forgetting",
                "loss of held-out text by domain, nats a token",
                text.stream().map(Metric.HeldOut::step).toList(),
                series,
                Range.VALUES);
    }

    private List<Plot> sampling() {
        return List.of(
                plot(
                        "usable",
                        "Usable groups",
                        "per cent with different rewards; dashed: alarm",
                        Range.PERCENT,
                        line(
                                "usable",
                                2,
                                one ->
                                        one.sampling().groups() == 0
                                                ? Double.NaN
                                                : 100.0
                                                        * one.sampling().usable()
                                                        / one.sampling().groups()),
                        Lines.bound(100 * guards.usableLeast(), places)),
                plot(
                        "staleness",
                        "Staleness",
                        "updates since a sample’s oldest token",
                        Range.FROM_ZERO,
                        line("mean", 0, one -> one.sampling().stalenessMean()),
                        line("largest", 1, one -> one.sampling().stalenessLargest())),
                plot(
                        "leftovers",
                        "Rollouts apart",
                        "waiting for the next iteration, too old, failed; groups refilled",
                        Range.FROM_ZERO,
                        line("waiting", 0, one -> one.sampling().waiting()),
                        line("too old", 1, one -> one.sampling().stale()),
                        line("failed", 4, one -> one.sampling().failed()),
                        line("groups refilled", 2, one -> one.sampling().refilled())),
                step("rate", "Learning rate", "of the step", Metric.Step::learningRate));
    }

    private List<Plot> time() {
        return List.of(
                plot(
                        "rollout-speed",
                        "Speed",
                        "tokens a second of rollouts and of training",
                        Range.FROM_ZERO,
                        line("rollouts", 0, one -> Speed.of(one).rollout()),
                        line("training", 1, one -> Speed.of(one).training())),
                plot(
                        "time",
                        "Where the time goes",
                        "seconds of an iteration",
                        Range.FROM_ZERO,
                        line("rollouts", 0, one -> one.time().rollout()),
                        line("scoring", 2, one -> one.time().score()),
                        line("steps", 1, one -> one.time().train()),
                        line("all", 3, one -> one.time().total())),
                plot(
                        "idle",
                        "Idle",
                        "per cent of the time in which neither engine works",
                        Range.FROM_ZERO,
                        line("idle", 5, one -> 100 * one.time().idleShare())));
    }

    private Series line(String label, int color, ToDoubleFunction<Iteration> value) {
        return Series.line(label, color, Lines.of(shown, value));
    }

    private Plot plot(String id, String title, String note, Range range, Series... series) {
        return plot(id, title, note, range, List.of(series));
    }

    private Plot plot(String id, String title, String note, Range range, List<Series> series) {
        return new Plot(id, title, note, places, series, range);
    }

    private Plot step(String id, String title, String note, ToDoubleFunction<Metric.Step> value) {
        return new Plot(
                id,
                title,
                note,
                steps.stream().map(Metric.Step::step).toList(),
                List.of(Series.line(title.toLowerCase(Locale.ROOT), 3, Lines.of(steps, value))),
                Range.FROM_ZERO);
    }
}
