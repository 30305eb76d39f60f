package dev.baltoro.agent.mcp;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.sun.net.httpserver.HttpExchange;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.time.ZoneOffset;
import java.time.ZonedDateTime;
import java.time.format.DateTimeFormatter;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.zip.DeflaterOutputStream;
import java.util.zip.GZIPOutputStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/// Servers at addresses: sessions, streams, compression, redirections, refusals.
@Timeout(120)
class HttpServersTest {
    private static void echoes(FakeEndpoint endpoint, String path) throws Exception {
        try (McpServer server = McpServer.open(endpoint.url(path), McpOptions.standard())) {
            assertThat(server.tools()).extracting(McpTool::name).containsExactly("echo");
            assertThat(server.call("echo", Json.object()).text()).isEqualTo("grüße");
        }
    }

    private static void refuses(FakeEndpoint endpoint, String... words) {
        assertThatThrownBy(() -> echoes(endpoint, "/mcp"))
                .isInstanceOf(McpException.class)
                .hasMessageContainingAll(words)
                .message()
                .hasLineCount(1);
    }

    @Test
    void eachRequestCarriesSessionRevisionAndTheUsersHeaders() throws Exception {
        try (FakeEndpoint endpoint =
                        new FakeEndpoint((exchange, message) -> {
                            boolean first =
                                    message.path("method").asString("").equals("initialize");
                            var headers = exchange.getRequestHeaders();
                            assertThat(headers.getFirst("Authorization"))
                                    .isEqualTo("Bearer secret");
                            assertThat(headers.getFirst("Mcp-Session-Id"))
                                    .isEqualTo(first ? null : "s-1");
                            assertThat(headers.getFirst("MCP-Protocol-Version"))
                                    .isEqualTo(first ? null : "2025-06-18");
                            exchange.getResponseHeaders().set("Mcp-Session-Id", "s-1");
                            FakeEndpoint.plainly(exchange, message);
                        });
                McpServer server =
                        McpServer.open(
                                endpoint.url("/mcp"),
                                McpOptions.standard()
                                        .withHeaders(Map.of("Authorization", "Bearer secret")))) {
            assertThat(server.call("echo", Json.object()).text()).isEqualTo("grüße");
            server.close();
            assertThat(endpoint.asked).contains("POST notifications/initialized", "DELETE");
        }
    }

    @Test
    void aLostSessionIsBegunAgainAndTheCallRepeated() throws Exception {
        for (int status : List.of(404, 400)) {
            AtomicInteger session = new AtomicInteger();
            AtomicInteger calls = new AtomicInteger();
            try (FakeEndpoint endpoint =
                    new FakeEndpoint((exchange, message) -> {
                        String method = message.path("method").asString("");
                        if (method.equals("initialize")) {
                            exchange.getResponseHeaders()
                                    .set("Mcp-Session-Id", "s" + session.incrementAndGet());
                        } else if (method.equals("tools/call") && calls.incrementAndGet() == 1) {
                            FakeEndpoint.send(
                                    exchange, status, "text/plain", "no such session".getBytes());
                            return;
                        }
                        FakeEndpoint.plainly(exchange, message);
                    })) {
                echoes(endpoint, "/mcp");
                assertThat(session).hasValue(2);
            }
        }
    }

    @Test
    void redirectionsAreFollowedWithinTheHost() throws Exception {
        try (FakeEndpoint endpoint =
                new FakeEndpoint((exchange, message) -> {
                    if (exchange.getRequestURI().getPath().equals("/mcp")) {
                        exchange.getResponseHeaders().set("Location", "/mcp/");
                        FakeEndpoint.send(exchange, 307, "text/plain", new byte[0]);
                    } else {
                        FakeEndpoint.plainly(exchange, message);
                    }
                })) {
            echoes(endpoint, "/mcp");
        }
        try (FakeEndpoint endpoint =
                new FakeEndpoint((exchange, _) -> {
                    exchange.getResponseHeaders().set("Location", "http://elsewhere.example/mcp");
                    FakeEndpoint.send(exchange, 308, "text/plain", new byte[0]);
                })) {
            refuses(endpoint, "redirects to http://elsewhere.example/mcp; use that address");
        }
    }

