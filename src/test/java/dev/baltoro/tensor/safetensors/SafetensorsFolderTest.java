package dev.baltoro.tensor.safetensors;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.baltoro.tensor.Scope;
import dev.baltoro.tensor.Tensor;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class SafetensorsFolderTest {
    @TempDir private Path folder;

    @Test
    void smallModelIsOneFile() throws IOException {
        try (Scope scope = Scope.open()) {
            SafetensorsFolder.write(folder, contents(), 1000);

            assertThat(files()).containsExactly("model.safetensors");
            checkContents();
        }
    }

    @Test
    void largerModelIsSplitIntoShardsOfAtMostTheGivenSize() throws IOException {
        try (Scope scope = Scope.open()) {
            SafetensorsFolder.write(folder, contents(), 24);

            assertThat(files())
                    .containsExactly(
                            "model-00001-of-00002.safetensors",
                            "model-00002-of-00002.safetensors",
                            "model.safetensors.index.json");
            checkContents();
        }
    }

    @Test
    void filesOfTheEarlierModelAreRemoved() throws IOException {
        Files.writeString(folder.resolve("tokenizer.json"), "{}");
        try (Scope scope = Scope.open()) {
            SafetensorsFolder.write(folder, contents(), 24);
            SafetensorsFolder.write(folder, contents(), 1000);

            assertThat(files()).containsExactly("model.safetensors", "tokenizer.json");
            checkContents();
        }
    }

    /// What a kill leaves that comes while a model is written over one of the same shape.
    @Test
    void shardsOfTwoModelsAreNotMixed() throws IOException {
        Path other = Files.createDirectory(folder.resolve("other"));
        try (Scope scope = Scope.open()) {
            SafetensorsFolder.write(folder, contents(), 24);
            SafetensorsFolder.write(
                    other,
                    contents().stream()
                            .map(content ->
                                    new Content(
                                            content.name(),
                                            content.tensor().mul(2),
                                            content.dtype()))
                            .toList(),
                    24);
        }
        String shard = "model-00001-of-00002.safetensors";
        Files.copy(
                other.resolve(shard), folder.resolve(shard), StandardCopyOption.REPLACE_EXISTING);
        assertThatThrownBy(() -> SafetensorsFolder.open(folder))
                .isInstanceOf(SafetensorsException.class)
                .hasMessageContaining(shard)
                .hasMessageContaining("write the model again");
    }

    @Test
    void indexThatDisagreesWithItsFilesIsRefused() throws IOException {
        try (Scope scope = Scope.open()) {
            SafetensorsFolder.write(folder, contents(), 24);
        }
        Path index = folder.resolve(SafetensorsFolder.INDEX_FILE);
        String json = Files.readString(index);

        Files.writeString(index, json.replace("\"a\"", "\"z\""));
        assertThatThrownBy(() -> SafetensorsFolder.open(folder))
                .isInstanceOf(SafetensorsException.class)
                .hasMessageContaining("lists z in model-00001-of-00002.safetensors");

        Files.writeString(index, json.replace("model-00001", "../model-00001"));
        assertThatThrownBy(() -> SafetensorsFolder.open(folder))
                .hasMessageContaining("names a file that is not beside it");

        Files.writeString(index, "[]");
        assertThatThrownBy(() -> SafetensorsFolder.open(folder))
                .hasMessageContaining("has no weight_map");
    }

    @Test
    void folderWithoutAModelIsRefused() {
        assertThatThrownBy(() -> SafetensorsFolder.open(folder))
                .hasMessageContaining("has neither model.safetensors nor");
    }

    /// Three tensors of 12 bytes each.
    private static List<Content> contents() {
        return Stream.of("a", "b", "c")
                .map(name -> Content.of(name, Tensor.of(values(name), 3)))
                .toList();
    }

    private static float[] values(String name) {
        return new float[] {name.charAt(0), 1, 2};
    }

    private void checkContents() {
        SafetensorsFolder read = SafetensorsFolder.open(folder);
        assertThat(read.names()).containsExactlyInAnyOrder("a", "b", "c");
        for (String name : read.names()) {
            assertThat(read.tensor(name).toFloats()).containsExactly(values(name));
        }
    }

    private List<String> files() throws IOException {
        try (Stream<Path> files = Files.list(folder)) {
            return files.map(file -> file.getFileName().toString()).sorted().toList();
        }
    }
}
