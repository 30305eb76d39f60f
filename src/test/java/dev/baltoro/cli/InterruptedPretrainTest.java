package dev.baltoro.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.abort;

import dev.baltoro.ChildJvm;
import dev.baltoro.train.pretrain.TinyRun;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.stream.Collectors;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class InterruptedPretrainTest {
    private static final long SECONDS_MAX = 120;
    private static final int CTRL_C = 3;

    /// Of signal 2, in a mask that begins with signal 1.
    private static final long SIGINT_BIT = 2;

    @TempDir Path folder;
    private Path run;
    private Path log;
    private List<String> command;

    @BeforeEach
    void prepare() throws IOException {
        Path shards = TinyRun.dataset(folder.resolve("shards"));
        Path recipe = Files.writeString(folder.resolve("tiny.yaml"), TinyRun.yaml(shards));
        run = folder.resolve("run");
        log = folder.resolve("child.log");
        command =
                ChildJvm.command(
                        Main.class,
                        "pretrain",
                        recipe.toString(),
                        "--run",
                        run.toString(),
                        "--set",
                        "stages.0.steps=10000000",
                        "--set",
                        "checkpoint.every_steps=10000000",
                        "--set",
                        "evaluate_every_steps=0");
    }

    /// SIGTERM runs the same hook as Ctrl-C's SIGINT: the step ends, its state is saved, the way to
    /// go on is said.
    @Test
    void aStoppedCommandSavesTheStepItHasReached() throws Exception {
        Process child = start(command);
        try {
            awaitSteps(child);
            child.destroy();
            requireSaved(child);
        } finally {
            child.destroyForcibly().waitFor();
        }
    }

    /// A library that draws on terminals may take Ctrl-C from the JVM; one did.
    @Test
    void ctrlCOnATerminalSavesToo() throws Exception {
        requireScript();
        requireInterrupts();
        String quoted =
                command.stream()
                        .map(word -> "'" + word.replace("'", "'\\''") + "'")
                        .collect(Collectors.joining(" "));
        Process child = start(List.of("script", "-qec", "exec " + quoted, "/dev/null"));
        try (OutputStream keys = child.getOutputStream()) {
            awaitSteps(child);
            keys.write(CTRL_C);
            keys.flush();
            requireSaved(child);
        } finally {
            child.descendants().forEach(ProcessHandle::destroyForcibly);
            child.destroyForcibly().waitFor();
        }
    }

    /// The `script` of util-linux runs a command on a terminal of its own.
    private static void requireScript() throws InterruptedException {
        try {
            Process version =
                    new ProcessBuilder("script", "--version").redirectErrorStream(true).start();
            String text =
                    new String(version.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
            if (version.waitFor() == 0 && text.contains("util-linux")) {
                return;
            }
        } catch (IOException e) {
            abort("there is no `script` here to run a command on a terminal: " + e.getMessage());
        }
        abort("the `script` of this machine is not util-linux's");
    }

    /// A shell starts what runs in the background with SIGINT ignored, and children inherit that.
    private static void requireInterrupts() throws IOException {
        Path status = Path.of("/proc/self/status");
        if (!Files.exists(status)) {
            return;
        }
        for (String line : Files.readAllLines(status)) {
            if (line.startsWith("SigIgn:")
                    && (Long.parseUnsignedLong(line.substring(7).strip(), 16) & SIGINT_BIT) != 0) {
                abort("these tests were started with SIGINT ignored, as in a shell's background");
            }
        }
    }

    private Process start(List<String> words) throws IOException {
        return new ProcessBuilder(words)
                .redirectErrorStream(true)
                .redirectOutput(log.toFile())
                .start();
    }

    private void awaitSteps(Process child) throws IOException, InterruptedException {
        Path metrics = run.resolve("metrics.jsonl");
        long end = System.nanoTime() + TimeUnit.SECONDS.toNanos(SECONDS_MAX);
        while (lines(metrics).size() < 5 && child.isAlive() && System.nanoTime() < end) {
            Thread.sleep(20);
        }
        assertThat(child.isAlive()).as(Files.readString(log)).isTrue();
    }

    private void requireSaved(Process child) throws IOException, InterruptedException {
        assertThat(child.waitFor(SECONDS_MAX, TimeUnit.SECONDS)).isTrue();
        assertThat(child.exitValue()).isNotZero();
        String last =
                lines(run.resolve("metrics.jsonl")).stream()
                        .filter(line -> line.contains("\"loss\""))
                        .toList()
                        .getLast();
        int step = Integer.parseInt(last.replaceAll(".*\"step\":([0-9]+).*", "$1"));
        assertThat(run.resolve("checkpoints/step-%08d".formatted(step))).isDirectory();
        assertThat(Files.readString(log).stripTrailing())
                .endsWith(
                        "stopped after step %d and saved; go on with: baltoro pretrain --resume %s"
                                .formatted(step, run));
    }

    private static List<String> lines(Path file) throws IOException {
        return Files.exists(file) ? Files.readAllLines(file) : List.of();
    }
}
