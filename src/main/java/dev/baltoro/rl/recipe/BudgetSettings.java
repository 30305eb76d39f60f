package dev.baltoro.rl.recipe;

import dev.baltoro.rl.rollout.Budget;
import dev.baltoro.text.NearestName;
import dev.baltoro.train.recipe.Default;
import dev.baltoro.train.recipe.RecipeException;
import dev.baltoro.train.recipe.Require;
import java.util.Map;
import java.util.SortedSet;
import java.util.SplittableRandom;

/// Most tokens that the model may draw in a rollout, by the domain of its task (K2 report §3.2.3:
/// by task type; no number).
///
/// @param tokens by domain; where none is set, 2,048, or what the prompt leaves of a context that
///   is smaller
/// @param overBudget what happens to a rollout that used them up
/// @param allowance tokens of the closing answer where it is `conclude`
/// @param spread for benchmarks with `exact`: the budget is the median of log-normal ones, and this
///   the standard deviation of their logarithm
/// @param turns for benchmarks with `exact`: how many turns share the budget
public record BudgetSettings(
        @Default("{}") Map<String, Integer> tokens,
        @Default("truncate") Budget.AtEnd overBudget,
        @Default("32") int allowance,
        @Default("0") double spread,
        @Default("1") int turns) {
    /// Where none is set and the context allows it.
    public static final int STANDARD = 2048;

    public BudgetSettings {
        tokens.forEach((domain, most) -> Require.positive("tokens." + domain, most));
        Require.positive("allowance", allowance);
        Require.notNegative("spread", spread);
        Require.positive("turns", turns);
        Require.that(
                spread == 0 || overBudget == Budget.AtEnd.EXACT,
                "spread needs over_budget: exact, since it draws lengths that are forced");
        Require.that(
                turns == 1 || overBudget == Budget.AtEnd.EXACT,
                "turns needs over_budget: exact, since they share a length that is forced");
    }

    /// Refuses a budget that no task would ever have.
    ///
    /// @param domains of all gyms that there are, whether the recipe uses them or not
    public void requireKnown(SortedSet<String> domains) {
        for (String domain : tokens.keySet()) {
            if (!domains.contains(domain)) {
                throw new RecipeException(
                        "budget.tokens.%s: there is no domain `%s`; %s"
                                .formatted(domain, domain, NearestName.hint(domain, domains)));
            }
        }
    }

    /// {@return the budget of a domain's tasks; what a prompt takes of the context is for the
    /// rollout to count}
    ///
    /// @param contextTokens most tokens of a conversation
    /// @throws RecipeException if one that is set is as large as the context, where it would never
    ///   be what ends a rollout
    public Budget of(String domain, int contextTokens) {
        Integer set = tokens.get(domain);
        if (set == null) {
            return new Budget(Math.min(STANDARD, contextTokens), overBudget, allowance, turns);
        }
        if (set >= contextTokens) {
            throw new RecipeException(
                    "budget.tokens.%s is %d, and generation ends at %d tokens anyway: set it lower"
                            .formatted(domain, set, contextTokens));
        }
        return new Budget(set, overBudget, allowance, turns);
    }

    /// {@return the budget of one attempt: [#of(String, int)], but drawn where there is a spread}
    ///
    /// @param seed of the attempt
    public Budget of(String domain, int contextTokens, long seed) {
        Budget median = of(domain, contextTokens);
        if (spread == 0) {
            return median;
        }
        double drawn =
                median.tokens() * Math.exp(spread * new SplittableRandom(seed).nextGaussian());
        return new Budget(
                (int) Math.clamp(Math.round(drawn), 1, contextTokens),
                overBudget,
                allowance,
                turns);
    }
}
