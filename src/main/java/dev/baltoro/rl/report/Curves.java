package dev.baltoro.rl.report;

import dev.baltoro.rl.recipe.RlRecipe;
import dev.baltoro.stats.Wilson;
import dev.baltoro.train.run.Html;
import dev.baltoro.train.run.Metric;
import dev.baltoro.train.run.RolloutMetric.Iteration;
import dev.baltoro.train.run.RolloutMetric.Measured;
import dev.baltoro.train.run.RolloutMetric.Success;
import dev.baltoro.train.run.RolloutMetric.Tally;
import dev.baltoro.train.run.RunHistory;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.SortedSet;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.function.ToDoubleFunction;

/// What the report's script draws over the iterations, as a tree of maps and lists. Shares are in
/// per cent.
///
/// @param recipe says the bounds
/// @param history the run's metrics
record Curves(RlRecipe recipe, RunHistory history) {
    /// Most points of a curve.
    static final int POINTS_MAX = 1000;

    Map<String, Object> data() {
        List<Iteration> shown = Thinned.to(POINTS_MAX, history.iterations());
        Map<String, Object> data = new LinkedHashMap<>();
        data.put("totalSteps", recipe.iterations());
        data.put("iteration", shown.stream().map(Iteration::iteration).toList());
        data.put("domains", domains(shown));
        data.put("policy", policy(shown));
        data.put("sampling", sampling(shown));
        data.put("time", time(shown));
        data.put("text", text());
        data.put("heldOut", heldOut());
        data.put("klMost", recipe.guards().klMost());
        data.put("usableLeast", 100 * recipe.guards().usableLeast());
        data.put("truncationMost", 100 * recipe.guards().truncationMost());
        List<Metric.Step> steps = Thinned.to(POINTS_MAX, history.steps());
        data.put(
                "steps",
                Map.of(
                        "step", steps.stream().map(Metric.Step::step).toList(),
                        "rate", column(steps, Metric.Step::learningRate),
                        "gradient", column(steps, Metric.Step::gradientNorm),
                        "logit", column(steps, Metric.Step::maxLogit),
                        "imbalance", column(steps, Metric.Step::expertImbalance)));
        return data;
    }

    /// {@return a figure for each domain, which the script draws into}
    String domainFigures() {
        StringBuilder figures = new StringBuilder();
        for (String domain : domainNames()) {
            figures.append("<figure id=\"success-")
                    .append(Html.escape(domain))
                    .append("\"><figcaption><b>")
                    .append(Html.escape(domain))
                    .append("</b> per cent done</figcaption></figure>\n");
        }
        return figures.isEmpty() ? "<p>Nothing measured yet.</p>" : figures.toString();
    }

    private SortedSet<String> domainNames() {
        SortedSet<String> names = new TreeSet<>();
        history.iterations().forEach(one -> names.addAll(one.domains().keySet()));
        Compared.heldOut(history)
                .forEach(one -> one.measured().forEach(each -> names.add(each.domain())));
        return names;
    }

    private Map<String, Object> domains(List<Iteration> shown) {
        Map<String, Object> domains = new LinkedHashMap<>();
        for (String domain : domainNames()) {
            List<Object> share = new ArrayList<>();
            List<Object> low = new ArrayList<>();
            List<Object> high = new ArrayList<>();
            for (Iteration one : shown) {
                Tally tally = one.domains().get(domain);
                if (tally == null || tally.attempts() == 0) {
                    share.add("");
                    low.add("");
                    high.add("");
                } else {
                    Wilson wilson = Wilson.of(tally.successes(), tally.attempts());
                    share.add(finite(100 * wilson.share()));
                    low.add(finite(100 * wilson.low()));
                    high.add(finite(100 * wilson.high()));
                }
            }
            Map<String, Object> columns = new LinkedHashMap<>();
            columns.put("share", share);
            columns.put("low", low);
            columns.put("high", high);
            columns.put("reward", tallies(shown, domain, Tally::reward));
            columns.put("tokens", tallies(shown, domain, Tally::tokens));
            columns.put("difficulty", tallies(shown, domain, Tally::difficulty));
            columns.put(
                    "truncated",
                    tallies(shown, domain, tally -> 100.0 * tally.truncated() / tally.attempts()));
            domains.put(domain, columns);
        }
        return domains;
    }

    private static List<Object> tallies(
            List<Iteration> shown, String domain, ToDoubleFunction<Tally> figure) {
        return column(
                shown,
                one -> {
                    Tally tally = one.domains().get(domain);
                    return tally == null || tally.attempts() == 0
                            ? Double.NaN
                            : figure.applyAsDouble(tally);
                });
    }

