package dev.baltoro.train.run;

import java.util.ArrayList;
import java.util.List;

/// Chooses which steps a curve shows when there are more than it can.
///
/// @param steps the chosen steps, in order
/// @param smoothedLoss for each of them, the moving average of the loss over all steps up to it
/// @param maxLogit for each, the largest attention logit of its stretch
/// @param clippedHeads for each, the most clipped heads of its stretch
record StepSampling(
        List<Metric.Step> steps,
        List<Double> smoothedLoss,
        List<Double> maxLogit,
        List<Integer> clippedHeads) {
    /// Most points of a curve.
    static final int POINTS_MAX = 2000;

    /// Weight of the past in the moving average of the loss.
    private static final double SMOOTHING = 0.9;

    /// Divides `all` into equal stretches. Of each, the step whose loss is farthest from the moving
    /// average is shown, so that no spike is hidden.
    static StepSampling of(List<Metric.Step> all) {
        StepSampling sampling =
                new StepSampling(
                        new ArrayList<>(), new ArrayList<>(), new ArrayList<>(), new ArrayList<>());
        int stretch = Math.max(1, (all.size() + POINTS_MAX - 1) / POINTS_MAX);
        double sum = 0;
        double weight = 0;
        for (int start = 0; start < all.size(); start += stretch) {
            Metric.Step shown = all.get(start);
            double farthest = -1;
            double maxLogit = Double.NEGATIVE_INFINITY;
            int clipped = 0;
            for (Metric.Step step : all.subList(start, Math.min(start + stretch, all.size()))) {
                if (Double.isFinite(step.loss())) {
                    sum = SMOOTHING * sum + (1 - SMOOTHING) * step.loss();
                    weight = SMOOTHING * weight + (1 - SMOOTHING);
                }
                double distance =
                        Double.isFinite(step.loss()) && weight > 0
                                ? Math.abs(step.loss() - sum / weight)
                                : Double.MAX_VALUE;
                if (distance > farthest) {
                    farthest = distance;
                    shown = step;
                }
                maxLogit = Math.max(maxLogit, step.maxLogit());
                clipped = Math.max(clipped, step.clippedHeads());
            }
            sampling.steps.add(shown);
            sampling.smoothedLoss.add(weight > 0 ? sum / weight : Double.NaN);
            sampling.maxLogit.add(maxLogit);
            sampling.clippedHeads.add(clipped);
        }
        return sampling;
    }
}
