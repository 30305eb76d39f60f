package dev.baltoro.rl.report;

import dev.baltoro.train.run.RolloutMetric.Iteration;
import dev.baltoro.train.run.RolloutMetric.Tally;
import java.util.function.ToDoubleFunction;

/// An iteration's figures over all of its domains.
///
/// @param attempts rollouts that ended
/// @param verified those of them whose success was checked
/// @param successes how many of these did their task
/// @param truncated rollouts that ran into a limit
/// @param reward mean reward
/// @param tokens mean tokens of a rollout
record Pooled(
        int attempts, int verified, int successes, int truncated, double reward, double tokens) {
    static Pooled of(Iteration iteration) {
        return new Pooled(
                iteration.domains().values().stream().mapToInt(Tally::attempts).sum(),
                iteration.domains().values().stream().mapToInt(Tally::verified).sum(),
                iteration.domains().values().stream().mapToInt(Tally::successes).sum(),
                iteration.domains().values().stream().mapToInt(Tally::truncated).sum(),
                mean(iteration, Tally::reward),
                mean(iteration, Tally::tokens));
    }

    private static double mean(Iteration iteration, ToDoubleFunction<Tally> figure) {
        double sum = 0;
        int attempts = 0;
        for (Tally tally : iteration.domains().values()) {
            sum += tally.attempts() * figure.applyAsDouble(tally);
            attempts += tally.attempts();
        }
        return attempts == 0 ? Double.NaN : sum / attempts;
    }
}
