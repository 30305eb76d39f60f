/// Recipes: a training run or an experiment written down in YAML, read with every key checked.
///
/// Start here: [Recipe] (all keys), [OptimizerSettings], [Schedule], [Stage], [DataSource],
/// [Overrides] (`--set`), [PresetDefaults], [Experiment], [RecipeFormat] (recipes of other rooms).
///
/// Uses `model` and `tensor` for the words that a recipe shares with them (what is recomputed, what
/// a precision means on this machine), `train.run` for the plan that a run folder is told. Knows
/// nothing of weights and loops.
@NullMarked
package dev.baltoro.train.recipe;

import org.jspecify.annotations.NullMarked;
