package dev.baltoro.train.sft;

import dev.baltoro.model.ConfigJson;
import dev.baltoro.model.K2Config;
import dev.baltoro.text.chat.ChatTemplate;
import dev.baltoro.text.template.FolderTemplate;
import dev.baltoro.text.template.KnownToolsFile;
import dev.baltoro.text.tokenizer.Tokenizer;
import dev.baltoro.train.recipe.RecipeException;
import dev.baltoro.train.recipe.SftRecipe;
import dev.baltoro.train.run.Checkpoint;
import dev.baltoro.train.run.RunFolder;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/// Where a fine-tuning run begins.
///
/// @param folder weights, configuration and, if it is a checkpoint, the optimizer's state
/// @param config the shape
/// @param tokenizer what made the tokens that the weights know
/// @param template how conversations become tokens
record FirstWeights(Path folder, K2Config config, Tokenizer tokenizer, ChatTemplate template) {

    /// {@return what a recipe names: a run's newest checkpoint, or a Hugging Face folder, a run's
    /// finished model among them}
    ///
    /// @throws RecipeException if it is neither
    static FirstWeights of(SftRecipe recipe) throws IOException {
        Path from = recipe.model().from();
        List<Path> candidates = new ArrayList<>();
        RunFolder.newestCheckpoint(from).map(Checkpoint::folder).ifPresent(candidates::add);
        candidates.add(from);
        candidates.add(from.resolve(SftRun.MODEL_FOLDER));
        for (Path folder : candidates) {
            if (Files.isRegularFile(folder.resolve(ConfigJson.FILE_NAME))) {
                return of(recipe, folder);
            }
        }
        throw new RecipeException(
                "model.from: %s is neither a run with a checkpoint nor a model's folder"
                        .formatted(from));
    }

    /// {@return what a folder with weights has}
    static FirstWeights of(SftRecipe recipe, Path folder) throws IOException {
        Tokenizer tokenizer = Tokenizer.load(recipe.tokenizer().orElse(folder));
        K2Config config =
                ConfigJson.read(folder.resolve(ConfigJson.FILE_NAME), note -> {})
                        .withOverrides(Map.of("aux_loss_alpha", recipe.balance().sequenceLoss()));
        if (tokenizer.vocabSize() > config.vocabSize()) {
            throw new RecipeException(
                    "the tokenizer has %d ids, the model of %s only %d; use the tokenizer that it was trained with"
                            .formatted(tokenizer.vocabSize(), folder, config.vocabSize()));
        }
        ChatTemplate template = FolderTemplate.of(folder).codec();
        Optional<Path> known = recipe.data().knownTools();
        if (known.isPresent() && template.known().isNone()) { // a checkpoint has them already
            template = template.withKnown(KnownToolsFile.readFile(known.get()));
        }
        return new FirstWeights(folder, config, tokenizer, template);
    }

    /// {@return the context of a recipe, or as much of the model's as rows are long by default}
    int context(SftRecipe recipe) {
        int most = config.maxPositionEmbeddings();
        int context = recipe.context().orElse(Math.min(most, SftRecipe.CONTEXT_MAX));
        if (context > most) {
            throw new RecipeException(
                    "context %d exceeds the model's of %d".formatted(context, most));
        }
        if (recipe.batch().microBatchTokens() < context) {
            throw new RecipeException(
                    "batch.micro_batch_tokens must hold a row of %d tokens; raise it or set context"
                            .formatted(context));
        }
        return context;
    }
}
