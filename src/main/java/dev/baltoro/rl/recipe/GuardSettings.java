package dev.baltoro.rl.recipe;

import dev.baltoro.train.recipe.Default;
import dev.baltoro.train.recipe.Require;

/// What a run refuses, and what it raises an alarm for.
///
/// @param baseRatePrompts tasks of each gym on which the policy is measured before the first step;
///   0 for no measurement
/// @param baseRateSamples attempts at each of them
/// @param baseRateLeast a gym with a smaller share of successes is left out
/// @param baseRateMost a gym with a larger one is left out
/// @param truncationMost share of rollouts that may run into a limit
/// @param usableLeast share of groups whose rewards should differ
/// @param klMost KL divergence from the weights of the beginning, in nats a token
/// @param klEveryIterations iterations between two measurements of that divergence, which takes a
///   forward pass of the batch by the weights of the beginning, and of the last iteration; 0 for
///   none
/// @param gapMost largest difference between decoding's log-probability of a token and the
///   trainer's, in fp32
/// @param gapMostNarrow the mean difference where the trainer computes in bf16
public record GuardSettings(
        @Default("64") int baseRatePrompts,
        @Default("16") int baseRateSamples,
        @Default("0.1") double baseRateLeast,
        @Default("0.7") double baseRateMost,
        @Default("0.2") double truncationMost,
        @Default("0.25") double usableLeast,
        @Default("0.3") double klMost,
        @Default("10") int klEveryIterations,
        @Default("1.0e-4") double gapMost,
        @Default("5.0e-2") double gapMostNarrow) {
    public GuardSettings {
        Require.notNegative("base_rate_prompts", baseRatePrompts);
        Require.positive("base_rate_samples", baseRateSamples);
        Require.share("base_rate_least", baseRateLeast);
        Require.share("base_rate_most", baseRateMost);
        Require.share("truncation_most", truncationMost);
        Require.share("usable_least", usableLeast);
        Require.positive("kl_most", klMost);
        Require.notNegative("kl_every_iterations", klEveryIterations);
        Require.positive("gap_most", gapMost);
        Require.positive("gap_most_narrow", gapMostNarrow);
    }

    /// {@return whether the divergence from the beginning is measured in an iteration}
    ///
    /// @param iteration from 1
    /// @param iterations of the run
    public boolean measuresDivergence(long iteration, long iterations) {
        return klEveryIterations > 0
                && (iteration % klEveryIterations == 0 || iteration == iterations);
    }

    /// {@return whether a domain with this share of successes teaches something}
    public boolean isLearnable(double baseRate) {
        return baseRate >= baseRateLeast && baseRate <= baseRateMost;
    }
}
