package dev.baltoro.train.run;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.baltoro.train.recipe.Recipe;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class RunFolderTest {
    static final Recipe RECIPE =
            Recipe.parse(
                    "{name: test, model: {preset: nano}, data: {shards: x}, checkpoint: {keep: 2}}",
                    List.of());

    @TempDir Path parent;

    private Path folder() {
        return parent.resolve("runs/a");
    }

    private static void weights(Path folder) throws IOException {
        Files.createDirectories(folder.resolve("model"));
        Files.write(folder.resolve("model/weights.bin"), new byte[100]);
        Files.write(folder.resolve("optimizer.bin"), new byte[10]);
    }

    private List<String> checkpointNames() {
        try (Stream<Path> list = Files.list(folder().resolve("checkpoints"))) {
            return list.map(path -> path.getFileName().toString()).sorted().toList();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    @Test
    void holdsTheRecipeAsRun() throws IOException {
        try (RunFolder<Recipe> run = RunFolder.create(folder(), RECIPE)) {
            assertThat(run.plan()).isEqualTo(RECIPE);
        }
        assertThat(Recipe.load(folder().resolve("recipe.yaml"), List.of())).isEqualTo(RECIPE);
        assertThat(Files.readString(folder().resolve("environment.json"))).contains("JDK", "cores");
        try (RunFolder<Recipe> run = resume(folder())) {
            assertThat(run.plan()).isEqualTo(RECIPE);
            assertThat(run.latest()).isEmpty();
        }
    }

    @Test
    void startsNoRunOverAnother() throws IOException {
        RunFolder.create(folder(), RECIPE).close();
        assertThatThrownBy(() -> RunFolder.create(folder(), RECIPE))
                .isInstanceOf(IOException.class)
                .hasMessageContaining("continue it with --resume");
        assertThatThrownBy(() -> resume(parent))
                .isInstanceOf(IOException.class)
                .hasMessageContaining("no run to continue");
        // The refusals above must not have kept the lock.
        resume(folder()).close();
    }

    @Test
    void twoCannotUseOneFolder() throws IOException {
        try (RunFolder<Recipe> first = RunFolder.create(folder(), RECIPE)) {
            assertThatThrownBy(() -> resume(first.path()))
                    .isInstanceOf(IOException.class)
                    .hasMessageContaining("another run is using");
        }
        resume(folder()).close();
    }

    @Test
    void keepsTheNewestCheckpoints() throws IOException {
        try (RunFolder<Recipe> run = RunFolder.create(folder(), RECIPE)) {
            for (long step : new long[] {100, 200, 300}) {
                run.publish(step, RunFolderTest::weights);
            }
            assertThat(checkpointNames()).containsExactly("step-00000200", "step-00000300");
            assertThat(run.checkpoints()).extracting(Checkpoint::step).containsExactly(200L, 300L);
            Checkpoint latest = run.latest().orElseThrow();
            assertThat(latest.folder().resolve("model/weights.bin")).hasSize(100);
        }
    }

    @Test
    void failedWriteLeavesNoCheckpoint() throws IOException {
        try (RunFolder<Recipe> run = RunFolder.create(folder(), RECIPE)) {
            run.publish(100, RunFolderTest::weights);
            assertThatThrownBy(() ->
                            run.publish(
                                    200,
                                    path -> {
                                        weights(path);
                                        throw new IOException("disk full");
                                    }))
                    .hasMessage("disk full");
            assertThat(run.latest()).map(Checkpoint::step).contains(100L);
            run.publish(200, RunFolderTest::weights);
            assertThat(run.latest()).map(Checkpoint::step).contains(200L);
        }
    }

    @Test
    void leftoversOfKilledWritesAreCleared() throws IOException {
        RunFolder.create(folder(), RECIPE).close();
        Path leftover = folder().resolve("checkpoints/tmp-step-00000100");
        Files.createDirectories(leftover);
        weights(leftover);
        try (RunFolder<Recipe> run = resume(folder())) {
            assertThat(checkpointNames()).isEmpty();
            assertThat(run.latest()).isEmpty();
        }
    }

    @Test
    void damagedCheckpointIsPassedOverAndReplaced() throws IOException {
        try (RunFolder<Recipe> run = RunFolder.create(folder(), RECIPE)) {
            run.publish(100, RunFolderTest::weights);
            Checkpoint damaged = run.publish(200, RunFolderTest::weights);
            Files.write(damaged.folder().resolve("model/weights.bin"), new byte[99]);
            assertThat(run.latest()).map(Checkpoint::step).contains(100L);
            assertThat(run.damagedCheckpoints()).containsExactly(damaged.folder());
            run.publish(200, RunFolderTest::weights);
            assertThat(run.damagedCheckpoints()).isEmpty();
            assertThat(run.checkpoints()).extracting(Checkpoint::step).containsExactly(100L, 200L);
        }
    }

    @Test
    void aFlippedBitInACheckpointIsFound() throws IOException {
        try (RunFolder<Recipe> run = RunFolder.create(folder(), RECIPE)) {
            run.publish(100, RunFolderTest::weights);
            Checkpoint damaged = run.publish(200, RunFolderTest::weights);
            Path file = damaged.folder().resolve("model/weights.bin");
            byte[] bytes = Files.readAllBytes(file);
            bytes[bytes.length / 2] ^= 4;
            Files.write(file, bytes);
            assertThat(run.latest()).map(Checkpoint::step).contains(100L);
            assertThat(run.damagedCheckpoints()).containsExactly(damaged.folder());
        }
    }

    @Test
    void aRunWhoseCheckpointsAreAllDamagedDoesNotBeginAnewUnasked() throws IOException {
        try (RunFolder<Recipe> run = RunFolder.create(folder(), RECIPE)) {
            Checkpoint damaged = run.publish(100, RunFolderTest::weights);
            Files.write(damaged.folder().resolve("model/weights.bin"), new byte[99]);
            assertThatThrownBy(run::latest)
                    .isInstanceOf(IOException.class)
                    .hasMessageStartingWith(damaged.folder() + " is damaged")
                    .hasMessageEndingWith("remove it to begin the run anew");
        }
    }

    /// A real second process holds the folder and is killed while it writes a checkpoint.
    @Test
    void processKilledWhileWritingLosesOnlyThatCheckpoint() throws Exception {
        Path marker = parent.resolve("writing");
        Process writer =
                new ProcessBuilder(
                                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                                "-cp",
                                System.getProperty("java.class.path"),
                                KilledWriter.class.getName(),
                                folder().toString(),
                                marker.toString())
                        .inheritIO()
                        .start();
        try {
            while (!Files.exists(marker)) {
                assertThat(writer.isAlive()).isTrue();
                Thread.sleep(20);
            }
            assertThatThrownBy(() -> resume(folder())).hasMessageContaining("another run is using");
        } finally {
            writer.destroyForcibly().waitFor();
        }
        assertThat(checkpointNames()).contains("tmp-step-00000200");
        try (RunFolder<Recipe> run = resume(folder())) {
            assertThat(checkpointNames()).containsExactly("step-00000100");
            assertThat(run.latest()).map(Checkpoint::step).contains(100L);
        }
    }

    /// Publishes a checkpoint, begins a second one, says so and waits to be killed.
    static final class KilledWriter {
        private static final long WAIT_MILLIS_MAX = 60_000;

        private KilledWriter() {}

        public static void main(String[] arguments) throws Exception {
            try (RunFolder<Recipe> run = RunFolder.create(Path.of(arguments[0]), RECIPE)) {
                run.publish(100, RunFolderTest::weights);
                run.publish(
                        200,
                        folder -> {
                            weights(folder);
                            Files.createFile(Path.of(arguments[1]));
                            pause();
                        });
            }
        }

        private static void pause() throws IOException {
            try {
                Thread.sleep(WAIT_MILLIS_MAX);
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
                throw new IOException("interrupted", e);
            }
        }
    }

    private static RunFolder<Recipe> resume(Path folder) throws IOException {
        return RunFolder.resume(folder, file -> Recipe.load(file, List.of()));
    }
}
