package dev.baltoro.rl.recipe;

import dev.baltoro.train.recipe.Default;
import dev.baltoro.train.recipe.Require;

/// The learning rate: a straight rise, then a straight fall.
///
/// @param peak the largest (a twentieth of pretraining's: nanochat)
/// @param warmupSteps steps of the rise from 0
/// @param end the last step's
public record RateSettings(
        @Default("1.0e-4") double peak, @Default("5") long warmupSteps, @Default("0") double end) {
    public RateSettings {
        Require.positive("peak", peak);
        Require.notNegative("warmup_steps", warmupSteps);
        Require.that(end >= 0 && end <= peak, "end must be from 0 to peak, but is " + end);
    }

    /// {@return the rate of the step that follows `stepsDone` of `steps`}
    public double at(long stepsDone, long steps) {
        if (stepsDone < warmupSteps) {
            return peak * (stepsDone + 1) / warmupSteps;
        }
        long falling = Math.max(1, steps - warmupSteps);
        return peak + (end - peak) * (stepsDone - warmupSteps) / falling;
    }
}
