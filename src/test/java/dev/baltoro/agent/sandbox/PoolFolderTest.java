package dev.baltoro.agent.sandbox;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;

/// What stays among the temporary files, and what does not.
class PoolFolderTest {
    @Test
    void folderOfAKilledProcessIsDeletedByTheNextPoolAndAnOpenOneIsNot() throws Exception {
        Path killed = Files.createTempDirectory("baltoro-sandbox-");
        Files.createFile(killed.resolve("lock")); // the system took its lock away
        Files.createDirectories(killed.resolve("child-1").resolve("root"));
        Path begun = Files.createTempDirectory("baltoro-sandbox-");
        try {
            Path path;
            try (PoolFolder first = PoolFolder.open();
                    PoolFolder second = PoolFolder.open()) {
                assertThat(killed).doesNotExist();
                assertThat(begun).exists();
                assertThat(first.path()).exists();
                path = second.path();
                assertThat(path).exists();
            }
            assertThat(path).doesNotExist();
        } finally {
            Files.delete(begun);
        }
    }
}
