package dev.baltoro.model.checkpoint;

import dev.baltoro.model.ConfigJson;
import dev.baltoro.model.K2Config;
import dev.baltoro.tensor.Tensor;
import dev.baltoro.tensor.safetensors.Content;
import dev.baltoro.tensor.safetensors.SafetensorsFolder;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;

/// Folders as others write them.
final class TestFolders {
    private TestFolders() {}

    /// Writes tensors under any names, beside the configuration of `config`.
    static void write(Path folder, K2Config config, Map<String, Tensor> tensors)
            throws IOException {
        Files.writeString(folder.resolve("config.json"), ConfigJson.write(config));
        SafetensorsFolder.write(
                folder,
                tensors.entrySet().stream()
                        .map(tensor -> Content.of(tensor.getKey(), tensor.getValue()))
                        .toList(),
                Long.MAX_VALUE);
    }
}
