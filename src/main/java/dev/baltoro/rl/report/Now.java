package dev.baltoro.rl.report;

import dev.baltoro.rl.recipe.RlRecipe;
import dev.baltoro.stats.Wilson;
import dev.baltoro.train.run.Figures;
import dev.baltoro.train.run.Metric.HeldOut;
import dev.baltoro.train.run.RolloutMetric.Critic;
import dev.baltoro.train.run.RolloutMetric.Iteration;
import dev.baltoro.train.run.RolloutMetric.Policy;
import dev.baltoro.train.run.RolloutMetric.Sampling;
import dev.baltoro.train.run.RunHistory;
import dev.baltoro.train.run.Tile;
import java.util.List;

/// The figures of the newest iteration.
///
/// @param recipe says the bounds
/// @param history the run's metrics
record Now(RlRecipe recipe, RunHistory history) {
    String tiles() {
        return RlReport.last(history).map(this::tiles).orElse("<p>No iteration is done yet.</p>");
    }

    private String tiles(Iteration last) {
        return learned(last) + policy(last) + sampling(last) + forgetting() + critic() + time(last);
    }

    private String learned(Iteration last) {
        Pooled now = Pooled.of(last);
        Pooled first = Pooled.of(history.iterations().getFirst());
        return success(now)
                + heldOut()
                + Tile.of(
                        "reward",
                        Shown.number("%.3f", now.reward()),
                        Shown.number("mean; %.3f at first", first.reward()))
                + Tile.of(
                        "response length",
                        Shown.number("%.1f", now.tokens()),
                        Shown.number("tokens; %.1f at first", first.tokens()))
                + Tile.of(
                        "budget hits",
                        Shown.percent((double) now.truncated() / Math.max(1, now.attempts())),
                        "of the rollouts; alarm over "
                                + Shown.percent(recipe.guards().truncationMost()));
    }

    private static String success(Pooled now) {
        if (now.verified() == 0) {
            return Tile.of("success in training", Shown.NOTHING, "a model judges every task");
        }
        Wilson success = Wilson.of(now.successes(), now.verified());
        return Tile.of(
                "success in training",
                Shown.percent(success.share()),
                "%d of %d; 95 %%: %s to %s"
                        .formatted(
                                now.successes(),
                                now.verified(),
                                Shown.percent(success.low()),
                                Shown.percent(success.high())));
    }

    private String heldOut() {
        List<Compared> all = Compared.all(history);
        long measured = all.stream().filter(one -> one.after().isPresent()).count();
        if (measured == 0) {
            return "";
        }
        long lifted = count(all, Compared.Change.LIFTED);
        long fell = count(all, Compared.Change.FELL);
        return Tile.of(
                "lifted on held-out tasks",
                lifted + " of " + measured,
                "gyms and splits; %d fell".formatted(fell));
    }

    private static long count(List<Compared> all, Compared.Change change) {
        return all.stream().filter(one -> one.change() == change).count();
    }

    private String policy(Iteration last) {
        Policy policy = last.policy();
        double fromStart = Lines.newest(history.iterations(), one -> one.policy().klFromStart());
        return Tile.of(
                        "KL from the start",
                        Shown.number("%.4f", fromStart),
                        Shown.number("nats a token; alarm over %.2g", recipe.guards().klMost()))
                + Tile.of(
                        "entropy",
                        Shown.number("%.3f", policy.entropy()),
                        Shown.number(
                                "nats a token, at temperature %.2f", last.sampling().temperature()))
                + Tile.of(
                        "gap to decoding",
                        Shown.small(Shown.gapLargest(policy)),
                        "nats, largest; mean " + Shown.small(policy.gapMean()));
    }

    private String sampling(Iteration last) {
        Sampling sampling = last.sampling();
        return Tile.of(
                        "usable groups",
                        sampling.usable() + " of " + sampling.groups(),
                        sampling.refilled() + " refilled")
                + Tile.of(
                        "staleness",
                        Shown.number("%.2f", sampling.stalenessMean()),
                        "updates since the oldest token; largest %d, dropped %d"
                                .formatted(sampling.stalenessLargest(), sampling.stale()))
                + Tile.of(
                        "alarms",
                        Integer.toString(history.alarms().size()),
                        history.alarms().isEmpty() ? "none so far" : "see below");
    }

    private String forgetting() {
        if (history.heldOut().isEmpty()) {
            return Tile.of("forgetting", Shown.NOTHING, "not measured: no text in the recipe");
        }
        double first = mean(history.heldOut().getFirst());
        double now = mean(history.heldOut().getLast());
        return Tile.of(
                "forgetting",
                Shown.change("%+.3f", now - first),
                Shown.number("nats; held-out text is at %.3f", now));
    }

    private static double mean(HeldOut measured) {
        return measured.lossByDomain().values().stream()
                .mapToDouble(Double::doubleValue)
                .average()
                .orElse(Double.NaN);
    }

    private String critic() {
        List<Critic> all = history.critic();
        if (all.isEmpty() || all.getLast().of() == 0) {
            return "";
        }
        Wilson right = Wilson.of(all.getLast().right(), all.getLast().of());
        return Tile.of(
                "critic accuracy",
                Shown.percent(right.share()),
                "%d of %d held-out pairs; chance 50\u00a0%%"
                        .formatted(right.successes(), right.trials()));
    }

    private String time(Iteration last) {
        Speed speed = Speed.of(last);
        double total = history.iterations().stream().mapToDouble(one -> one.time().total()).sum();
        double idle =
                history.iterations().stream()
                        .mapToDouble(one -> one.time().idleShare() * one.time().total())
                        .sum();
        return Tile.of("rollouts", Shown.number("%,.0f", speed.rollout()), "tokens a second")
                + Tile.of(
                        "training",
                        Shown.number("%,.0f", speed.training()),
                        "tokens a second, scoring included")
                + Tile.of(
                        "idle",
                        Shown.percent(total > 0 ? idle / total : Double.NaN),
                        "of %s neither engine worked".formatted(Figures.duration(total)));
    }
}
