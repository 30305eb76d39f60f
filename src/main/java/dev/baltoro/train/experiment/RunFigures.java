package dev.baltoro.train.experiment;

import dev.baltoro.train.run.Metric;
import java.util.List;
import java.util.OptionalDouble;
import java.util.SortedMap;
import java.util.TreeMap;

/// The figures of one finished run.
///
/// @param variant which variant
/// @param seed which seed
/// @param loss held-out loss after the last step, over all domains as they are mixed
/// @param lossByDomain the same by domain
/// @param largestLogit maximum of the largest attention logit over all steps; a step's maximum is
///   measured before that step's clipping
/// @param lateLogit mean of the largest attention logit over the last tenth of the steps
/// @param headsOverTau share of all heads whose recorded maximum passed τ at least once; heads are
///   recorded at every tenth step, so more of them may have
/// @param stepsWithClipping share of the steps that clipped some head
/// @param lastClippingStep the last of them; 0 if there was none
/// @param skippedSteps steps left out because loss or gradient was not finite
/// @param tokens tokens learned from
/// @param tokensToTarget tokens after which the held-out loss first fell to the target
/// @param seconds training time
public record RunFigures(
        String variant,
        long seed,
        double loss,
        SortedMap<String, Double> lossByDomain,
        double largestLogit,
        double lateLogit,
        double headsOverTau,
        double stepsWithClipping,
        long lastClippingStep,
        long skippedSteps,
        long tokens,
        OptionalDouble tokensToTarget,
        double seconds) {
    private static final double LATE = 0.1;

    /// {@return the figures of a finished run}
    ///
    /// @param target the loss that tokens are counted to
    static RunFigures of(RunRecord record, OptionalDouble target) {
        List<Metric.Step> steps = record.steps();
        List<Metric.Step> late =
                steps.subList((int) Math.floor(steps.size() * (1 - LATE)), steps.size());
        double tau = record.run().recipe().optimizer().qkClip().tau();
        return new RunFigures(
                record.run().variant(),
                record.run().seed(),
                record.finalLoss(),
                new TreeMap<>(record.heldOut().getLast().lossByDomain()),
                steps.stream().mapToDouble(Metric.Step::maxLogit).max().orElseThrow(),
                late.stream().mapToDouble(Metric.Step::maxLogit).average().orElseThrow(),
                headsOver(record.heads(), tau),
                (double) steps.stream().filter(step -> step.clippedHeads() > 0).count()
                        / steps.size(),
                steps.stream()
                        .filter(step -> step.clippedHeads() > 0)
                        .mapToLong(Metric.Step::step)
                        .max()
                        .orElse(0),
                steps.stream().filter(Metric.Step::skipped).count(),
                steps.getLast().tokens(),
                target.isPresent() ? record.tokensTo(target.getAsDouble()) : OptionalDouble.empty(),
                steps.getLast().secondsElapsed());
    }

    private static double headsOver(List<Metric.Heads> records, double tau) {
        if (records.isEmpty()) {
            return 0;
        }
        List<List<Double>> shape = records.getFirst().maxLogit();
        int all = 0;
        int over = 0;
        for (int layer = 0; layer < shape.size(); layer++) {
            for (int head = 0; head < shape.get(layer).size(); head++) {
                int l = layer;
                int h = head;
                all++;
                if (records.stream().anyMatch(r -> r.maxLogit().get(l).get(h) > tau)) {
                    over++;
                }
            }
        }
        return (double) over / all;
    }
}
