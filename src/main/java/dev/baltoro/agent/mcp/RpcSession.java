package dev.baltoro.agent.mcp;

import dev.baltoro.agent.mcp.McpException.Kind;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicLong;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

/// Requests to a server and its answers, and its own requests, over a transport. Any thread may
/// ask; it waits for its answer alone.
final class RpcSession implements Transport.Receiver, AutoCloseable {
    /// JSON-RPC's code of a method that does not exist.
    static final int NO_METHOD = -32601;

    private final Transport transport;
    private final ServerRequests serverRequests;
    private final Map<String, CompletableFuture<JsonNode>> waiting = new ConcurrentHashMap<>();
    private final AtomicLong ids = new AtomicLong();
    private final AtomicBoolean toolsChanged = new AtomicBoolean();
    private volatile @Nullable McpException end;

    private RpcSession(Transport transport, ServerRequests serverRequests) {
        this.transport = transport;
        this.serverRequests = serverRequests;
    }

    static RpcSession over(Transport transport, ServerRequests serverRequests) {
        RpcSession session = new RpcSession(transport, serverRequests);
        transport.start(session);
        return session;
    }

    /// {@return the result of a request}
    ///
    /// @param step what the request is for, in errors
    JsonNode request(String method, ObjectNode params, Duration limit, String step)
            throws McpException, InterruptedException {
        String id = Long.toString(ids.incrementAndGet());
        CompletableFuture<JsonNode> answer = new CompletableFuture<>();
        waiting.put(id, answer);
        try {
            McpException ended = end; // read after the answer is waited for, so that none is missed
            if (ended != null) {
                throw ended;
            }
            ObjectNode message = message(method, params);
            message.put("id", Long.parseLong(id));
            transport.send(message);
            return answer.get(limit.toMillis(), TimeUnit.MILLISECONDS);
        } catch (McpException e) {
            throw e.at(step);
        } catch (ExecutionException e) {
            throw e.getCause() instanceof McpException why
                    ? why.at(step)
                    : new McpException(Kind.ENDED, step + ": " + e.getCause());
        } catch (TimeoutException e) {
            cancel(method, id, "no answer in time");
            throw new McpException(
                    Kind.TIMED_OUT,
                    "%s: no answer in %.0f s%s"
                            .formatted(step, limit.toMillis() / 1000.0, transport.lastWords()));
        } catch (InterruptedException e) {
            cancel(method, id, "interrupted");
            throw e;
        } finally {
            waiting.remove(id);
        }
    }

    void notify(String method, ObjectNode params) throws McpException {
        transport.send(message(method, params));
    }

    private static ObjectNode message(String method, ObjectNode params) {
        ObjectNode message = Json.object().put("jsonrpc", "2.0").put("method", method);
        if (!params.isEmpty()) {
            message.set("params", params);
        }
        return message;
    }

    private void cancel(String method, String id, String reason) {
        if (method.equals("initialize")) { // the protocol forbids it
            return;
        }
        try {
            ObjectNode params = Json.object().put("requestId", Long.parseLong(id));
            notify("notifications/cancelled", params.put("reason", reason));
        } catch (McpException e) {
            // the server is gone, and with it what it would have done
        }
    }

    @Override
    public void received(JsonNode message) {
        if (message.isArray()) { // a batch, as in revision 2025-03-26
            message.forEach(this::received);
        } else if (message.path("method").isString()) {
            String method = message.path("method").asString();
            if (message.hasNonNull("id")) {
                reply(message, method);
            } else if (method.equals("notifications/tools/list_changed")) {
                toolsChanged.set(true);
            }
        } else {
            answered(message);
        }
    }

    private void reply(JsonNode request, String method) {
        ObjectNode answer = Json.object().put("jsonrpc", "2.0");
        answer.set("id", request.path("id"));
        answer.setAll(serverRequests.answer(method, request.path("params")));
        try {
            transport.send(answer);
        } catch (McpException e) {
            ended(e);
        }
    }

    private void answered(JsonNode message) {
        JsonNode error = message.path("error");
        CompletableFuture<JsonNode> answer = waiting(message.path("id"), error);
        if (answer == null) {
            return; // too late, or for nobody
        }
        if (!error.isMissingNode() && !error.isNull()) {
            answer.completeExceptionally(refused(error));
        } else if (message.has("result")) {
            answer.complete(message.path("result"));
        } else {
            answer.completeExceptionally(
                    new McpException(Kind.UNREADABLE, "an answer without result and error"));
        }
    }

    /// An error without an id is about the one request that waits, if it is one.
    private @Nullable CompletableFuture<JsonNode> waiting(JsonNode id, JsonNode error) {
        if (id.isNull() || id.isMissingNode()) {
            return error.isObject() ? onlyOne() : null;
        }
        return waiting.get(id.isNumber() ? Long.toString(id.asLong(-1)) : id.asString(""));
    }

    private @Nullable CompletableFuture<JsonNode> onlyOne() {
        var all = waiting.values().iterator();
        CompletableFuture<JsonNode> first = all.hasNext() ? all.next() : null;
        return all.hasNext() ? null : first;
    }

    private static McpException refused(JsonNode error) {
        int code = error.path("code").asInt(0);
        JsonNode text = error.isObject() ? error.path("message") : error;
        String message =
                text.isMissingNode() || text.isNull() ? "" : text.asString(text.toString()).strip();
        JsonNode data = error.path("data");
        String more = data.isMissingNode() || data.isNull() ? "" : " " + data;
        String said = (message.isEmpty() ? "no message" : message) + more;
        return new McpException(Kind.REFUSED, code, "error %d: %s".formatted(code, said));
    }

    @Override
    public void failed(String id, McpException why) {
        CompletableFuture<JsonNode> answer = waiting.get(id);
        if (answer != null) {
            answer.completeExceptionally(why);
        }
    }

    @Override
    public void unreadable(Optional<String> id, String why) {
        CompletableFuture<JsonNode> answer = id.isPresent() ? waiting.get(id.get()) : onlyOne();
        if (answer != null) {
            answer.completeExceptionally(
                    new McpException(Kind.UNREADABLE, "its answer cannot be read: " + why));
        }
    }

    @Override
    public void ended(McpException why) {
        if (end == null) {
            end = why;
        }
        waiting.values().forEach(answer -> answer.completeExceptionally(why));
    }

    /// {@return whether the server is gone}
    boolean hasEnded() {
        return end != null;
    }

    /// {@return whether the server said that its tools are others now, since it was last asked}
    boolean takeToolsChanged() {
        return toolsChanged.getAndSet(false);
    }

    void agreed(String version) {
        transport.agreed(version);
    }

    @Override
    public void close() {
        transport.close();
        ended(new McpException(Kind.ENDED, "the connection is closed"));
    }
}
