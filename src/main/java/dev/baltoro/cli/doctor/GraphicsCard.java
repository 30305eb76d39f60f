package dev.baltoro.cli.doctor;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.stream.Collectors;

/// The machine's GPUs, as NVIDIA's own tool names them.
final class GraphicsCard {
    private static final long TIMEOUT_SECONDS = 5;
    private static final String NOT_USED = "Baltoro computes on the CPU in this version";

    private GraphicsCard() {}

    static Finding find() {
        return names().map(names -> Finding.ok("GPU", names + "; not used, " + NOT_USED))
                .orElseGet(() -> Finding.absent("GPU", "none found; " + NOT_USED, ""));
    }

    /// {@return the cards' names, if the tool is there, answers in time and finds any}
    private static Optional<String> names() {
        ProcessBuilder tool =
                new ProcessBuilder(
                                "nvidia-smi",
                                "--query-gpu=name,memory.total",
                                "--format=csv,noheader")
                        .redirectError(ProcessBuilder.Redirect.DISCARD);
        try {
            Process process = tool.start();
            if (!process.waitFor(TIMEOUT_SECONDS, TimeUnit.SECONDS)) {
                process.destroyForcibly();
                return Optional.empty();
            }
            String text =
                    new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
            return Optional.of(text.lines().map(String::strip).collect(Collectors.joining("; ")))
                    .filter(names -> process.exitValue() == 0 && !names.isEmpty());
        } catch (IOException e) {
            return Optional.empty(); // not installed
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return Optional.empty();
        }
    }
}
