package dev.baltoro.flow.check;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.List;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ObjectNode;

/// An MCP server as a program of its own: the items of a shelf in a file, and beside it a line for
/// every call. It refuses each colour, whatever its schema says, and its tool `weigh` hardly ever
/// answers.
final class ShelfServer {
    private static final String TOOLS =
            """
            [{"name": "put", "description": "Puts an item on the shelf.", "inputSchema":
               {"type": "object", "required": ["item"], "properties":
                {"item": {"type": "string"}, "count": {"type": "integer"}}}},
             {"name": "find", "inputSchema": {"type": "object", "required": ["item"],
               "properties": {"item": {"type": "string"}}},
              "annotations": {"readOnlyHint": true}},
             {"name": "label", "inputSchema": {"type": "object", "required": ["item"],
               "properties": {"item": {"type": "string"}, "colour": {"type": "string"}}},
              "annotations": {"readOnlyHint": true}},
             {"name": "weigh", "inputSchema": {"type": "object", "properties": {}},
              "annotations": {"readOnlyHint": true}}]
            """;

    private static final JsonMapper JSON = JsonMapper.shared();

    private ShelfServer() {}

    /// {@return the command that runs it}
    ///
    /// @param words `serve` or `reset`
    static String command(String words, Path file) {
        return "'%s' -Xmx64m -XX:TieredStopAtLevel=1 -XX:+UseSerialGC -cp '%s' %s %s '%s'"
                .formatted(
                        Path.of(System.getProperty("java.home"), "bin", "java"),
                        System.getProperty("java.class.path"),
                        ShelfServer.class.getName(),
                        words,
                        file);
    }

    /// {@return the calls that were made so far, by the tool's name}
    static List<String> made(Path file) throws IOException {
        Path log = log(file);
        return Files.exists(log) ? Files.readAllLines(log) : List.of();
    }

    private static Path log(Path file) {
        return file.resolveSibling(file.getFileName() + ".log");
    }

    public static void main(String[] arguments) throws IOException {
        Path file = Path.of(arguments[1]);
        if (arguments[0].equals("reset")) {
            Files.writeString(file, "bolt\n");
            return;
        }
        PrintStream out = new PrintStream(System.out, true, StandardCharsets.UTF_8);
        try (BufferedReader in =
                new BufferedReader(new InputStreamReader(System.in, StandardCharsets.UTF_8))) {
            for (String line = in.readLine(); line != null; line = in.readLine()) {
                JsonNode asked = JSON.readTree(line);
                if (asked.has("id")) {
                    ObjectNode answer = JSON.createObjectNode().put("jsonrpc", "2.0");
                    answer.set("id", asked.get("id"));
                    answer(asked, answer, file);
                    out.println(answer);
                }
            }
        }
    }

    private static void answer(JsonNode asked, ObjectNode answer, Path file) throws IOException {
        JsonNode params = asked.path("params");
        switch (asked.path("method").asString()) {
            case "initialize" -> {
                ObjectNode result = answer.putObject("result");
                result.set("protocolVersion", params.path("protocolVersion"));
                result.putObject("capabilities").putObject("tools");
                result.putObject("serverInfo").put("name", "shelf").put("version", "1");
            }
            case "tools/list" -> answer.putObject("result").set("tools", JSON.readTree(TOOLS));
            case "tools/call" -> {
                Files.writeString(
                        log(file),
                        params.path("name").asString() + "\n",
                        StandardOpenOption.CREATE,
                        StandardOpenOption.APPEND);
                call(params, answer, file);
            }
            default -> answer.putObject("result");
        }
    }

    private static void call(JsonNode params, ObjectNode answer, Path file) throws IOException {
        String item = params.at("/arguments/item").asString("");
        switch (params.path("name").asString()) {
            case "put" -> {
                Files.writeString(file, item + "\n", StandardOpenOption.APPEND);
                say(answer, "on the shelf: " + String.join(", ", Files.readAllLines(file)), false);
            }
            case "find" -> {
                boolean there = Files.readAllLines(file).contains(item);
                say(answer, there ? item + " is there" : "no " + item + " here", !there);
            }
            case "label" -> {
                if (params.at("/arguments/colour").isString()) {
                    answer.putObject("error")
                            .put("code", -32602)
                            .put("message", "colour is not what it should be");
                } else {
                    say(answer, "[" + item + "]", false);
                }
            }
            default -> answer.putObject("error").put("code", -32000).put("message", "out of order");
        }
    }

    private static void say(ObjectNode answer, String text, boolean isError) {
        ObjectNode result = answer.putObject("result").put("isError", isError);
        result.putArray("content").addObject().put("type", "text").put("text", text);
    }
}
