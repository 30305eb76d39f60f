package dev.baltoro.rl.recipe;

import dev.baltoro.train.recipe.Default;
import dev.baltoro.train.recipe.Require;
import java.util.Map;

/// What a rollout is worth beside its success, which is worth 1.
///
/// @param partial what full credit for a named part of a task is worth, by the part's name; parts
///   not named are worth nothing
/// @param overBudgetPenalty taken off a rollout that used up its tokens (K2: penalised, no number)
/// @param lengthReward weight of Kimi k1.5's length reward; 0 for none (K2 has none)
/// @param judge who judges tasks that have a rubric
/// @param random a control: each rollout is worth 0 or 1 by the toss of a coin
public record RewardSettings(
        @Default("{}") Map<String, Double> partial,
        @Default("0.5") double overBudgetPenalty,
        @Default("0") double lengthReward,
        JudgeSettings judge,
        @Default("false") boolean random) {
    public RewardSettings {
        partial.forEach((name, worth) -> Require.notNegative("partial." + name, worth));
        Require.notNegative("over_budget_penalty", overBudgetPenalty);
        Require.notNegative("length_reward", lengthReward);
    }
}
