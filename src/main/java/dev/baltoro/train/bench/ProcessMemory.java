package dev.baltoro.train.bench;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.OptionalLong;

/// The process's memory as the operating system counts it.
public final class ProcessMemory {
    private static final Path STATUS = Path.of("/proc/self/status");
    private static final String PEAK = "VmHWM:";
    private static final String NOW = "VmRSS:";

    private ProcessMemory() {}

    /// {@return the most bytes that were resident at once; empty where the system does not say}
    public static OptionalLong peakBytes() throws IOException {
        return bytes(PEAK);
    }

    /// {@return the bytes that are resident now; empty where the system does not say}
    public static OptionalLong residentBytes() throws IOException {
        return bytes(NOW);
    }

    private static OptionalLong bytes(String name) throws IOException {
        if (!Files.exists(STATUS)) {
            return OptionalLong.empty();
        }
        return Files.readAllLines(STATUS).stream()
                .filter(line -> line.startsWith(name))
                .mapToLong(line -> 1024 * Long.parseLong(line.replaceAll("\\D", "")))
                .findFirst();
    }
}
