package dev.baltoro.train.step;

import dev.baltoro.train.optim.ExpertBalance;
import dev.baltoro.train.run.Metric;

/// The line of metrics that each optimizer step writes, whatever it learns from.
public final class StepMetric {
    private StepMetric() {}

    /// {@return the metric of a step that is done}
    ///
    /// @param number what the run counts its metrics in: steps, or iterations
    /// @param rate learning rate
    /// @param speed tokens a second
    public static Metric.Step of(
            long number, StepResult result, TrainingState state, double rate, double speed) {
        PassResult pass = result.pass();
        return new Metric.Step(
                number,
                state.tokens(),
                pass.crossEntropy(),
                pass.telemetry().balanceLoss(),
                rate,
                speed,
                pass.maxLogit(),
                result.clippedHeads(),
                ExpertBalance.imbalance(pass.telemetry().loads()),
                pass.gradientNorm(),
                result.skipped(),
                state.seconds());
    }
}
