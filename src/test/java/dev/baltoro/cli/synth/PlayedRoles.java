package dev.baltoro.cli.synth;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import java.util.Queue;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

/// A server at an address that plays every part of a synthesis by rule: the same request has the
/// same answer, 30 tokens of its prompt and 10 of its answer. It may fail from some answer on.
///
/// As an agent it calls each tool once a wish, and then says that it is done. As the world it
/// proposes what does not hold first: no JSON, then a table that is not there; in its third answer
/// it deletes a row where the tool may change any, and the tool `grumble` never gets an answer that
/// holds.
final class PlayedRoles implements AutoCloseable {
    private static final Pattern FIRST_ROW =
            Pattern.compile("(\\w+) \\(key (\\w+); [^\\n]*\\)\\n +(\\{[^\\n]*})");

    /// Answers that were given, which are what is paid for.
    final AtomicInteger paid = new AtomicInteger();

    /// Requests, whatever became of them.
    final AtomicInteger asked = new AtomicInteger();

    /// Answers by part.
    final Map<String, Integer> parts = new ConcurrentHashMap<>();

    final Queue<String> keys = new ConcurrentLinkedQueue<>();

    /// What the world is asked again because of.
    final Queue<String> refusals = new ConcurrentLinkedQueue<>();

    private final HttpServer server;
    private final CountDownLatch closing = new CountDownLatch(1);
    private volatile int healthy = Integer.MAX_VALUE;
    private volatile int refused = Integer.MAX_VALUE;
    private volatile String trouble = "";

    PlayedRoles() throws IOException {
        server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        server.setExecutor(Thread::startVirtualThread);
        server.createContext("/v1/chat/completions", this::handle);
        server.start();
    }

    /// What a recipe calls the model here.
    String word() {
        return "http://127.0.0.1:%d/v1#far".formatted(server.getAddress().getPort());
    }

    /// Fails once it has given so many answers.
    ///
    /// @param how a status with a body, perhaps with a header before it, or `hang`
    void failAfter(int answers, String how) {
        trouble = how;
        healthy = answers;
    }

    /// Fails at one answer, and at no other.
    void refuseOnce(int at, String how) {
        trouble = how;
        refused = at;
    }

    void recover() {
        healthy = Integer.MAX_VALUE;
    }

    private void handle(HttpExchange exchange) throws IOException {
        asked.incrementAndGet();
        String key = exchange.getRequestHeaders().getFirst("Authorization");
        keys.add(key == null ? "" : key);
        byte[] request = exchange.getRequestBody().readAllBytes();
        boolean well;
        synchronized (this) {
            well = paid.get() < healthy && paid.get() != refused;
            if (paid.get() == refused) {
                refused = Integer.MAX_VALUE;
            }
            if (well) {
                paid.incrementAndGet();
            }
        }
        if (well) {
            send(exchange, 200, answer(JsonMapper.shared().readTree(request)).toString());
        } else if (trouble.equals("hang")) {
            hang();
            exchange.close();
        } else {
            String[] words = trouble.split(" ", 3);
            if (words[1].contains("=")) {
                String[] header = words[1].split("=", 2);
                exchange.getResponseHeaders().add(header[0], header[1]);
            }
            send(exchange, Integer.parseInt(words[0]), words[2]);
        }
    }

    private void hang() {
        try {
            closing.await();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private static void send(HttpExchange exchange, int status, String text) throws IOException {
        byte[] body = text.getBytes(StandardCharsets.UTF_8);
        exchange.sendResponseHeaders(status, body.length);
        exchange.getResponseBody().write(body);
        exchange.close();
    }

    private ObjectNode answer(JsonNode request) {
        ArrayNode messages = (ArrayNode) request.path("messages");
        String system = messages.get(0).path("content").asString("");
        String last = messages.get(messages.size() - 1).path("content").asString("");
        ObjectNode message = JsonMapper.shared().createObjectNode().put("role", "assistant");
        if (system.startsWith("You reword messages.")) {
            count("user");
            String said = "(The assistant said: It is done.)\n";
            message.put(
                    "content",
                    "Hey, " + (last.startsWith(said) ? last.substring(said.length()) : last));
        } else if (system.startsWith("You are the server behind a tool.")) {
            count("tools");
            message.put("content", proposal(last));
        } else if (system.startsWith("You review conversations")) {
            count("reviewer");
            message.put("content", "```json\n" + marks(request) + "\n```");
        } else {
            count("agent");
            act(message, request, messages.get(messages.size() - 1));
        }
        ObjectNode answer = JsonMapper.shared().createObjectNode();
        ObjectNode choice = answer.putArray("choices").addObject().put("index", 0);
        choice.set("message", message);
        choice.put("finish_reason", message.has("tool_calls") ? "tool_calls" : "stop");
        answer.putObject("usage").put("prompt_tokens", 30).put("completion_tokens", 10);
        return answer;
    }

    private void count(String part) {
        parts.merge(part, 1, Integer::sum);
    }

    private static void act(ObjectNode message, JsonNode request, JsonNode last) {
        if (last.path("role").asString("").equals("tool") || request.path("tools").isEmpty()) {
            message.put("content", "It is done.");
            return;
        }
        message.putNull("content");
        ArrayNode calls = message.putArray("tool_calls");
        for (JsonNode tool : request.path("tools")) {
            JsonNode function = tool.path("function");
            ObjectNode arguments = JsonMapper.shared().createObjectNode();
            for (JsonNode name : function.path("parameters").path("required")) {
                arguments.put(name.asString(""), "a thing");
            }
            calls.addObject()
                    .put("id", "call-" + calls.size())
                    .put("type", "function")
                    .putObject("function")
                    .put("name", function.path("name").asString(""))
                    .put("arguments", arguments.toString());
        }
    }

    private String proposal(String asked) {
        int mark = asked.indexOf("\nEarlier answers were refused: ");
        if (mark < 0) {
            return "Well, that is hard to say.";
        }
        String why = asked.substring(mark).strip();
        refusals.add(why);
        if (asked.contains("\"name\":\"grumble\"") || !why.contains("; ")) {
            return "{\"result\":\"ok\",\"changes\":[{\"op\":\"insert\",\"table\":\"nowhere\",\"row\":{}}]}";
        }
        Matcher row = FIRST_ROW.matcher(asked);
        if (!asked.contains("It may change rows.") || !row.find()) {
            return "{\"result\":{\"seen\":true}}";
        }
        ObjectNode proposal = JsonMapper.shared().createObjectNode();
        proposal.putObject("result").put("gone", true);
        proposal.putArray("changes")
                .addObject()
                .put("op", "delete")
                .put("table", row.group(1))
                .set("key", JsonMapper.shared().readTree(row.group(3)).path(row.group(2)));
        return "Here it is:\n" + proposal;
    }

    private static ObjectNode marks(JsonNode request) {
        ObjectNode review = JsonMapper.shared().createObjectNode();
        ObjectNode marks = review.putObject("marks");
        request.path("response_format")
                .path("json_schema")
                .path("schema")
                .path("properties")
                .path("marks")
                .path("properties")
                .propertyNames()
                .forEach(line -> marks.put(line, 9));
        return review.put("reason", "fine");
    }

    @Override
    public void close() {
        closing.countDown();
        server.stop(0);
    }
}
