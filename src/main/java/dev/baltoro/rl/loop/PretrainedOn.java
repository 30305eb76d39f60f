package dev.baltoro.rl.loop;

import dev.baltoro.data.DataException;
import dev.baltoro.data.shard.DatasetManifest;
import dev.baltoro.data.shard.ManifestFile;
import dev.baltoro.rl.recipe.RlRecipe;
import dev.baltoro.train.recipe.Recipe;
import dev.baltoro.train.recipe.RecipeException;
import dev.baltoro.train.recipe.SftRecipe;
import dev.baltoro.train.run.RunFolder;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/// The text that a model was pretrained on, found through the recipes of the runs that made it, so
/// that what it forgets is measured without being asked for.
final class PretrainedOn {
    /// Runs from one to the next, such as reinforcement learning, fine-tuning, pretraining.
    private static final int RUNS_MAX = 8;

    /// Folders up from a model to its run: `RUN/model`, `RUN/checkpoints/step-…`.
    private static final int FOLDERS_UP_MAX = 2;

    private PretrainedOn() {}

    /// What a run's recipe says of where it began.
    ///
    /// @param text shards that it names
    /// @param model that it began with
    private record Origin(Optional<Path> text, Optional<Path> model) {}

    /// {@return the shards, if they are still there, are of the model's tokenizer, and have text
    /// held out in every domain}
    ///
    /// @param model a run's folder, or that of a model in it
    static Optional<Path> shards(Path model) throws IOException {
        Optional<Path> place = Optional.of(model);
        for (int run = 0; run < RUNS_MAX && place.isPresent(); run++) {
            Optional<Origin> origin = recipe(place.get()).flatMap(PretrainedOn::origin);
            Optional<Path> text = origin.flatMap(Origin::text);
            if (text.isPresent()) {
                return canBeUsed(text.get(), model) ? text : Optional.empty();
            }
            place = origin.flatMap(Origin::model);
        }
        return Optional.empty();
    }

    private static Optional<Path> recipe(Path place) {
        @Nullable Path folder = place.toAbsolutePath().normalize();
        for (int up = 0; up <= FOLDERS_UP_MAX && folder != null; up++) {
            Path file = folder.resolve(RunFolder.RECIPE);
            if (Files.isRegularFile(file)) {
                return Optional.of(file);
            }
            folder = folder.getParent();
        }
        return Optional.empty();
    }

    private static Optional<Origin> origin(Path file) {
        List<Function<Path, Origin>> readers =
                List.of(
                        PretrainedOn::ofReinforcement,
                        PretrainedOn::ofFineTuning,
                        PretrainedOn::ofPretraining);
        return readers.stream().flatMap(reader -> origin(file, reader).stream()).findFirst();
    }

    /// {@return what a recipe says; empty if it is one of another kind}
    private static Optional<Origin> origin(Path file, Function<Path, Origin> reader) {
        try {
            return Optional.of(reader.apply(file));
        } catch (RecipeException e) {
            return Optional.empty();
        }
    }

    private static Origin ofReinforcement(Path file) {
        RlRecipe recipe = RlRecipe.load(file, List.of());
        return new Origin(recipe.objective().ptx().shards(), Optional.of(recipe.model()));
    }

    private static Origin ofFineTuning(Path file) {
        SftRecipe recipe = SftRecipe.load(file, List.of());
        return new Origin(Optional.empty(), Optional.of(recipe.model().from()));
    }

    private static Origin ofPretraining(Path file) {
        Recipe recipe = Recipe.load(file, List.of());
        return new Origin(Optional.of(recipe.data().shards()), Optional.empty());
    }

    private static boolean canBeUsed(Path shards, Path model) throws IOException {
        if (!Files.isDirectory(shards)) {
            return false;
        }
        try {
            DatasetManifest manifest = ManifestFile.read(shards);
            return manifest.domains().values().stream()
                            .allMatch(domain ->
                                    domain.train().documents() > 0
                                            && domain.heldOut().documents() > 0)
                    && manifest.tokenizer().equals(StartingModel.in(model).tokenizer().id());
        } catch (DataException e) {
            return false;
        }
    }
}
