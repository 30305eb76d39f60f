/// Recipes of reinforcement learning: every key, its default, unit and source.
///
/// Start here: [RlRecipe] (all keys), [RolloutSettings], [BudgetSettings], [RewardSettings],
/// [JudgeSettings], [ObjectiveSettings], [GuardSettings], [UpdateSettings], [EvaluationSettings].
@NullMarked
package dev.baltoro.rl.recipe;

import org.jspecify.annotations.NullMarked;
