package dev.baltoro.train.run;

import java.io.IOException;
import java.nio.file.Path;

/// A published checkpoint: the state after `step` optimizer steps.
///
/// @param step optimizer steps done
/// @param folder where its files are
public record Checkpoint(long step, Path folder) {
    /// Writes a checkpoint's files into an empty folder.
    @FunctionalInterface
    public interface Writer {
        /// Writes all files; when it returns, they are complete.
        void write(Path folder) throws IOException;
    }
}
