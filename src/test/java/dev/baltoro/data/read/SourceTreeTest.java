package dev.baltoro.data.read;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.baltoro.data.DataException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// Links, and what is under a folder that is no file.
class SourceTreeTest {
    @TempDir Path folder;

    @Test
    void linksToFilesAndFoldersAreFollowed() throws IOException {
        Path elsewhere = Files.createDirectories(folder.resolve("elsewhere"));
        Files.writeString(elsewhere.resolve("one.txt"), "one");
        Files.writeString(elsewhere.resolve("two.jsonl"), "{\"text\":\"two\"}\n");
        Path in = Files.createDirectories(folder.resolve("in"));
        Files.createSymbolicLink(in.resolve("a.txt"), elsewhere.resolve("one.txt"));
        Files.createSymbolicLink(in.resolve("b"), elsewhere);
        Reading reading = Reading.of(in);
        assertThat(reading.rejections()).isEmpty();
        assertThat(reading.texts()).containsExactly("one", "one", "two");
        Files.createSymbolicLink(folder.resolve("link"), in);
        assertThat(Reading.of(folder.resolve("link")).texts()).hasSize(3);
    }

    @Test
    void linksToNowhereAndInACircleAreNamed() throws IOException {
        Path in = Files.createDirectories(folder.resolve("in/deep"));
        Files.writeString(in.resolve("a.txt"), "text");
        Files.createSymbolicLink(in.resolve("nowhere"), folder.resolve("absent"));
        Files.createSymbolicLink(in.resolve("circle"), folder.resolve("in"));
        Files.createSymbolicLink(in.resolve("self"), in.resolve("self"));
        Reading reading = Reading.of(folder.resolve("in"));
        assertThat(reading.texts()).containsExactly("text");
        assertThat(reading.places())
                .satisfiesExactlyInAnyOrder(
                        place -> assertThat(place).contains("nowhere").contains("leads nowhere"),
                        place -> assertThat(place).contains("circle").contains("form a loop"),
                        place -> assertThat(place).contains("self"));
    }

    @Test
    void whatMayNotBeReadIsNamed() throws IOException {
        Path in = Files.createDirectories(folder.resolve("in"));
        Files.writeString(in.resolve("a.txt"), "text");
        Path closed = Files.writeString(in.resolve("b.txt"), "text");
        Assumptions.assumeTrue(
                closed.toFile().setReadable(false) && !Files.isReadable(closed),
                "this user may read everything");
        Reading reading = Reading.of(in);
        assertThat(reading.texts()).containsExactly("text");
        assertThat(reading.places()).singleElement().asString().contains("permission denied");
    }

    @Test
    void aFileThatChangesWhileItIsReadIsNamed() throws IOException {
        Path file = folder.resolve("a.jsonl");
        Files.writeString(file, "{\"text\":\"one\"}\n{\"text\":\"two\"}\n");
        var rejections = new java.util.ArrayList<Rejection>();
        new SourceFiles(file, ReadingOptions.defaults())
                .read(item -> {
                    if (item instanceof Rejection rejection) {
                        rejections.add(rejection);
                    } else {
                        append(file);
                    }
                });
        assertThat(rejections).isNotEmpty();
        assertThat(rejections.getLast().place()).contains("changed while it was being read");
    }

    @Test
    void tokenShardsAreRefusedByName() throws IOException {
        Path file = Files.writeString(folder.resolve("train-00000.tokens"), "BALTOKEN........");
        assertThatThrownBy(() -> Reading.of(folder))
                .isInstanceOf(DataException.class)
                .hasMessageContaining(file.toString())
                .hasMessageContaining("token shard");
    }

    private static void append(Path file) {
        try {
            Files.writeString(file, "{\"te", java.nio.file.StandardOpenOption.APPEND);
        } catch (IOException e) {
            throw new java.io.UncheckedIOException(e);
        }
    }
}
