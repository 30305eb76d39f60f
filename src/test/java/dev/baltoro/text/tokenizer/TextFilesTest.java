package dev.baltoro.text.tokenizer;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class TextFilesTest {
    @TempDir private Path folder;

    @Test
    void filesAreReadInOrderAndHiddenOnesAreNot() throws IOException {
        Files.createDirectories(folder.resolve("b/.git"));
        Files.writeString(folder.resolve("b/2.txt"), "two");
        Files.writeString(folder.resolve("a.txt"), "one");
        Files.writeString(folder.resolve("b/.git/x"), "hidden");
        Files.writeString(folder.resolve("empty"), "");
        Path last = Files.writeString(folder.resolve(".named"), "three");
        assertThat(blocks(List.of(folder, last)))
                .extracting(block -> new String(block, UTF_8))
                .containsExactly("one", "two", "three");
    }

    @Test
    void bigFileIsCutBehindLineEndsAndBetweenCodePoints() throws IOException {
        String text = "line of text\n".repeat(200_000) + "月".repeat(1_000_000);
        List<byte[]> blocks = blocks(List.of(Files.writeString(folder.resolve("big"), text)));
        ByteArrayOutputStream joined = new ByteArrayOutputStream();
        for (byte[] block : blocks) {
            assertThat(block.length).isLessThanOrEqualTo(1 << 20);
            assertThat(new String(block, UTF_8)).doesNotContain("\uFFFD");
            joined.writeBytes(block);
        }
        assertThat(joined.toString(UTF_8)).isEqualTo(text);
        assertThat(new String(blocks.getFirst(), UTF_8)).endsWith("\n");
    }

    @Test
    void absentFileIsNamed() {
        assertThatThrownBy(() -> TextFiles.of(List.of(folder.resolve("none"))))
                .isInstanceOf(IOException.class)
                .hasMessageContaining("none cannot be read");
    }

    private static List<byte[]> blocks(List<Path> paths) throws IOException {
        List<byte[]> blocks = new ArrayList<>();
        try (TextFiles files = TextFiles.of(paths)) {
            files.forEachRemaining(blocks::add);
        }
        return blocks;
    }
}