    @Test
    void compressedAnswersAreReadWhetherOrNotTheySayThatTheyAre() throws Exception {
        for (String encoding : List.of("gzip", "deflate", "")) {
            try (FakeEndpoint endpoint =
                    new FakeEndpoint((exchange, message) -> {
                        String text = FakeEndpoint.answer(message);
                        if (text.isEmpty()) {
                            FakeEndpoint.plainly(exchange, message);
                            return;
                        }
                        if (!encoding.isEmpty()) {
                            exchange.getResponseHeaders().set("Content-Encoding", encoding);
                        }
                        byte[] body = compressed(text, encoding.equals("deflate"));
                        FakeEndpoint.send(exchange, 200, "application/json", body);
                    })) {
                echoes(endpoint, "/mcp");
            }
        }
        try (FakeEndpoint endpoint =
                new FakeEndpoint((exchange, message) -> {
                    exchange.getResponseHeaders().set("Content-Encoding", "br");
                    FakeEndpoint.plainly(exchange, message);
                })) {
            refuses(endpoint, "initialize", "content encoding br");
        }
    }

    private static byte[] compressed(String text, boolean deflate) throws IOException {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        try (OutputStream out =
                deflate ? new DeflaterOutputStream(bytes) : new GZIPOutputStream(bytes)) {
            out.write(text.getBytes(StandardCharsets.UTF_8));
        }
        return bytes.toByteArray();
    }

    /// A stream that ends before the answer is gone on with from its last event.
    @Test
    void aStreamThatBreaksIsGoneOnWith() throws Exception {
        CompletableFuture<String> answer = new CompletableFuture<>();
        try (FakeEndpoint endpoint =
                new FakeEndpoint((exchange, message) -> {
                    if (message.path("method").asString("").equals("tools/call")) {
                        answer.complete(FakeEndpoint.answer(message));
                        FakeEndpoint.events(exchange, "id: 7\nretry: 10\ndata: \n\n");
                    } else if ("7".equals(exchange.getRequestHeaders().getFirst("Last-Event-ID"))) {
                        FakeEndpoint.events(exchange, "data: " + answer.get() + "\n\n");
                    } else {
                        FakeEndpoint.plainly(exchange, message);
                    }
                })) {
            echoes(endpoint, "/mcp");
        }
    }

    @Test
    void aStreamThatEndsBeforeTheAnswerIsToldAtOnce() throws Exception {
        try (FakeEndpoint endpoint =
                new FakeEndpoint((exchange, message) -> {
                    if (message.path("method").asString("").equals("tools/call")) {
                        FakeEndpoint.events(exchange, ": nothing\n\n");
                    } else {
                        FakeEndpoint.plainly(exchange, message);
                    }
                })) {
            refuses(endpoint, "tool echo: the stream of events ended before the answer");
        }
    }

    /// The answer to a call may come over the stream that is listened to, and so may a request, on
    /// whose answer the server waits.
    @Test
    void whatComesOverTheStreamThatIsListenedToIsHeard() throws Exception {
        LinkedBlockingQueue<String> unasked = new LinkedBlockingQueue<>();
        LinkedBlockingQueue<String> answers = new LinkedBlockingQueue<>();
        try (FakeEndpoint endpoint =
                new FakeEndpoint((exchange, message) -> {
                    if (exchange.getRequestMethod().equals("GET")) {
                        listened(exchange, ": hello\n\n", unasked);
                    } else if (message.path("method").asString("").equals("tools/call")) {
                        unasked.add("{\"jsonrpc\":\"2.0\",\"id\":\"r\",\"method\":\"roots/list\"}");
                        FakeEndpoint.send(exchange, 202, "text/plain", new byte[0]);
                        assertThat(answers.take()).contains("\"roots\":[]");
                        unasked.add(FakeEndpoint.answer(message));
                    } else {
                        if (message.path("id").asString("").equals("r")) {
                            answers.add(message.toString());
                        }
                        FakeEndpoint.plainly(exchange, message);
                    }
                })) {
            echoes(endpoint, "/mcp");
        }
    }

