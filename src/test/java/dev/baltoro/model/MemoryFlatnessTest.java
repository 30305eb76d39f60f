package dev.baltoro.model;

import static org.assertj.core.api.Assertions.assertThat;

import dev.baltoro.tensor.DType;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// A thousand steps take no more memory than a few.
///
/// They run in a process of their own ([SteadySteps]), whose Java heap is of one size and resident
/// from the start: what grows there is native, or compiled code.
class MemoryFlatnessTest {
    private static final int STEPS = 1000;
    private static final int WARM_UP = 300;
    private static final Duration LIMIT = Duration.ofMinutes(3);

    /// Compiled code, the JIT's own memory and the C heap's fragments: 1.5 MiB were seen. One
    /// activation (24 tokens of 32 floats, 3 KiB) leaked for each of the some 100 tensors of a step
    /// would be 200 MiB.
    private static final long GROWTH_KIB_MAX = 16 << 10;

    /// One line of the process.
    private record Sample(int step, long tensors, long bytes, long rssKib) {
        static Sample of(String line) {
            String[] parts = line.split(" ", -1);
            return new Sample(
                    Integer.parseInt(parts[0]),
                    Long.parseLong(parts[1]),
                    Long.parseLong(parts[2]),
                    Long.parseLong(parts[3]));
        }
    }

    @Test
    void thousandStepsTakeNoMoreMemoryThanAFew(@TempDir Path folder) throws Exception {
        assertFlat(DType.F32, folder);
    }

    @Test
    @Tag("slow")
    void thousandStepsInHalfPrecisionTakeNoMoreMemoryThanAFew(@TempDir Path folder)
            throws Exception {
        assertFlat(DType.BF16, folder);
    }

    private static void assertFlat(DType dtype, Path folder) throws Exception {
        List<String> lines = run(dtype, folder.resolve("steps.txt"));
        List<Sample> samples =
                lines.stream()
                        .filter(line -> line.matches("\\d+ \\d+ \\d+ -?\\d+"))
                        .map(Sample::of)
                        .toList();
        assertThat(samples).as(() -> String.join("\n", lines)).hasSize(STEPS / 100);
        Sample first = samples.getFirst();
        assertThat(samples).extracting(Sample::tensors).containsOnly(first.tensors());
        assertThat(samples).extracting(Sample::bytes).containsOnly(first.bytes());
        assertThat(first.bytes()).isPositive();
        long warm = samples.get(WARM_UP / 100 - 1).rssKib();
        assertThat(samples.getLast().rssKib() - warm)
                .as("growth of the resident set in KiB: %s", samples)
                .isLessThan(GROWTH_KIB_MAX);
        assertThat(lines)
                .as("closing the model frees everything")
                .anyMatch(l -> l.startsWith("end 0 0 "));
    }

    private static List<String> run(DType dtype, Path output) throws Exception {
        List<String> command = new ArrayList<>();
        command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
        Stream.of(
                        "-Xms96m",
                        "-Xmx96m",
                        "-XX:+UseSerialGC",
                        "-XX:+AlwaysPreTouch",
                        "--add-modules=jdk.incubator.vector",
                        "--enable-native-access=ALL-UNNAMED",
                        "-cp",
                        System.getProperty("java.class.path"),
                        SteadySteps.class.getName(),
                        dtype.name(),
                        Integer.toString(STEPS))
                .forEach(command::add);
        Process process =
                new ProcessBuilder(command)
                        .redirectErrorStream(true)
                        .redirectOutput(output.toFile())
                        .start();
        try {
            assertThat(process.waitFor(LIMIT.toSeconds(), TimeUnit.SECONDS))
                    .as("ends in time")
                    .isTrue();
            return Files.readAllLines(output);
        } finally {
            process.destroyForcibly();
        }
    }
}
