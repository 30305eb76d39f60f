package dev.baltoro.agent.mcp;

import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;

/// How a server is spoken to.
///
/// @param roots folders that the server is told it may work in, if it asks
/// @param environment what is added to a started server's
/// @param headers what is sent with each HTTP request, such as `Authorization`; never shown
/// @param startLimit from the start to the end of the handshake
/// @param callLimit for each later request
public record McpOptions(
        List<Path> roots,
        Map<String, String> environment,
        Map<String, String> headers,
        Duration startLimit,
        Duration callLimit) {
    /// Time for a server to start and to answer `initialize`.
    public static final Duration START_LIMIT = Duration.ofSeconds(20);

    /// Time for each answer after that.
    public static final Duration CALL_LIMIT = Duration.ofSeconds(30);

    /// Refuses limits that are none.
    public McpOptions {
        roots = List.copyOf(roots);
        environment = Map.copyOf(environment);
        headers = Map.copyOf(headers);
        if (!startLimit.isPositive() || !callLimit.isPositive()) {
            throw new IllegalArgumentException("a time limit must be more than nothing");
        }
    }

    /// {@return the usual limits, without roots}
    public static McpOptions standard() {
        return new McpOptions(List.of(), Map.of(), Map.of(), START_LIMIT, CALL_LIMIT);
    }

    /// {@return the same with these roots}
    public McpOptions withRoots(List<Path> folders) {
        return new McpOptions(folders, environment, headers, startLimit, callLimit);
    }

    /// {@return the same with this environment}
    public McpOptions withEnvironment(Map<String, String> variables) {
        return new McpOptions(roots, variables, headers, startLimit, callLimit);
    }

    /// {@return the same with these headers}
    public McpOptions withHeaders(Map<String, String> fields) {
        return new McpOptions(roots, environment, fields, startLimit, callLimit);
    }

    /// {@return the same with these limits}
    public McpOptions withLimits(Duration start, Duration call) {
        return new McpOptions(roots, environment, headers, start, call);
    }
}
