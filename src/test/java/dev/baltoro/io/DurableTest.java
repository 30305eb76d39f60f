package dev.baltoro.io;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class DurableTest {
    @TempDir Path folder;

    @Test
    void aFailedWriteLeavesTheFileAsItWas() throws IOException {
        Path file = folder.resolve("a");
        Durable.replace(file, "old");
        assertThatThrownBy(() ->
                        Durable.replace(
                                file,
                                channel -> {
                                    Durable.writeFully(channel, ByteBuffer.wrap(new byte[9]));
                                    throw new IOException("no space left");
                                }))
                .hasMessage("no space left");
        assertThat(file).hasContent("old");
        try (Stream<Path> all = Files.list(folder)) {
            assertThat(all).containsExactly(file);
        }
    }

    @Test
    void aFolderIsNotReplacedByAFile() throws IOException {
        Path inside = Files.createDirectory(folder.resolve("inside"));
        assertThatThrownBy(() -> Durable.replace(inside, "new"))
                .isInstanceOf(IOException.class)
                .hasMessage(inside + " is a folder; name a file");
        try (Stream<Path> all = Files.list(folder)) {
            assertThat(all).containsExactly(inside);
        }
    }

    @Test
    void aFolderThatDoesNotExistIsNamed() {
        Path absent = folder.resolve("absent");
        assertThatThrownBy(() -> Durable.replace(absent.resolve("a"), "new"))
                .isInstanceOf(NoSuchFileException.class)
                .hasMessage(absent.toString());
    }

    @Test
    void deletingATreeDoesNotFollowLinks() throws IOException {
        Path kept = Files.createDirectory(folder.resolve("kept"));
        Files.writeString(kept.resolve("a"), "a");
        Path tree = Files.createDirectory(folder.resolve("tree"));
        Files.createSymbolicLink(tree.resolve("link"), kept);
        Durable.deleteTree(tree);
        assertThat(tree).doesNotExist();
        assertThat(kept.resolve("a")).hasContent("a");
    }
}
