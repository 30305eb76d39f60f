package dev.baltoro.flow.specialist;

import dev.baltoro.rl.recipe.RlRecipe;

/// How many iterations of reinforcement learning fit into some time.
final class ReinforcedTime {
    /// What a rollout and its part of the step take, in requests answered greedily eight at a time:
    /// 1.2 was measured on two cores.
    private static final double ROLLOUT = 1.25;

    private ReinforcedTime() {}

    /// {@return the iterations, at least one and at most the recipe's}
    ///
    /// @param request seconds of a request
    /// @param seconds that there are, for held-out tasks before and after too
    static long iterations(RlRecipe recipe, double request, double seconds) {
        int measured =
                recipe.guards().baseRatePrompts() * recipe.guards().baseRateSamples()
                        + 2 * recipe.evaluation().tasks() * recipe.evaluation().splits().size();
        double iteration = ROLLOUT * recipe.rollout().prompts() * recipe.rollout().samples();
        double fit = (seconds / request - measured) / iteration;
        return Math.max(1, Math.min(recipe.iterations(), (long) fit));
    }
}
