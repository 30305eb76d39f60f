package dev.baltoro.rl.loop;

import dev.baltoro.io.Durable;
import dev.baltoro.rl.recipe.RlRecipe;
import dev.baltoro.train.recipe.RecipeDifference;
import dev.baltoro.train.recipe.RecipeException;
import dev.baltoro.train.run.Checkpoint;
import dev.baltoro.train.run.RunFolder;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;

/// The recipe that made a checkpoint, written beside it: what was changed by hand since is refused
/// where the run cannot go on with it, and told where it can.
///
/// Tasks, limits and the reward are functions of the recipe, also those of rollouts that are under
/// way and take their steps again; the optimizer's state is of one kind.
final class RlOrigin {
    /// Keys, and groups of keys, that may change between two iterations: how long the run is, how
    /// fast it learns, what is measured and kept, and where the model and the text lie now.
    private static final Set<String> FREE =
            Set.of(
                    "name",
                    "model",
                    "iterations",
                    "rate",
                    "guards",
                    "evaluation",
                    "objective.ptx.shards",
                    "micro_batch_tokens",
                    "workers",
                    "non_finite_steps_max",
                    "transcripts",
                    "checkpoint",
                    "report_every_seconds");

    private RlOrigin() {}

    static void write(Path checkpoint, RlRecipe recipe) throws IOException {
        Durable.replace(checkpoint.resolve(RunFolder.RECIPE), recipe.toYaml());
    }

    /// {@return what was changed and holds from the next iteration on, a line each}
    ///
    /// @throws RecipeException naming what was changed and cannot be, with both values
    static List<String> changes(Checkpoint from, RlRecipe recipe) throws IOException {
        if (from.step() > recipe.iterations()) {
            throw new RecipeException(
                    "the run is at iteration %d, but its recipe ends at %d: raise iterations, or begin a new run with model: %s"
                            .formatted(from.step(), recipe.iterations(), from.folder()));
        }
        Path file = from.folder().resolve(RunFolder.RECIPE);
        if (!Files.exists(file)) {
            return List.of(); // an older run, which did not write it
        }
        List<String> free = new ArrayList<>();
        List<String> fixed = new ArrayList<>();
        for (RecipeDifference one : RecipeDifference.between(load(file), recipe)) {
            (isFree(one.path()) ? free : fixed).add(one.toString());
        }
        if (!fixed.isEmpty()) {
            throw new RecipeException(
                    "the recipe was changed since iteration %d: %s; set it back, or begin a new run with model: %s"
                            .formatted(from.step(), String.join("; ", fixed), from.folder()));
        }
        return free.stream()
                .map(one -> "changed since iteration " + from.step() + ": " + one)
                .toList();
    }

    private static RlRecipe load(Path file) {
        return RlRecipe.load(file, List.of());
    }

    private static boolean isFree(String path) {
        return FREE.stream().anyMatch(key -> path.equals(key) || path.startsWith(key + "."));
    }
}
