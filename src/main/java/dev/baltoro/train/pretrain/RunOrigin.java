package dev.baltoro.train.pretrain;

import dev.baltoro.data.shard.TokenShards;
import dev.baltoro.io.Durable;
import dev.baltoro.train.recipe.Recipe;
import dev.baltoro.train.recipe.RecipeException;
import dev.baltoro.train.run.RunFolder;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.json.JsonMapper;

/// What a checkpoint was made by, written beside it: with it a resumed run can say what was changed
/// by hand since.
///
/// @param recipe as it was run
/// @param data what was learned from
record RunOrigin(Recipe recipe, DataIdentity data) {
    private static final String DATA = "data.json";
    private static final JsonMapper JSON = new JsonMapper();

    static RunOrigin of(Recipe recipe, TokenShards shards) {
        return new RunOrigin(recipe, DataIdentity.of(recipe, shards));
    }

    void write(Path checkpoint) throws IOException {
        Durable.replace(checkpoint.resolve(RunFolder.RECIPE), recipe.toYaml());
        Durable.replace(checkpoint.resolve(DATA), JSON.writeValueAsBytes(data));
    }

    /// {@return what stands beside the checkpoint; nothing beside those of earlier versions}
    static Optional<RunOrigin> read(Path checkpoint) throws IOException {
        Path recipe = checkpoint.resolve(RunFolder.RECIPE);
        Path data = checkpoint.resolve(DATA);
        if (!Files.exists(recipe) || !Files.exists(data)) {
            return Optional.empty();
        }
        try {
            return Optional.of(
                    new RunOrigin(
                            Recipe.load(recipe, List.of()),
                            JSON.readValue(Files.readAllBytes(data), DataIdentity.class)));
        } catch (RecipeException | JacksonException e) {
            throw new IOException(
                    checkpoint + " is damaged: remove it to go on from the one before", e);
        }
    }
}