    /// By domain and split, over that domain's gyms together.
    private Map<String, Object> heldOut() {
        List<Success> all = Compared.heldOut(history);
        Map<String, Map<String, List<Map<String, Object>>>> byDomain = new TreeMap<>();
        for (Success success : all) {
            Map<List<String>, List<Measured>> groups = new LinkedHashMap<>();
            success.measured()
                    .forEach(one ->
                            groups.computeIfAbsent(
                                            List.of(one.domain(), one.split()),
                                            _ -> new ArrayList<>())
                                    .add(one));
            groups.forEach((key, gyms) ->
                    byDomain.computeIfAbsent(key.get(0), _ -> new LinkedHashMap<>())
                            .computeIfAbsent(Shown.words(key.get(1)), _ -> new ArrayList<>())
                            .add(point(success.step(), gyms)));
        }
        return new LinkedHashMap<>(byDomain);
    }

    private static Map<String, Object> point(long step, List<Measured> gyms) {
        int attempts = gyms.stream().mapToInt(Measured::attempts).sum();
        int successes = gyms.stream().mapToInt(Measured::successes).sum();
        double chance = 0;
        double tokens = 0;
        for (Measured gym : gyms) {
            chance += gym.attempts() * gym.chance() / Math.max(1, attempts);
            tokens += gym.successes() * gym.tokensOfSuccess() / Math.max(1, successes);
        }
        Wilson wilson = Wilson.of(successes, Math.max(1, attempts));
        return Map.of(
                "step", step,
                "share", finite(100 * wilson.share()),
                "low", finite(100 * wilson.low()),
                "high", finite(100 * wilson.high()),
                "chance", finite(100 * chance),
                "tokens", finite(successes == 0 ? Double.NaN : tokens));
    }

    private static Map<String, Object> policy(List<Iteration> shown) {
        return Map.of(
                "klStart", column(shown, one -> one.policy().klFromStart()),
                "klDrawing", column(shown, one -> one.policy().klFromDrawing()),
                "entropy", column(shown, one -> one.policy().entropy()),
                "gapLargest", column(shown, one -> one.policy().gapLargest()),
                "gapMean", column(shown, one -> one.policy().gapMean()),
                "textLoss", column(shown, one -> one.policy().textLoss()));
    }

    private static Map<String, Object> sampling(List<Iteration> shown) {
        return Map.of(
                "temperature", column(shown, one -> one.sampling().temperature()),
                "usable",
                        column(
                                shown,
                                one ->
                                        one.sampling().groups() == 0
                                                ? Double.NaN
                                                : 100.0
                                                        * one.sampling().usable()
                                                        / one.sampling().groups()),
                "refilled", column(shown, one -> one.sampling().refilled()),
                "failed", column(shown, one -> one.sampling().failed()),
                "waiting", column(shown, one -> one.sampling().waiting()),
                "stale", column(shown, one -> one.sampling().stale()),
                "stalenessMean", column(shown, one -> one.sampling().stalenessMean()),
                "stalenessLargest", column(shown, one -> one.sampling().stalenessLargest()));
    }

    private static Map<String, Object> time(List<Iteration> shown) {
        return Map.of(
                "rolloutSpeed", column(shown, one -> Speed.of(one).rollout()),
                "trainingSpeed", column(shown, one -> Speed.of(one).training()),
                "rollout", column(shown, one -> one.time().rollout()),
                "score", column(shown, one -> one.time().score()),
                "train", column(shown, one -> one.time().train()),
                "total", column(shown, one -> one.time().total()),
                "idle", column(shown, one -> 100 * one.time().idleShare()));
    }

    private Map<String, Object> text() {
        List<Metric.HeldOut> all = history.heldOut();
        SortedSet<String> names = new TreeSet<>();
        all.forEach(one -> names.addAll(one.lossByDomain().keySet()));
        Map<String, Object> loss = new LinkedHashMap<>();
        for (String name : names) {
            loss.put(name, column(all, one -> one.lossByDomain().getOrDefault(name, Double.NaN)));
        }
        return Map.of("step", all.stream().map(Metric.HeldOut::step).toList(), "loss", loss);
    }

    private static <T> List<Object> column(List<T> from, ToDoubleFunction<T> value) {
        return from.stream().map(one -> finite(value.applyAsDouble(one))).toList();
    }

    /// {@return a number as JSON can say it; an empty text for what is not finite, which the script
    /// shows as a gap}
    private static Object finite(double value) {
        return Double.isFinite(value) ? value : "";
    }
}
