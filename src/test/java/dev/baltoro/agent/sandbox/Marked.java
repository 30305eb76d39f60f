package dev.baltoro.agent.sandbox;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.function.BooleanSupplier;

/// Processes that can be told from others by a word among their arguments. As a program, a process
/// whose sandbox runs one of them.
final class Marked {
    private Marked() {}

    /// Runs a marked program that sleeps, in a sandbox.
    public static void main(String[] arguments) throws Exception {
        SandboxOptions options =
                SandboxOptions.of(Language.PYTHON, Limits.of(Language.PYTHON).withProcesses(4));
        try (SandboxPool sandbox = SandboxPool.open(options)) {
            Outcome outcome = sandbox.run(new Program(Language.PYTHON, sleeper(arguments[0]), ""));
            throw new IllegalStateException("the sleeper ended: " + outcome);
        }
    }

    /// {@return a program that sleeps, marked}
    static String sleeper(String marker) {
        return """
        import os, sys
        os.execv(sys.executable, ['python3', '-S', '-c', 'import time; time.sleep(600)', '%s'])
        """
                .formatted(marker);
    }

    /// {@return the marked processes of this machine, but not the one that asked for them}
    static List<ProcessHandle> processes(String marker) {
        return ProcessHandle.allProcesses()
                .filter(process -> !process.equals(ProcessHandle.current()))
                .filter(process -> commandLine(process).contains("time.sleep(600)\0" + marker))
                .toList();
    }

    private static String commandLine(ProcessHandle process) {
        try {
            return Files.readString(Path.of("/proc", Long.toString(process.pid()), "cmdline"));
        } catch (IOException e) {
            return ""; // ended meanwhile
        }
    }

    /// Waits until something holds; fails after a long time.
    static void await(BooleanSupplier holds) throws InterruptedException {
        for (int i = 0; i < OpenSandbox.PATIENCE_SECONDS * 20; i++) {
            if (holds.getAsBoolean()) {
                return;
            }
            Thread.sleep(50);
        }
        throw new AssertionError("it never came to that");
    }

    static String read(Path file) {
        try {
            return Files.readString(file);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
