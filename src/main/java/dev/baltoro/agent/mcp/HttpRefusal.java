package dev.baltoro.agent.mcp;

import dev.baltoro.agent.mcp.McpException.Kind;
import java.net.http.HttpResponse;
import java.util.Locale;
import tools.jackson.databind.JsonNode;

/// What a status other than success says.
final class HttpRefusal {
    private static final int SAID_CHARS_MAX = 200;

    private HttpRefusal() {}

    /// {@return whether it says that the session is gone}
    ///
    /// @param body what the server says to it
    static boolean losesSession(HttpResponse<?> response, String body) {
        int status = response.statusCode(); // the protocol has 404 for it; not every server knows
        return status == 404 || status == 400 && body.toLowerCase(Locale.ROOT).contains("session");
    }

    /// {@return the failure}
    ///
    /// @param body what the server says to it
    static McpException of(HttpResponse<?> response, String body) {
        int status = response.statusCode();
        String said = said(response, body);
        String advice =
                switch (status) {
                    case 401, 403 -> "; it wants credentials, such as an Authorization header";
                    case 404, 405 -> "; is it an MCP endpoint? Its path is often /mcp";
                    default -> "";
                };
        return new McpException(
                Kind.REFUSED,
                status,
                "status %d%s%s".formatted(status, said.isEmpty() ? "" : ": " + said, advice));
    }

    private static String said(HttpResponse<?> response, String body) {
        for (JsonNode message : MessageScan.of(body).messages()) {
            String text = message.path("error").path("message").asString("");
            if (!text.isBlank()) {
                return OneLine.of(text, SAID_CHARS_MAX);
            }
        }
        boolean page = HttpBody.mediaType(response).equals("text/html");
        return page ? "a web page" : OneLine.of(body, SAID_CHARS_MAX);
    }
}
