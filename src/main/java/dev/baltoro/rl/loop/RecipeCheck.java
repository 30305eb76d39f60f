package dev.baltoro.rl.loop;

import static java.util.stream.Collectors.toCollection;

import dev.baltoro.rl.gym.Gym;
import dev.baltoro.rl.recipe.RlRecipe;
import java.util.Collection;
import java.util.TreeSet;

/// What is wrong with a recipe and can be told before there is a model: a flow asks before it
/// trains one.
public final class RecipeCheck {
    private RecipeCheck() {}

    /// Refuses gyms that there are not or that cannot be used here, budgets of domains that there
    /// are not, budgets as large as `rollout.context_tokens`, and judged tasks without a judge.
    ///
    /// @param gyms all that a recipe may name
    /// @throws dev.baltoro.train.recipe.RecipeException saying in one line what is wrong where
    public static void require(RlRecipe recipe, Collection<Gym> gyms) {
        recipe.budget()
                .requireKnown(gyms.stream().map(Gym::domain).collect(toCollection(TreeSet::new)));
        Curriculum curriculum =
                Curriculum.of(recipe.gyms(), gyms, recipe.rollout().adaptive(), recipe.seed());
        curriculum.requireJudge(recipe.reward().judge().isSet());
        int context = recipe.rollout().contextTokens();
        if (context > 0) { // the model's may be smaller
            for (String domain : curriculum.domains()) {
                var unused = recipe.budget().of(domain, context);
            }
        }
    }
}
