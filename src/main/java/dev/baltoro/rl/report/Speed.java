package dev.baltoro.rl.report;

import dev.baltoro.train.run.RolloutMetric.Iteration;

/// Tokens a second of an iteration; NaN of a phase that it did not have.
///
/// @param rollout drawn, by the time from the first prompt to the last verdict
/// @param training learned from, by the time of scoring and of the steps
record Speed(double rollout, double training) {
    static Speed of(Iteration iteration) {
        return new Speed(
                rate(iteration.sampling().drawnTokens(), iteration.time().rollout()),
                rate(
                        iteration.sampling().trainedTokens(),
                        iteration.time().score() + iteration.time().train()));
    }

    private static double rate(long tokens, double seconds) {
        return tokens == 0 || seconds <= 0 ? Double.NaN : tokens / seconds;
    }
}
