package dev.baltoro.train.sft;

import static org.assertj.core.api.Assertions.assertThat;

import dev.baltoro.ChildJvm;
import dev.baltoro.train.recipe.SftRecipe;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class KilledSftTest {
    private static final int STEPS = 12;
    private static final long START_SECONDS_MAX = 120;

    @TempDir Path folder;

    /// A process that stays at its fifth step until it is killed.
    static final class Held {
        private static final long PAUSE_NANOS = 100_000_000;
        private static final int PAUSES_MAX = 3000;

        private Held() {}

        /// @param arguments recipe file, run folder
        public static void main(String[] arguments) throws IOException {
            SftRecipe recipe = SftRecipe.load(Path.of(arguments[0]), List.of());
            try (SftRun run = SftRun.start(Path.of(arguments[1]), recipe, TinySft.SILENT)) {
                boolean unused =
                        TinySft.train(
                                run,
                                () -> {
                                    for (int i = 0; run.step() == 5 && i < PAUSES_MAX; i++) {
                                        LockSupport.parkNanos(PAUSE_NANOS);
                                    }
                                    return false;
                                });
            }
        }
    }

    /// Step 5 is lost with the process, and is made again from the checkpoint of step 4.
    @Test
    void aKilledRunResumesToTheBytesOfAnUninterruptedOne() throws Exception {
        SftRecipe recipe =
                TinySft.recipe(
                        TinySft.pretrained(folder),
                        TinySft.conversations(folder.resolve("chats.jsonl"), 60),
                        "max_steps=" + STEPS,
                        "checkpoint={every_steps: 2, keep: 2}");
        Path killed = folder.resolve("killed");
        killAtStepFive(recipe, killed);
        try (SftRun run = SftRun.resume(killed, TinySft.SILENT)) {
            assertThat(run.step()).isEqualTo(4);
            assertThat(TinySft.train(run, () -> false)).isTrue();
        }
        Path whole = folder.resolve("whole");
        try (SftRun run = SftRun.start(whole, recipe, TinySft.SILENT)) {
            assertThat(TinySft.train(run, () -> false)).isTrue();
        }
        assertThat(TinySft.metrics(killed)).isEqualTo(TinySft.metrics(whole));
        for (String file : List.of("model.safetensors", "optimizer.safetensors", "config.json")) {
            assertThat(last(killed).resolve(file))
                    .hasSameBinaryContentAs(last(whole).resolve(file));
        }
    }

    private static Path last(Path run) {
        return run.resolve("checkpoints/step-%08d".formatted(STEPS));
    }

    private void killAtStepFive(SftRecipe recipe, Path run)
            throws IOException, InterruptedException {
        Path file = Files.writeString(folder.resolve("recipe.yaml"), recipe.toYaml());
        Path log = folder.resolve("child.log");
        Process child =
                new ProcessBuilder(ChildJvm.command(Held.class, file.toString(), run.toString()))
                        .redirectErrorStream(true)
                        .redirectOutput(log.toFile())
                        .start();
        try {
            Path metrics = run.resolve("metrics.jsonl");
            long end = System.nanoTime() + TimeUnit.SECONDS.toNanos(START_SECONDS_MAX);
            while (!tellsOfStepFive(metrics) && child.isAlive() && System.nanoTime() < end) {
                Thread.sleep(20);
            }
            assertThat(tellsOfStepFive(metrics)).as(Files.readString(log)).isTrue();
            assertThat(child.isAlive()).isTrue();
        } finally {
            child.destroyForcibly().waitFor();
        }
    }

    private static boolean tellsOfStepFive(Path metrics) throws IOException {
        return Files.exists(metrics) && Files.readString(metrics).contains("\"step\":5,");
    }
}
