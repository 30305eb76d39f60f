package dev.baltoro.train.sft;

import dev.baltoro.io.Durable;
import dev.baltoro.train.recipe.RecipeDifference;
import dev.baltoro.train.recipe.RecipeException;
import dev.baltoro.train.recipe.SftRecipe;
import dev.baltoro.train.run.Checkpoint;
import dev.baltoro.train.run.RunFolder;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Set;

/// What a checkpoint was made by, written beside it: a run whose recipe or shards were changed
/// since by hand does not go on with other rows in silence.
final class SftOrigin {
    private static final String DATA = "data.txt";

    /// Keys that say how a run is watched, not what it computes.
    private static final Set<String> WATCHING =
            Set.of(
                    "name",
                    "tokenizer",
                    "evaluate_every_steps",
                    "report_every_seconds",
                    "checkpoint.every_steps",
                    "checkpoint.keep",
                    "answers.questions",
                    "answers.tokens",
                    "data.held_out_tokens",
                    "stability.non_finite_steps_max");

    private SftOrigin() {}

    static void write(Path checkpoint, SftRecipe recipe, String data) throws IOException {
        Durable.replace(checkpoint.resolve(RunFolder.RECIPE), recipe.toYaml());
        Durable.replace(checkpoint.resolve(DATA), data);
    }

    /// @throws RecipeException naming what was changed
    static void require(Checkpoint from, SftRecipe recipe, String data) throws IOException {
        Path folder = from.folder();
        if (!Files.readString(folder.resolve(DATA)).equals(data)) {
            throw new RecipeException(
                    "the run's shards are not those that it has learned from (step %d); put them back, or start a new run with model.from: %s"
                            .formatted(from.step(), folder));
        }
        SftRecipe before = SftRecipe.load(folder.resolve(RunFolder.RECIPE), List.of());
        List<String> changed =
                RecipeDifference.between(before, recipe).stream()
                        .filter(difference -> !WATCHING.contains(difference.path()))
                        .map(RecipeDifference::toString)
                        .toList();
        if (!changed.isEmpty()) {
            throw new RecipeException(
                    "the recipe was changed since step %d: %s; set it back, or start a new run with model.from: %s"
                            .formatted(from.step(), String.join("; ", changed), folder));
        }
    }
}
