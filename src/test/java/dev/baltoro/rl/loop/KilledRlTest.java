package dev.baltoro.rl.loop;

import static org.assertj.core.api.Assertions.assertThat;

import dev.baltoro.ChildJvm;
import dev.baltoro.rl.recipe.RlRecipe;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class KilledRlTest {
    private static final long START_SECONDS_MAX = 180;

    @TempDir Path folder;

    /// Another process, SIGKILL while rollouts of the iteration after a checkpoint are drawn and
    /// judged: the weights of the end are the same to the last byte, and nothing that was answered
    /// before is asked again.
    @ParameterizedTest
    @ValueSource(
            strings = {
                "seed=5",
                "updates={mode: in_flight, segment_tokens: 4, step_tokens: 1}",
                TinyRl.JUDGED
            })
    void aRunKilledInTheMiddleOfItsRolloutsGoesOnToTheSameBytes(String mode) throws Exception {
        RlRecipe recipe = TinyRl.recipe(TinyRl.model(folder), mode.split("; "));
        Path killed = folder.resolve("killed");
        killInTheMiddle(recipe, killed);
        assertThat(killed.resolve("checkpoints/step-00000006")).doesNotExist();
        long answered = verdicts(killed);

        AtomicInteger asked = new AtomicInteger();
        try (RlRun run =
                RlRun.resume(
                        killed,
                        List.of(new HeldRl.Outside(asked::incrementAndGet), new OpenGym()),
                        Optional.empty())) {
            assertThat(run.train(_ -> {}, () -> false)).isTrue();
        }
        Path whole = folder.resolve("whole");
        try (RlRun run =
                RlRun.start(
                        whole,
                        recipe,
                        List.of(new HeldRl.Outside(() -> {}), new OpenGym()),
                        Optional.empty())) {
            assertThat(run.train(_ -> {}, () -> false)).isTrue();
        }
        for (Map.Entry<String, byte[]> file : TinyRl.checkpoint(whole, 6).entrySet()) {
            assertThat(TinyRl.checkpoint(killed, 6).get(file.getKey()))
                    .as(file.getKey())
                    .isEqualTo(file.getValue());
        }
        assertThat(TinyRl.metrics(killed)).isEqualTo(TinyRl.metrics(whole));
        assertThat(Files.readString(killed.resolve("rollouts/00000006.jsonl")))
                .isEqualTo(Files.readString(whole.resolve("rollouts/00000006.jsonl")));
        assertThat(verdicts(killed)).isEqualTo(verdicts(whole));
        assertThat(asked.get()).isEqualTo(verdicts(killed) - answered);
    }

    private static long verdicts(Path run) throws IOException {
        return Files.readString(run.resolve("journal.jsonl"))
                .lines()
                .filter(line -> line.contains("/verdict\"") && line.endsWith("}"))
                .count();
    }

    private void killInTheMiddle(RlRecipe recipe, Path run)
            throws IOException, InterruptedException {
        Path file = Files.writeString(folder.resolve("recipe.yaml"), recipe.toYaml());
        Path log = folder.resolve("child.log");
        Path held = folder.resolve("held");
        Process child =
                new ProcessBuilder(
                                ChildJvm.command(
                                        HeldRl.class,
                                        file.toString(),
                                        run.toString(),
                                        held.toString()))
                        .redirectErrorStream(true)
                        .redirectOutput(log.toFile())
                        .start();
        try {
            long end = System.nanoTime() + TimeUnit.SECONDS.toNanos(START_SECONDS_MAX);
            while (!Files.exists(held) && child.isAlive() && System.nanoTime() < end) {
                Thread.sleep(20);
            }
            assertThat(held).as(Files.readString(log)).exists();
            assertThat(child.isAlive()).isTrue();
        } finally {
            child.destroyForcibly().waitFor();
        }
    }
}
