package dev.baltoro.train.experiment;

import dev.baltoro.train.recipe.Experiment;
import dev.baltoro.train.run.Metric;
import dev.baltoro.train.run.MetricsLog;
import dev.baltoro.train.run.RolloutMetric;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.OptionalDouble;

/// What one run of an experiment measured.
///
/// @param run variant, seed and recipe
/// @param steps every step
/// @param heldOut every evaluation
/// @param heads the heads' maxima, at the steps they were written
record RunRecord(
        Experiment.Run run,
        List<Metric.Step> steps,
        List<Metric.HeldOut> heldOut,
        List<Metric.Heads> heads) {

    static RunRecord empty(Experiment.Run run) {
        return new RunRecord(run, List.of(), List.of(), List.of());
    }

    static RunRecord read(Experiment.Run run, Path metrics) throws IOException {
        List<Metric.Step> steps = new ArrayList<>();
        List<Metric.HeldOut> heldOut = new ArrayList<>();
        List<Metric.Heads> heads = new ArrayList<>();
        MetricsLog.read(
                metrics,
                metric -> {
                    switch (metric) {
                        case Metric.Step step -> steps.add(step);
                        case Metric.HeldOut evaluation -> heldOut.add(evaluation);
                        case Metric.Heads maxima -> heads.add(maxima);
                        case Metric.Loads _,
                                Metric.Sample _,
                                Metric.Answers _,
                                Metric.Event _,
                                RolloutMetric _ -> {}
                    }
                });
        return new RunRecord(run, steps, heldOut, heads);
    }

    /// {@return whether every step was made and the last one evaluated}
    boolean isFinished() {
        long last = run.recipe().steps();
        return !steps.isEmpty()
                && steps.getLast().step() == last
                && !heldOut.isEmpty()
                && heldOut.getLast().step() == last;
    }

    /// {@return the loss over all domains: weighted as the recipe mixes them, equally if it names
    /// no weights}
    double overall(Metric.HeldOut evaluation) {
        Map<String, Double> mix = run.recipe().data().mix();
        double sum = 0;
        double weights = 0;
        for (Map.Entry<String, Double> domain : evaluation.lossByDomain().entrySet()) {
            double weight = mix.isEmpty() ? 1 : mix.getOrDefault(domain.getKey(), 0.0);
            sum += weight * domain.getValue();
            weights += weight;
        }
        return sum / weights;
    }

    double finalLoss() {
        return overall(heldOut.getLast());
    }

    /// {@return tokens learned from after `step` steps}
    long tokensAt(long step) {
        long tokens = 0;
        for (Metric.Step done : steps) {
            if (done.step() <= step) {
                tokens = done.tokens();
            }
        }
        return tokens;
    }

    /// {@return tokens after which the held-out loss first fell to `loss`, on straight lines
    /// between evaluations; empty if it never did}
    OptionalDouble tokensTo(double loss) {
        double tokensBefore = 0;
        double lossBefore = Double.NaN;
        for (Metric.HeldOut evaluation : heldOut) {
            double now = overall(evaluation);
            double tokens = tokensAt(evaluation.step());
            if (now <= loss) {
                double share = lossBefore > now ? (lossBefore - loss) / (lossBefore - now) : 1;
                return OptionalDouble.of(tokensBefore + share * (tokens - tokensBefore));
            }
            tokensBefore = tokens;
            lossBefore = now;
        }
        return OptionalDouble.empty();
    }
}
