package dev.baltoro.train.pretrain;

import dev.baltoro.tensor.DType;
import dev.baltoro.train.recipe.Precision;
import dev.baltoro.train.recipe.Recipe;
import java.util.List;

/// A recipe with everything decided that it left to the machine, so that resuming elsewhere
/// computes the same.
final class AsRun {
    private AsRun() {}

    /// {@return the recipe with its number of workers and its dtypes written out}
    static Recipe of(Recipe recipe) {
        int workers =
                recipe.workers() == 0
                        ? Runtime.getRuntime().availableProcessors()
                        : recipe.workers();
        return Recipe.parse(
                recipe.toYaml(),
                List.of(
                        "workers=" + workers,
                        "precision=" + name(recipe.precision()),
                        "optimizer.newton_schulz_dtype="
                                + name(recipe.optimizer().newtonSchulzDtype())));
    }

    private static String name(Precision precision) {
        return switch (precision) {
            case BF16 -> "bf16";
            case FP32 -> "fp32";
            case AUTO -> DType.BF16.productType() == DType.BF16 ? "bf16" : "fp32";
        };
    }
}
