package dev.baltoro.rl.loop;

import dev.baltoro.model.ConfigJson;
import dev.baltoro.model.K2Model;
import dev.baltoro.model.checkpoint.Checkpoints;
import dev.baltoro.tensor.DType;
import dev.baltoro.text.chat.ChatEncoder;
import dev.baltoro.text.chat.ChatTemplate;
import dev.baltoro.text.template.FolderTemplate;
import dev.baltoro.text.tokenizer.Tokenizer;
import dev.baltoro.train.pretrain.PretrainingRun;
import dev.baltoro.train.recipe.RecipeException;
import dev.baltoro.train.run.Checkpoint;
import dev.baltoro.train.run.RunFolder;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;

/// A model's folder, as a run begins with it.
///
/// @param place that the recipe names: a model's folder or a run's
/// @param folder weights and configuration
/// @param tokenizer of its conversations
/// @param template of its conversations
record StartingModel(Path place, Path folder, Tokenizer tokenizer, ChatTemplate template) {
    /// {@return the model in `place`: a model's folder, or that of a run which has finished one}
    ///
    /// @throws RecipeException if there is none
    static StartingModel in(Path place) throws IOException {
        Path folder = folder(place);
        return new StartingModel(
                place, folder, Tokenizer.load(folder), FolderTemplate.of(folder).codec());
    }

    private static Path folder(Path place) {
        for (Path folder : new Path[] {place, place.resolve(PretrainingRun.MODEL_FOLDER)}) {
            if (Files.exists(folder.resolve(ConfigJson.FILE_NAME))) {
                return folder;
            }
        }
        throw new RecipeException(
                "no model is in %s: name a model's folder, or the folder of a finished run"
                        .formatted(place));
    }

    /// {@return its weights, trainable and computing in `compute`}
    K2Model load(DType compute) {
        return Checkpoints.load(folder, compute, note -> {});
    }

    /// {@return where the optimizer's state would be: in the newest checkpoint if a run was named}
    Path optimizer() throws IOException {
        return RunFolder.newestCheckpoint(place).map(Checkpoint::folder).orElse(folder);
    }

    ChatEncoder encoder() {
        return new ChatEncoder(tokenizer, template);
    }
}