    private static void listened(
            HttpExchange exchange, String first, LinkedBlockingQueue<String> unasked)
            throws Exception {
        FakeEndpoint.events(exchange, first);
        while (true) {
            String event = "data: " + unasked.take() + "\n\n";
            exchange.getResponseBody().write(event.getBytes(StandardCharsets.UTF_8));
            exchange.getResponseBody().flush();
        }
    }

    @Test
    void theRevisionOf2024IsSpokenWhereTheNewerIsNot() throws Exception {
        LinkedBlockingQueue<String> answers = new LinkedBlockingQueue<>();
        try (FakeEndpoint endpoint =
                new FakeEndpoint((exchange, message) -> {
                    if (exchange.getRequestMethod().equals("GET")) {
                        listened(exchange, "event: endpoint\ndata: /post?s=1\n\n", answers);
                    } else if (exchange.getRequestURI().toString().equals("/post?s=1")) {
                        answers.add(FakeEndpoint.answer(message));
                        FakeEndpoint.send(exchange, 202, "text/plain", "Accepted".getBytes());
                    } else {
                        FakeEndpoint.send(exchange, 405, "text/plain", new byte[0]);
                    }
                })) {
            echoes(endpoint, "/sse");
        }
    }

    @Test
    void aBusyServerIsAskedAgainAfterTheWaitOrToldWithIt() throws Exception {
        AtomicInteger calls = new AtomicInteger();
        String date =
                DateTimeFormatter.RFC_1123_DATE_TIME.format(ZonedDateTime.now(ZoneOffset.UTC));
        try (FakeEndpoint endpoint =
                new FakeEndpoint((exchange, message) -> {
                    if (message.path("method").asString("").equals("tools/call")
                            && calls.incrementAndGet() <= 2) {
                        boolean first = calls.get() == 1;
                        exchange.getResponseHeaders().set("Retry-After", first ? date : "0");
                        FakeEndpoint.send(exchange, first ? 429 : 503, "text/plain", new byte[0]);
                    } else {
                        FakeEndpoint.plainly(exchange, message);
                    }
                })) {
            echoes(endpoint, "/mcp");
            assertThat(calls).hasValue(3);
        }
        try (FakeEndpoint endpoint =
                new FakeEndpoint((exchange, message) -> {
                    exchange.getResponseHeaders().set("Retry-After", "3600");
                    FakeEndpoint.send(exchange, 429, "text/plain", new byte[0]);
                })) {
            refuses(endpoint, "rate limited", "wait 3600 s");
            assertThat(endpoint.asked).hasSize(1);
        }
    }

    @Test
    void refusalsSayWhatToDo() throws Exception {
        refusesWith(401, "text/plain", "no token", "status 401: no token", "credentials");
        refusesWith(404, "text/html", "<html>x</html>", "status 404: a web page", "/mcp");
        refusesWith(500, "text/plain", "a\nb", "status 500: a b");
        refusesWith(200, "text/html", "<html>x</html>", "no message of the protocol");
        refusesWith(
                400,
                "application/json",
                "{\"jsonrpc\":\"2.0\",\"id\":null,\"error\":{\"code\":-32600,\"message\":\"odd\"}}",
                "error -32600: odd");
        assertThatThrownBy(() -> McpServer.open("http://127.0.0.1:1/mcp", McpOptions.standard()))
                .hasMessageContaining("nobody listens");
    }

    private static void refusesWith(int status, String type, String body, String... words)
            throws IOException {
        try (FakeEndpoint endpoint =
                new FakeEndpoint((exchange, _) ->
                        FakeEndpoint.send(exchange, status, type, body.getBytes()))) {
            refuses(endpoint, words);
        }
    }
}
