package dev.baltoro.agent.mcp;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

/// A server at an address in this JVM. A test says how it answers; what it was asked is kept.
final class FakeEndpoint implements AutoCloseable {
    /// How a request is answered.
    @FunctionalInterface
    interface Answer {
        /// @param message what was posted; a missing node for other requests
        void give(HttpExchange exchange, JsonNode message) throws Exception;
    }

    /// What was asked: the HTTP method, and the protocol's where there is one.
    final List<String> asked = new CopyOnWriteArrayList<>();

    private final HttpServer server;
    private final ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor();

    FakeEndpoint(Answer answer) throws IOException {
        server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        server.setExecutor(threads);
        server.createContext("/", exchange -> handle(exchange, answer));
        server.start();
    }

    private void handle(HttpExchange exchange, Answer answer) throws IOException {
        byte[] body = exchange.getRequestBody().readAllBytes();
        JsonNode message = Json.MAPPER.readTree(body.length == 0 ? "{}".getBytes() : body);
        asked.add(
                (exchange.getRequestMethod() + " " + message.path("method").asString("")).strip());
        try (exchange) {
            answer.give(exchange, message);
        } catch (IOException | RuntimeException e) {
            throw new IOException(e);
        } catch (Exception e) {
            throw new UncheckedIOException(new IOException(e));
        }
    }

    String url(String path) {
        return "http://127.0.0.1:" + server.getAddress().getPort() + path;
    }

    /// {@return the right answer to a message; empty if it wants none}
    static String answer(JsonNode message) {
        ObjectNode result = Json.object();
        switch (message.path("method").asString("")) {
            case "initialize" -> result.put("protocolVersion", "2025-06-18");
            case "tools/list" -> result.putArray("tools").addObject().put("name", "echo");
            case "tools/call" ->
                    result.putArray("content").addObject().put("type", "text").put("text", "grüße");
            default -> {
                return "";
            }
        }
        ObjectNode answer = Json.object().put("jsonrpc", "2.0");
        answer.set("id", message.path("id"));
        answer.set("result", result);
        return answer.toString();
    }

    /// Answers as plain JSON, or with 202 where there is nothing to say.
    static void plainly(HttpExchange exchange, JsonNode message) throws IOException {
        String text = answer(message);
        if (exchange.getRequestMethod().equals("POST")) {
            send(
                    exchange,
                    text.isEmpty() ? 202 : 200,
                    "application/json",
                    text.getBytes(StandardCharsets.UTF_8));
        } else {
            send(exchange, 405, "text/plain", new byte[0]);
        }
    }

    static void send(HttpExchange exchange, int status, String type, byte[] body)
            throws IOException {
        exchange.getResponseHeaders().set("Content-Type", type);
        exchange.sendResponseHeaders(status, body.length == 0 ? -1 : body.length);
        if (body.length > 0) {
            exchange.getResponseBody().write(body);
        }
    }

    /// Begins a stream of events and writes some; the stream goes on until the exchange is closed.
    static void events(HttpExchange exchange, String text) throws IOException {
        exchange.getResponseHeaders().set("Content-Type", "text/event-stream");
        exchange.sendResponseHeaders(200, 0);
        exchange.getResponseBody().write(text.getBytes(StandardCharsets.UTF_8));
        exchange.getResponseBody().flush();
    }

    @Override
    public void close() {
        server.stop(0);
        threads.shutdownNow();
    }
}
