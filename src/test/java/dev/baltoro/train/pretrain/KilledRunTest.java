package dev.baltoro.train.pretrain;

import static org.assertj.core.api.Assertions.assertThat;

import dev.baltoro.ChildJvm;
import dev.baltoro.train.recipe.Recipe;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class KilledRunTest {
    private static final int STEPS = 40;
    private static final long START_SECONDS_MAX = 120;

    @TempDir Path folder;

    /// Another process, another moment at which the compiler comes, SIGKILL in the middle: the
    /// files of the end are the same to the last byte.
    @Test
    void aKilledRunResumesToTheBytesOfAnUninterruptedOne() throws Exception {
        Recipe recipe =
                TinyRun.recipe(
                        TinyRun.dataset(folder.resolve("shards")),
                        "stages.0.steps=" + STEPS,
                        "evaluate_every_steps=5",
                        "checkpoint={every_steps: 3, keep: 2}");
        Path killed = folder.resolve("killed");
        killAfterFirstCheckpoint(recipe, killed);
        assertThat(ResumeTest.checkpoint(killed, STEPS)).doesNotExist();

        Map<String, byte[]> resumed = TinyRun.resume(killed);

        Path whole = folder.resolve("whole");
        ResumeTest.assertSame(resumed, TinyRun.train(whole, recipe));
        assertThat(TinyRun.metrics(killed)).isEqualTo(TinyRun.metrics(whole));
        for (String file : List.of("model.safetensors", "optimizer.safetensors", "config.json")) {
            assertThat(
                            Files.mismatch(
                                    ResumeTest.checkpoint(killed, STEPS).resolve(file),
                                    ResumeTest.checkpoint(whole, STEPS).resolve(file)))
                    .as(file)
                    .isEqualTo(-1);
        }
    }

    private void killAfterFirstCheckpoint(Recipe recipe, Path run)
            throws IOException, InterruptedException {
        Path file = Files.writeString(folder.resolve("recipe.yaml"), recipe.toYaml());
        Path log = folder.resolve("child.log");
        Process child =
                new ProcessBuilder(
                                ChildJvm.command(
                                        ThrottledRun.class, file.toString(), run.toString()))
                        .redirectErrorStream(true)
                        .redirectOutput(log.toFile())
                        .start();
        try {
            Path first = ResumeTest.checkpoint(run, 3);
            long end = System.nanoTime() + TimeUnit.SECONDS.toNanos(START_SECONDS_MAX);
            while (!Files.exists(first) && child.isAlive() && System.nanoTime() < end) {
                Thread.sleep(20);
            }
            assertThat(first).as(Files.readString(log)).exists();
            assertThat(child.isAlive()).isTrue();
        } finally {
            child.destroyForcibly().waitFor();
        }
    }
}
