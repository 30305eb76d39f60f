package dev.baltoro.agent.mcp;

import dev.baltoro.agent.http.AskedPause;
import dev.baltoro.agent.mcp.McpException.Kind;
import java.io.IOException;
import java.io.InputStream;
import java.net.ConnectException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpConnectTimeoutException;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import tools.jackson.databind.node.ObjectNode;

/// Requests to a server's address with what each carries: the session, the revision of the
/// protocol, and the user's headers. Follows redirections within the host, and waits where the
/// server is busy.
final class HttpPeer implements AutoCloseable {
    static final Duration CONNECT_LIMIT = Duration.ofSeconds(10);

    private static final int REDIRECTIONS_MAX = 3;
    private static final List<Integer> MOVED = List.of(301, 302, 307, 308);
    private static final String SESSION = "Mcp-Session-Id";
    private static final Duration GOODBYE_LIMIT = Duration.ofSeconds(2);

    private final HttpClient client;
    private final Map<String, String> headers;
    private volatile URI uri;
    private volatile String session = "";
    private volatile String version = "";

    HttpPeer(URI uri, Map<String, String> headers) {
        this.uri = uri;
        this.headers = headers;
        this.client =
                HttpClient.newBuilder()
                        .version(HttpClient.Version.HTTP_1_1)
                        .connectTimeout(CONNECT_LIMIT)
                        .build();
    }

    void agreed(String revision) {
        version = revision;
    }

    boolean hasSession() {
        return !session.isEmpty();
    }

    /// {@return the answer to a message, its body to be closed}
    HttpResponse<InputStream> post(ObjectNode message) throws McpException, InterruptedException {
        byte[] body = message.toString().getBytes(StandardCharsets.UTF_8);
        for (int attempt = 1; ; attempt++) {
            HttpResponse<InputStream> response = follow(body);
            if (!RetryAfter.isBusy(response)) {
                response.headers()
                        .firstValue(SESSION)
                        .filter(id -> session.isEmpty())
                        .ifPresent(id -> session = id);
                return response;
            }
            Duration pause = RetryAfter.pause(response, attempt);
            close(response);
            if (attempt == RetryAfter.ATTEMPTS_MAX || pause.compareTo(RetryAfter.MAX) > 0) {
                throw busy(response);
            }
            Thread.sleep(pause);
        }
    }

    private static McpException busy(HttpResponse<?> response) {
        Optional<Duration> asked = AskedPause.of(response);
        return new McpException(
                Kind.RATE_LIMITED,
                response.statusCode(),
                "rate limited (status %d)%s"
                        .formatted(
                                response.statusCode(),
                                asked.map(d -> ", it asks to wait " + d.toSeconds() + " s")
                                        .orElse("")));
    }

    private HttpResponse<InputStream> follow(byte[] body)
            throws McpException, InterruptedException {
        for (int i = 0; ; i++) {
            HttpResponse<InputStream> response =
                    send(
                            request("application/json, text/event-stream")
                                    .header("Content-Type", "application/json")
                                    .POST(HttpRequest.BodyPublishers.ofByteArray(body)));
            Optional<String> location = response.headers().firstValue("Location");
            if (!MOVED.contains(response.statusCode()) || location.isEmpty()) {
                return response;
            }
            close(response);
            if (i == REDIRECTIONS_MAX) {
                throw new McpException(
                        Kind.UNREACHABLE, uri + " redirects more than " + i + " times");
            }
            uri = moved(location.get());
        }
    }

    /// A message may carry secrets, so it does not leave the host that it was written for.
    private URI moved(String location) throws McpException {
        URI to;
        try {
            to = uri.resolve(location);
        } catch (IllegalArgumentException e) {
            throw new McpException(Kind.UNREACHABLE, uri + " redirects to nowhere: " + location);
        }
        boolean same = uri.getHost().equalsIgnoreCase(to.getHost());
        boolean lessSafe = "https".equals(uri.getScheme()) && !"https".equals(to.getScheme());
        if (!same || lessSafe) {
            throw new McpException(
                    Kind.UNREACHABLE, "%s redirects to %s; use that address".formatted(uri, to));
        }
        return to;
    }

    /// {@return the answer to a request for a stream of what the server says unasked}
    ///
    /// @param lastId of the event to go on from; empty if there is none
    HttpResponse<InputStream> listen(String lastId) throws McpException, InterruptedException {
        HttpRequest.Builder request = request("text/event-stream").GET();
        if (!lastId.isEmpty()) {
            request.header("Last-Event-ID", lastId);
        }
        return send(request);
    }

    private HttpRequest.Builder request(String accept) throws McpException {
        try {
            HttpRequest.Builder request = HttpRequest.newBuilder(uri).header("Accept", accept);
            headers.forEach(request::setHeader);
            if (!session.isEmpty()) {
                request.setHeader(SESSION, session);
            }
            if (!version.isEmpty()) {
                request.setHeader("MCP-Protocol-Version", version);
            }
            return request;
        } catch (IllegalArgumentException e) {
            throw new McpException(Kind.MISUSED, String.valueOf(e.getMessage()));
        }
    }

    private HttpResponse<InputStream> send(HttpRequest.Builder request)
            throws McpException, InterruptedException {
        try {
            return client.send(request.build(), HttpResponse.BodyHandlers.ofInputStream());
        } catch (HttpConnectTimeoutException e) {
            throw new McpException(
                    Kind.UNREACHABLE,
                    "no connection within %d s".formatted(CONNECT_LIMIT.toSeconds()));
        } catch (ConnectException e) {
            throw new McpException(
                    Kind.UNREACHABLE, "nobody listens at %s; is it running?".formatted(uri));
        } catch (IOException e) {
            throw broken(e);
        }
    }

    /// {@return what a connection that broke is told as}
    static McpException broken(IOException e) {
        return new McpException(
                Kind.ENDED,
                "the connection broke: " + (e.getMessage() == null ? e : e.getMessage()));
    }

    static void close(HttpResponse<InputStream> response) {
        try {
            response.body().close();
        } catch (IOException e) {
            // broken already
        }
    }

    /// Says that the session is over, where there is one, and ends the connections.
    @Override
    public void close() {
        if (hasSession()) {
            try {
                close(send(request("application/json").DELETE().timeout(GOODBYE_LIMIT)));
            } catch (McpException e) {
                // a server may refuse: then it keeps the session as long as it likes
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
            }
        }
        client.shutdownNow();
    }
}
