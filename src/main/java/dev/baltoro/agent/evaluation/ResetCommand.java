package dev.baltoro.agent.evaluation;

import dev.baltoro.agent.mcp.McpAddress;
import dev.baltoro.agent.mcp.McpException;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;

/// A command that puts a fixture back as it was. It is split into words as a shell does, and
/// `NAME=value` before it goes into its environment.
final class ResetCommand {
    /// Time for it.
    static final int SECONDS_MAX = 60;

    /// Bytes of what it says that an error shows.
    private static final int SHOWN_MAX = 300;

    private final McpAddress.Command command;

    private ResetCommand(McpAddress.Command command) {
        this.command = command;
    }

    /// @throws EvaluationFailure if it is no command
    static ResetCommand parse(String line) throws EvaluationFailure {
        try {
            if (McpAddress.parse(line) instanceof McpAddress.Command command) {
                return new ResetCommand(command);
            }
            throw new EvaluationFailure("the reset is an address; give a command");
        } catch (McpException e) {
            throw new EvaluationFailure("the reset command: " + e.getMessage(), e);
        }
    }

    /// Runs it and waits for its end.
    ///
    /// @throws EvaluationFailure if it cannot be started, fails, or takes too long
    void run() throws EvaluationFailure, InterruptedException {
        ProcessBuilder builder = new ProcessBuilder(command.words()).redirectErrorStream(true);
        builder.environment().putAll(command.environment());
        Process process;
        try {
            process = builder.start();
            process.getOutputStream().close();
        } catch (IOException e) {
            throw new EvaluationFailure(
                    "the reset command cannot be started: " + e.getMessage(), e);
        }
        CompletableFuture<String> said =
                CompletableFuture.supplyAsync(() -> beginning(process.getInputStream()));
        try {
            if (!process.waitFor(SECONDS_MAX, TimeUnit.SECONDS)) {
                throw new EvaluationFailure(
                        "the reset command took longer than %d s".formatted(SECONDS_MAX));
            }
            if (process.exitValue() != 0) {
                throw new EvaluationFailure(
                        "the reset command ended with %d: %s"
                                .formatted(process.exitValue(), said.join()));
            }
        } finally {
            process.descendants().forEach(ProcessHandle::destroyForcibly);
            process.destroyForcibly();
        }
    }

    private static String beginning(InputStream in) {
        try (in) {
            byte[] first = in.readNBytes(SHOWN_MAX);
            long unused = in.transferTo(OutputStream.nullOutputStream());
            return new String(first, StandardCharsets.UTF_8).strip().replaceAll("\\s+", " ");
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
