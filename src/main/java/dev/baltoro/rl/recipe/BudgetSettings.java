package dev.baltoro.rl.recipe;

import dev.baltoro.rl.rollout.Budget;
import dev.baltoro.train.recipe.Default;
import dev.baltoro.train.recipe.RecipeException;
import dev.baltoro.train.recipe.Require;
import java.util.Map;

/// Most tokens that the model may draw in a rollout, by the domain of its task (K2 report §3.2.3:
/// by task type; no number).
///
/// @param tokens by domain; where none is set, 2,048 or half of what the model's context leaves
/// @param overBudget what happens to a rollout that used them up
/// @param allowance tokens of the closing answer where it is `conclude`
public record BudgetSettings(
        @Default("{}") Map<String, Integer> tokens,
        @Default("truncate") Budget.AtEnd overBudget,
        @Default("32") int allowance) {
    /// Where none is set and the context allows it.
    public static final int STANDARD = 2048;

    public BudgetSettings {
        tokens.forEach((domain, most) -> Require.positive("tokens." + domain, most));
        Require.positive("allowance", allowance);
    }

    /// {@return the budget of a domain's tasks}
    ///
    /// @param contextTokens most tokens of a conversation
    /// @throws RecipeException if one that is set is as large as the context, where it would never
    ///   be what ends a rollout
    public Budget of(String domain, int contextTokens) {
        Integer set = tokens.get(domain);
        if (set == null) {
            return new Budget(
                    Math.max(1, Math.min(STANDARD, contextTokens / 2)), overBudget, allowance);
        }
        if (set >= contextTokens) {
            throw new RecipeException(
                    "budget.tokens.%s is %d, and generation ends at %d tokens anyway: set it lower"
                            .formatted(domain, set, contextTokens));
        }
        return new Budget(set, overBudget, allowance);
    }
}
