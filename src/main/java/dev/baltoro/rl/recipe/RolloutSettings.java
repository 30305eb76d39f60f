package dev.baltoro.rl.recipe;

import dev.baltoro.train.recipe.Default;
import dev.baltoro.train.recipe.Require;

/// How the policy is sampled.
///
/// @param prompts groups of an iteration
/// @param adaptive whether domains that fail more get more groups (Kimi k1.5 §2.3.5: in proportion
///   to 1 − success), beside the gyms' weights
/// @param samples rollouts of a group (K2's K, not disclosed)
/// @param temperature at the first iteration
/// @param temperatureEnd at the last one: it falls in a straight line (K2 report §3.2.3: high
///   first, then decayed; no schedule)
/// @param refills how often an iteration draws more groups in the place of those whose rewards are
///   all the same
/// @param atOnce sequences that the engine decodes together
/// @param contextTokens most tokens of a conversation; 0 for the model's context
public record RolloutSettings(
        @Default("16") int prompts,
        @Default("false") boolean adaptive,
        @Default("8") int samples,
        @Default("1.0") double temperature,
        @Default("0.7") double temperatureEnd,
        @Default("1") int refills,
        @Default("128") int atOnce,
        @Default("0") int contextTokens) {
    private static final int REFILLS_MAX = 16;

    public RolloutSettings {
        Require.positive("prompts", prompts);
        Require.that(samples >= 2, "samples must be 2 or more, but is " + samples);
        Require.positive("temperature", temperature);
        Require.positive("temperature_end", temperatureEnd);
        Require.that(
                refills >= 0 && refills <= REFILLS_MAX,
                "refills must be from 0 to " + REFILLS_MAX + ", but is " + refills);
        Require.positive("at_once", atOnce);
        Require.notNegative("context_tokens", contextTokens);
    }

    /// {@return the temperature of an iteration}
    ///
    /// @param iteration from 0
    public double temperatureAt(long iteration, long iterations) {
        double way = iterations <= 1 ? 0 : (double) iteration / (iterations - 1);
        return temperature + way * (temperatureEnd - temperature);
    }
}
