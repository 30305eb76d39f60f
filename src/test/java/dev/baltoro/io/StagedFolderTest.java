package dev.baltoro.io;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class StagedFolderTest {
    @TempDir Path folder;

    @Test
    void nothingIsVisibleBeforeItIsPublished() throws IOException {
        Path target = folder.resolve("set");
        try (StagedFolder staged = StagedFolder.beside(target)) {
            Files.writeString(staged.folder().resolve("a"), "new");
            assertThat(target).doesNotExist();
            staged.publish();
        }
        assertThat(target.resolve("a")).hasContent("new");
        assertThat(names()).containsExactly("set");
    }

    @Test
    void whatIsNotPublishedLeavesTheOldFolderAsItWas() throws IOException {
        Path target = old();
        try (StagedFolder staged = StagedFolder.beside(target)) {
            Files.writeString(staged.folder().resolve("a"), "new");
        }
        assertThat(target.resolve("a")).hasContent("old");
        assertThat(names()).containsExactly("set");
    }

    @Test
    void whatOthersPutThereIsCarriedOver() throws IOException {
        Path target = old();
        Files.createDirectory(target.resolve("notes"));
        Files.writeString(target.resolve("notes/b"), "mine");
        Files.writeString(target.resolve("gone"), "old");
        try (StagedFolder staged = StagedFolder.beside(target)) {
            Files.writeString(staged.folder().resolve("a"), "new");
            staged.carryOver(name -> !name.equals("gone"));
            staged.publish();
        }
        assertThat(target.resolve("a")).hasContent("new");
        assertThat(target.resolve("notes/b")).hasContent("mine");
        assertThat(target.resolve("gone")).doesNotExist();
    }

    @Test
    void aSecondWriterOfTheSameFolderIsRefused() throws IOException {
        Path target = folder.resolve("set");
        try (StagedFolder staged = StagedFolder.beside(target)) {
            assertThatThrownBy(() -> StagedFolder.beside(target))
                    .isInstanceOf(IOException.class)
                    .hasMessageContaining("another process is writing");
            assertThat(staged.folder()).isDirectory();
        }
    }

    /// The state that a kill leaves between the two renames of publishing.
    @Test
    void aKilledReplacementIsFinishedByTheNextReader() throws IOException {
        Path target = old();
        Files.createDirectory(folder.resolve(".set.preparing"));
        Files.writeString(folder.resolve(".set.preparing/a"), "new");
        Files.move(target, folder.resolve(".set.replaced"));
        StagedFolder.settle(target);
        assertThat(target.resolve("a")).hasContent("new");
        assertThat(names()).containsExactly("set");
    }

    @Test
    void aKilledReplacementIsFinishedBeforeTheNextWriterBegins() throws IOException {
        Path target = old();
        Files.createDirectory(folder.resolve(".set.preparing"));
        Files.writeString(folder.resolve(".set.preparing/a"), "new");
        Files.move(target, folder.resolve(".set.replaced"));
        try (StagedFolder staged = StagedFolder.beside(target)) {
            assertThat(target.resolve("a")).hasContent("new");
            assertThat(staged.folder()).isEmptyDirectory();
        }
        assertThat(names()).containsExactly("set");
    }

    @Test
    void theOldFolderComesBackWhereTheNewOneIsGone() throws IOException {
        Path target = old();
        Files.move(target, folder.resolve(".set.replaced"));
        StagedFolder.settle(target);
        assertThat(target.resolve("a")).hasContent("old");
        assertThat(names()).containsExactly("set");
    }

    @Test
    void settlingTouchesNothingElse() throws IOException {
        Path target = old();
        StagedFolder.settle(target);
        StagedFolder.settle(folder.resolve("absent"));
        assertThat(target.resolve("a")).hasContent("old");
        assertThat(names()).containsExactly("set");
    }

    @Test
    void aLinkToAFolderStaysALink() throws IOException {
        Path target = old();
        Path link = Files.createSymbolicLink(folder.resolve("link"), target);
        try (StagedFolder staged = StagedFolder.beside(link)) {
            Files.writeString(staged.folder().resolve("a"), "new");
            staged.publish();
        }
        assertThat(link).isSymbolicLink();
        assertThat(target.resolve("a")).hasContent("new");
    }

    private Path old() throws IOException {
        Path target = Files.createDirectory(folder.resolve("set"));
        Files.writeString(target.resolve("a"), "old");
        return target;
    }

    private List<String> names() throws IOException {
        try (Stream<Path> all = Files.list(folder)) {
            return all.map(path -> path.getFileName().toString())
                    .filter(name -> !name.equals(".set.lock"))
                    .sorted()
                    .toList();
        }
    }
}
