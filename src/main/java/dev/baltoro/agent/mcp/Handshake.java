package dev.baltoro.agent.mcp;

import dev.baltoro.agent.mcp.McpException.Kind;
import java.time.Duration;
import java.util.List;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

/// The first exchange with a server: which revision of the protocol both speak, and what the server
/// is called.
final class Handshake {
    /// Revisions of the protocol that this client speaks, the newest first.
    static final List<String> REVISIONS =
            List.of("2025-11-25", "2025-06-18", "2025-03-26", "2024-11-05", "2024-10-07");

    private static final String VERSION = "0.1.0";

    private Handshake() {}

    /// Greets a server; later requests may follow.
    ///
    /// @throws McpException if it does not answer, or speaks no revision that this client does
    static ServerInfo greet(RpcSession session, ServerRequests requests, Duration limit)
            throws McpException, InterruptedException {
        JsonNode result = initialize(session, requests, limit);
        String version = result.path("protocolVersion").asString(REVISIONS.getLast());
        if (!REVISIONS.contains(version)) {
            throw new McpException(
                    Kind.UNREADABLE,
                    "initialize: the server speaks revision %s of the protocol; this client speaks %s"
                            .formatted(version, String.join(", ", REVISIONS)));
        }
        session.agreed(version);
        session.notify("notifications/initialized", Json.object());
        return ServerInfo.of(result, version);
    }

    private static JsonNode initialize(RpcSession session, ServerRequests requests, Duration limit)
            throws McpException, InterruptedException {
        try {
            return initialize(session, requests, limit, REVISIONS.getFirst());
        } catch (McpException e) {
            if (e.kind() != Kind.REFUSED) {
                throw e;
            }
            // a server that refuses a revision instead of naming its own says which it has
            for (String revision : REVISIONS.subList(1, REVISIONS.size())) {
                if (String.valueOf(e.getMessage()).contains(revision)) {
                    return initialize(session, requests, limit, revision);
                }
            }
            throw e;
        }
    }

    private static JsonNode initialize(
            RpcSession session, ServerRequests requests, Duration limit, String revision)
            throws McpException, InterruptedException {
        ObjectNode params = Json.object().put("protocolVersion", revision);
        params.set("capabilities", requests.capabilities());
        params.putObject("clientInfo").put("name", "baltoro").put("version", VERSION);
        return session.request("initialize", params, limit, "initialize");
    }
}
