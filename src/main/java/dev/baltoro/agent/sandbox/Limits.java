package dev.baltoro.agent.sandbox;

/// What one program may use. The defaults are roomy for a function of a few lines.
///
/// @param cpuSeconds of processor time, its interpreter's start included; the kernel counts in
///   whole seconds
/// @param wallSeconds until a program that waits is taken for hung; what is busy is long out of
///   processor time by then
/// @param memoryBytes of address space in Python; of heap in Java, which needs as much again for
///   itself
/// @param processes and threads at the same time, itself included
/// @param fileBytes of a file, and of all in its folder
/// @param openFiles at the same time
/// @param outputBytes of standard output, and of standard error
public record Limits(
        int cpuSeconds,
        int wallSeconds,
        long memoryBytes,
        int processes,
        long fileBytes,
        int openFiles,
        int outputBytes) {
    /// Refuses what is not positive.
    public Limits {
        if (cpuSeconds < 1
                || wallSeconds < 1
                || memoryBytes < 1
                || processes < 1
                || fileBytes < 1
                || openFiles < 1
                || outputBytes < 1) {
            throw new IllegalArgumentException("a sandbox's limits are positive numbers");
        }
    }

    /// {@return the defaults}
    public static Limits of(Language language) {
        return switch (language) {
            case PYTHON -> new Limits(2, 60, 256L << 20, 1, 8L << 20, 32, 1 << 16);
            // A JVM has about twenty threads of its own, and compiles before it runs.
            case JAVA -> new Limits(8, 60, 128L << 20, 64, 8L << 20, 64, 1 << 16);
        };
    }

    /// {@return this with another limit of the clock}
    public Limits withWallSeconds(int seconds) {
        return new Limits(
                cpuSeconds, seconds, memoryBytes, processes, fileBytes, openFiles, outputBytes);
    }

    /// {@return this with another limit of processor time}
    public Limits withCpuSeconds(int seconds) {
        return new Limits(
                seconds, wallSeconds, memoryBytes, processes, fileBytes, openFiles, outputBytes);
    }

    /// {@return this with another number of processes and threads}
    public Limits withProcesses(int most) {
        return new Limits(
                cpuSeconds, wallSeconds, memoryBytes, most, fileBytes, openFiles, outputBytes);
    }
}
