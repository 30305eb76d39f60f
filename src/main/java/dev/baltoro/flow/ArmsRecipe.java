package dev.baltoro.flow;

import dev.baltoro.rl.recipe.RlRecipe;
import dev.baltoro.train.recipe.Default;
import dev.baltoro.train.recipe.RecipeException;
import dev.baltoro.train.recipe.RecipeFormat;
import dev.baltoro.train.recipe.Require;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import tools.jackson.databind.JsonNode;

/// Reinforcement learning of one fine-tuned model, several times: controls, other seeds, an
/// ablation. Each arm is the recipe of a run that is done, with some keys changed.
///
/// @param name what the arms are called together
/// @param base keys that all arms change, by dotted path; with none, the run that is done is an arm
///   too
/// @param arms what each changes beside, by name
public record ArmsRecipe(
        String name,
        @Default("{}") Map<String, JsonNode> base,
        Map<String, Map<String, JsonNode>> arms) {
    public ArmsRecipe {
        Require.that(!name.isBlank(), "name must not be blank");
        Require.that(!arms.isEmpty(), "arms must name at least one");
        for (String arm : arms.keySet()) {
            Require.that(
                    arm.matches("[\\w.-]{1,64}"),
                    "an arm's name is a folder's, so it has letters, digits, `.`, `-` and `_` alone; not "
                            + arm);
        }
    }

    /// {@return the recipe in a file}
    ///
    /// @throws RecipeException saying in one line what is wrong where
    public static ArmsRecipe load(Path file) {
        return RecipeFormat.load(ArmsRecipe.class, file, List.of());
    }

    /// {@return the recipe in YAML text, as [#load]}
    public static ArmsRecipe parse(String yaml) {
        return RecipeFormat.parse(ArmsRecipe.class, yaml, List.of());
    }

    /// {@return each arm's recipe, in the order written; all are checked}
    ///
    /// @param done the recipe of the run that is done
    /// @param fixed values that every arm has, such as where the model lies
    /// @param set values over all that is written
    Map<String, RlRecipe> recipes(Path done, List<String> fixed, List<String> set) {
        Map<String, RlRecipe> recipes = new LinkedHashMap<>();
        arms.forEach((arm, changes) -> {
            List<String> overrides = new ArrayList<>(fixed);
            overrides.add("name=\"" + name + "/" + arm + "\"");
            base.forEach((key, value) -> overrides.add(key + "=" + value));
            changes.forEach((key, value) -> overrides.add(key + "=" + value));
            overrides.addAll(set);
            try {
                recipes.put(arm, RlRecipe.load(done, overrides));
            } catch (RecipeException e) {
                throw e.in("arms." + arm);
            }
        });
        return recipes;
    }
}
