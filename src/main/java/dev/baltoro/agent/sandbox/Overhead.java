package dev.baltoro.agent.sandbox;

/// What an interpreter takes for itself, on top of what a program may have.
///
/// @param bytes of addresses
/// @param cpuSeconds of processor time, for its start
/// @param processes and threads at the same time
/// @param openFiles at the same time
record Overhead(long bytes, int cpuSeconds, int processes, int openFiles) {
    static final Overhead NONE = new Overhead(0, 0, 0, 0);

    /// {@return the limits of the process that runs a program, as the kernel is told them}
    Limits with(Limits program) {
        return new Limits(
                program.cpuSeconds() + cpuSeconds,
                program.wallSeconds(),
                program.memoryBytes() + bytes,
                program.processes() + processes,
                program.fileBytes(),
                program.openFiles() + openFiles,
                program.outputBytes());
    }
}
