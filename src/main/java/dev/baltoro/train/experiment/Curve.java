package dev.baltoro.train.experiment;

import dev.baltoro.stats.Spread;
import dev.baltoro.train.run.Metric;
import java.util.ArrayList;
import java.util.List;
import java.util.TreeMap;
import java.util.function.ToDoubleFunction;

/// A figure over a run's steps.
///
/// @param x steps
/// @param y the figure after each of them
record Curve(List<Double> x, List<Double> y) {
    /// Weight of the past in the moving average of the loss.
    private static final double SMOOTHING = 0.9;

    /// {@return the moving average of the training loss; steps that were skipped are left out}
    static Curve smoothedLoss(RunRecord record) {
        Curve curve = new Curve(new ArrayList<>(), new ArrayList<>());
        double sum = 0;
        double weight = 0;
        for (Metric.Step step : record.steps()) {
            if (Double.isFinite(step.loss())) {
                sum = SMOOTHING * sum + (1 - SMOOTHING) * step.loss();
                weight = SMOOTHING * weight + (1 - SMOOTHING);
                curve.add(step.step(), sum / weight);
            }
        }
        return curve;
    }

    /// {@return a figure of every step}
    static Curve ofSteps(RunRecord record, ToDoubleFunction<Metric.Step> figure) {
        Curve curve = new Curve(new ArrayList<>(), new ArrayList<>());
        for (Metric.Step step : record.steps()) {
            double value = figure.applyAsDouble(step);
            if (Double.isFinite(value)) {
                curve.add(step.step(), value);
            }
        }
        return curve;
    }

    /// {@return the held-out loss over all domains}
    static Curve heldOut(RunRecord record) {
        Curve curve = new Curve(new ArrayList<>(), new ArrayList<>());
        record.heldOut()
                .forEach(evaluation -> curve.add(evaluation.step(), record.overall(evaluation)));
        return curve;
    }

    /// {@return the mean of several curves, at the places that all of them have}
    static Curve mean(List<Curve> curves) {
        TreeMap<Double, List<Double>> values = new TreeMap<>();
        for (Curve curve : curves) {
            for (int i = 0; i < curve.x.size(); i++) {
                values.computeIfAbsent(curve.x.get(i), _ -> new ArrayList<>()).add(curve.y.get(i));
            }
        }
        Curve mean = new Curve(new ArrayList<>(), new ArrayList<>());
        values.forEach((x, all) -> {
            if (all.size() == curves.size()) {
                mean.add(x, Spread.of(all).mean());
            }
        });
        return mean;
    }

    private void add(double step, double value) {
        x.add(step);
        y.add(value);
    }
}
