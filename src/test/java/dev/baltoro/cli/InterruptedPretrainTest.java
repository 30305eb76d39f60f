package dev.baltoro.cli;

import static org.assertj.core.api.Assertions.assertThat;

import dev.baltoro.train.pretrain.TinyRun;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

@Tag("slow") // a process of its own
class InterruptedPretrainTest {
    private static final long SECONDS_MAX = 120;

    @TempDir Path folder;

    /// SIGTERM runs the same hook as Ctrl-C's SIGINT: the step ends, its state is saved, the way to
    /// go on is said.
    @Test
    void aStoppedCommandSavesTheStepItHasReached() throws Exception {
        Path shards = TinyRun.dataset(folder.resolve("shards"));
        Path recipe = Files.writeString(folder.resolve("tiny.yaml"), TinyRun.yaml(shards));
        Path run = folder.resolve("run");
        Path log = folder.resolve("child.log");
        Process child =
                new ProcessBuilder(
                                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                                "--add-modules=jdk.incubator.vector",
                                "--enable-native-access=ALL-UNNAMED",
                                "-Xmx512m",
                                "-cp",
                                System.getProperty("java.class.path"),
                                Main.class.getName(),
                                "pretrain",
                                recipe.toString(),
                                "--run",
                                run.toString(),
                                "--set",
                                "stages.0.steps=10000000",
                                "--set",
                                "checkpoint.every_steps=10000000",
                                "--set",
                                "evaluate_every_steps=0")
                        .redirectErrorStream(true)
                        .redirectOutput(log.toFile())
                        .start();
        try {
            Path metrics = run.resolve("metrics.jsonl");
            long end = System.nanoTime() + TimeUnit.SECONDS.toNanos(SECONDS_MAX);
            while (lines(metrics).size() < 5 && child.isAlive() && System.nanoTime() < end) {
                Thread.sleep(20);
            }
            assertThat(child.isAlive()).as(Files.readString(log)).isTrue();
            child.destroy();
            assertThat(child.waitFor(SECONDS_MAX, TimeUnit.SECONDS)).isTrue();

            assertThat(child.exitValue()).isNotZero();
            String last =
                    lines(metrics).stream()
                            .filter(line -> line.contains("\"loss\""))
                            .toList()
                            .getLast();
            int step = Integer.parseInt(last.replaceAll(".*\"step\":([0-9]+).*", "$1"));
            assertThat(run.resolve("checkpoints/step-%08d".formatted(step))).isDirectory();
        } finally {
            child.destroyForcibly().waitFor();
        }
    }

    private static List<String> lines(Path file) throws IOException {
        return Files.exists(file) ? Files.readAllLines(file) : List.of();
    }
}
