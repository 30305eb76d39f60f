package dev.baltoro.flow;

import dev.baltoro.io.StagedFolder;
import dev.baltoro.model.checkpoint.HuggingFaceExport;
import dev.baltoro.train.pretrain.PretrainingRun;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;

/// A flow's finished model, where its users look for it.
public final class PublishedModel {
    private PublishedModel() {}

    /// Copies the last step's model into a flow's folder, whole or not at all.
    ///
    /// @return the model's folder
    public static Path in(Path flow, Path trained) throws IOException {
        return in(flow, trained, List.of());
    }

    /// Copies the last step's model into a flow's folder, whole or not at all.
    ///
    /// @param beside files that belong to the model, made by other steps
    /// @return the model's folder
    public static Path in(Path flow, Path trained, List<Path> beside) throws IOException {
        Path target = flow.resolve(PretrainingRun.MODEL_FOLDER);
        try (StagedFolder staged = StagedFolder.beside(target)) {
            for (Path file : files(trained)) {
                Files.copy(file, staged.folder().resolve(file.getFileName()));
            }
            for (Path file : beside) {
                Files.copy(file, staged.folder().resolve(file.getFileName()));
            }
            staged.carryOver(HuggingFaceExport::isOthers);
            staged.publish();
        }
        return target;
    }

    private static List<Path> files(Path folder) throws IOException {
        try (Stream<Path> files = Files.list(folder)) {
            return files.toList();
        }
    }
}
