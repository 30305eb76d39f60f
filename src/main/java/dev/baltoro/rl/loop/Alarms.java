package dev.baltoro.rl.loop;

import dev.baltoro.rl.recipe.GuardSettings;
import dev.baltoro.train.recipe.Precision;
import dev.baltoro.train.run.RolloutMetric.Alarm;
import dev.baltoro.train.run.RolloutMetric.Iteration;
import dev.baltoro.train.run.RolloutMetric.Tally;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/// What of an iteration's figures is past a bound of the recipe. Each alarm has a name.
///
/// @param guards the bounds
/// @param precision what the trainer computes in
/// @param keepsKeys whether decoding reads keys of older weights, which the trainer never does:
///   then the gap is no fault
record Alarms(GuardSettings guards, Precision precision, boolean keepsKeys) {
    /// {@return one for each figure past its bound}
    List<Alarm> of(Iteration iteration) {
        List<Alarm> alarms = new ArrayList<>();
        double usable =
                (double) iteration.sampling().usable() / Math.max(1, iteration.sampling().groups());
        if (iteration.sampling().groups() > 0 && usable < guards.usableLeast()) {
            alarms.add(
                    alarm(
                            iteration,
                            "no variance",
                            "of %.0f %% of the groups all rewards are the same; change the difficulty",
                            100 * (1 - usable)));
        }
        int attempts = iteration.domains().values().stream().mapToInt(Tally::attempts).sum();
        int truncated = iteration.domains().values().stream().mapToInt(Tally::truncated).sum();
        if (truncated > guards.truncationMost() * attempts) {
            alarms.add(
                    alarm(
                            iteration,
                            "truncation",
                            "%.0f %% of the rollouts ran into a limit; raise budget.tokens",
                            100.0 * truncated / attempts));
        }
        if (iteration.policy().klFromStart() > guards.klMost()) {
            alarms.add(
                    alarm(
                            iteration,
                            "divergence",
                            "%.3f nats a token from the beginning; lower rate.peak, or stop here",
                            iteration.policy().klFromStart()));
        }
        boolean exact = precision == Precision.FP32;
        double gap = exact ? iteration.policy().gapLargest() : iteration.policy().gapMean();
        if (!keepsKeys && gap > (exact ? guards.gapMost() : guards.gapMostNarrow())) {
            alarms.add(
                    alarm(
                            iteration,
                            "gap",
                            exact
                                    ? "decoding and the trainer differ by %.2g nats at the same weights; this is a fault, please report it"
                                    : "decoding and the trainer differ by %.2g nats in the mean; set precision: fp32",
                            gap));
        }
        return alarms;
    }

    private static Alarm alarm(Iteration iteration, String name, String text, double figure) {
        return new Alarm(iteration.step(), name, String.format(Locale.ROOT, text, figure));
    }
}
