package dev.baltoro.agent.toolbelt;

import java.io.BufferedInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Semaphore;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ObjectNode;

/// A belt as an MCP server on two streams: JSON-RPC, a message a line. Each call runs on a thread
/// of its own, so that a slow one holds up no other.
public final class BeltServer {
    /// Bytes of a message.
    static final int MESSAGE_BYTES_MAX = 4 << 20;

    /// Calls under way; the next message is read when one of them has ended.
    static final int CALLS_MAX = 64;

    /// Revisions of the protocol that are spoken, the newest first.
    private static final List<String> REVISIONS =
            List.of("2025-11-25", "2025-06-18", "2025-03-26", "2024-11-05");

    private static final int PARSE_ERROR = -32700;
    private static final int NO_REQUEST = -32600;
    private static final int NO_METHOD = -32601;
    private static final int FAULT = -32603;

    private final InputStream in;
    private final OutputStream out;
    private final Toolbelt belt;
    private final Semaphore room = new Semaphore(CALLS_MAX);
    private @Nullable IOException broken;

    /// @param belt made with what it has to tell of changes
    public BeltServer(InputStream in, OutputStream out, Function<Runnable, Toolbelt> belt) {
        this.in = new BufferedInputStream(in);
        this.out = out;
        this.belt = belt.apply(this::tellOfChange);
    }

    /// Serves until the input ends and all calls have been answered.
    ///
    /// @throws IOException if the client cannot be read or written to
    public void serve() throws IOException, InterruptedException {
        try (ExecutorService calls = Executors.newVirtualThreadPerTaskExecutor()) {
            for (String line = line(); line != null; line = line()) {
                if (!line.isBlank()) {
                    take(line, calls);
                }
            }
        }
        synchronized (out) {
            if (broken != null) {
                throw broken;
            }
        }
    }

    /// {@return the next line; of one that is too long, a piece that is no message}
    private @Nullable String line() throws IOException {
        ByteArrayOutputStream line = new ByteArrayOutputStream();
        int next = in.read();
        while (next >= 0 && next != '\n') {
            if (line.size() <= MESSAGE_BYTES_MAX) {
                line.write(next);
            }
            next = in.read();
        }
        if (line.size() > MESSAGE_BYTES_MAX) {
            return "too long";
        }
        return next < 0 && line.size() == 0 ? null : line.toString(StandardCharsets.UTF_8);
    }

    private void take(String line, ExecutorService calls) throws InterruptedException {
        JsonNode message;
        try {
            message = JsonMapper.shared().readTree(line);
        } catch (JacksonException e) {
            send(
                    error(
                            "not JSON, or more than %,d bytes".formatted(MESSAGE_BYTES_MAX),
                            PARSE_ERROR));
            return;
        }
        JsonNode id = message.path("id");
        String method = message.path("method").asString("");
        if (!message.isObject() || method.isEmpty()) {
            if (!message.has("result")
                    && !message.has("error")) { // answers are to nothing we asked
                send(error("no request", NO_REQUEST));
            }
            return;
        }
        if (id.isMissingNode()) {
            return; // a notification: none changes anything here
        }
        if (!method.equals("tools/call")) {
            send(with(id, answer(method, message.path("params"))));
            return;
        }
        room.acquire();
        calls.execute(() -> {
            try {
                send(with(id, called(message.path("params"))));
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
                send(with(id, error("interrupted", FAULT)));
            } catch (RuntimeException e) {
                send(with(id, error("a fault of the server's own: " + e, FAULT)));
            } finally {
                room.release();
            }
        });
    }

    private ObjectNode answer(String method, JsonNode params) {
        return switch (method) {
            case "initialize" -> result(greeting(params));
            case "ping" -> result(object());
            case "tools/list" -> {
                ObjectNode list = object();
                list.putArray("tools");
                belt.tools().forEach(tool -> list.withArray("tools").add(tool.json()));
                yield result(list);
            }
            default -> error("no method " + method, NO_METHOD);
        };
    }

    private static ObjectNode greeting(JsonNode params) {
        String asked = params.path("protocolVersion").asString("");
        ObjectNode greeting =
                object().put(
                                "protocolVersion",
                                REVISIONS.contains(asked) ? asked : REVISIONS.getFirst());
        greeting.putObject("capabilities").putObject("tools").put("listChanged", true);
        greeting.putObject("serverInfo").put("name", "baltoro-toolbelt").put("version", "0.1.0");
        return greeting.put(
                "instructions",
                "Many more tools can be had than are listed: search_tools finds them, add_tool adds"
                        + " one, then it is called by its name, or with call_tool.");
    }

    private ObjectNode called(JsonNode params) throws InterruptedException {
        JsonNode given = params.path("arguments");
        JsonNode arguments = given.isMissingNode() || given.isNull() ? object() : given;
        BeltAnswer answer = belt.call(params.path("name").asString(""), arguments);
        ObjectNode result = object();
        if (answer.content().isPresent()) {
            result.set("content", answer.content().get());
        } else {
            result.putArray("content").addObject().put("type", "text").put("text", answer.text());
        }
        return result(result.put("isError", answer.isError()));
    }

    private void tellOfChange() {
        send(object().put("method", "notifications/tools/list_changed"));
    }

    private static ObjectNode object() {
        return JsonMapper.shared().createObjectNode();
    }

    private static ObjectNode result(ObjectNode result) {
        ObjectNode answer = object();
        answer.set("result", result);
        return answer;
    }

    private static ObjectNode error(String why, int code) {
        ObjectNode answer = object().putNull("id");
        answer.putObject("error").put("code", code).put("message", why);
        return answer;
    }

    private static ObjectNode with(JsonNode id, ObjectNode answer) {
        answer.set("id", id);
        return answer;
    }

    private void send(ObjectNode message) {
        message.put("jsonrpc", "2.0");
        byte[] line = (message + "\n").getBytes(StandardCharsets.UTF_8);
        synchronized (out) {
            try {
                if (broken == null) {
                    out.write(line);
                    out.flush();
                }
            } catch (IOException e) {
                broken = e; // the client is gone; its end is seen when reading ends
            }
        }
    }
}
