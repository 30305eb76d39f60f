package dev.baltoro.agent.mcp;

import dev.baltoro.agent.mcp.McpException.Kind;
import java.io.IOException;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.TimeUnit;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/// A server's process and all that it started, to be ended together: when it is closed, and when
/// this JVM ends, by Ctrl-C too.
final class ServerProcess implements AutoCloseable {
    /// Time for a server to end by itself when its input is closed, and then when it is asked to.
    static final Duration GRACE = Duration.ofMillis(1500);

    /// The JDK's words for it: `error=2, WHAT` or `error: 2 (WHAT)`.
    private static final Pattern SAID = Pattern.compile("error[=:] ?\\d+(?:, | \\()([^)]+)");

    private final Process process;
    private final ProcessFamily family;
    private final Thread atExit;

    private ServerProcess(Process process, ProcessFamily family) {
        this.process = process;
        this.family = family;
        this.atExit = new Thread(() -> family.kill(List.of()), "baltoro-mcp-end");
    }

    /// Starts one.
    ///
    /// @throws McpException if there is no such program
    static ServerProcess start(McpAddress.Command command, Map<String, String> environment)
            throws McpException {
        String mark = UUID.randomUUID().toString();
        ProcessBuilder builder = new ProcessBuilder(Programs.resolved(command.words()));
        builder.environment().putAll(environment);
        builder.environment().putAll(command.environment());
        builder.environment().put(ProcessFamily.MARK, mark);
        Process process;
        try {
            process = builder.start();
        } catch (IOException | IllegalArgumentException e) {
            throw new McpException(
                    Kind.UNREACHABLE,
                    "%s does not start: %s; check the command"
                            .formatted(command.words().getFirst(), reason(e)));
        }
        ServerProcess server =
                new ServerProcess(process, new ProcessFamily(process.toHandle(), mark));
        try {
            Runtime.getRuntime().addShutdownHook(server.atExit);
        } catch (IllegalStateException e) {
            server.family.kill(List.of());
            throw new McpException(Kind.ENDED, "this program is ending");
        }
        return server;
    }

    /// {@return what the system says, such as "No such file or directory"}
    private static String reason(Exception e) {
        String message = String.valueOf(e.getMessage());
        Matcher said = SAID.matcher(message);
        return said.find() ? said.group(1).strip() : message;
    }

    Process process() {
        return process;
    }

    /// {@return the exit status, if it ends within a while}
    Optional<Integer> status(Duration wait) throws InterruptedException {
        return process.waitFor(wait.toMillis(), TimeUnit.MILLISECONDS)
                ? Optional.of(process.exitValue())
                : Optional.empty();
    }

    /// Waits for it to end by itself, asks it to, and ends it; then whatever it left.
    @Override
    public void close() {
        List<ProcessHandle> known = family.members();
        try {
            if (!process.waitFor(GRACE)) {
                family.members().forEach(ProcessHandle::destroy);
                process.waitFor(GRACE);
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt(); // ended all the same
        }
        family.kill(known);
        try {
            Runtime.getRuntime().removeShutdownHook(atExit);
        } catch (IllegalStateException e) {
            // the JVM is ending, and the hook finds nothing to do
        }
    }
}
