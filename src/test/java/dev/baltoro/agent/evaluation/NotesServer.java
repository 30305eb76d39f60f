package dev.baltoro.agent.evaluation;

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

/// An MCP server over standard input and output, as a program of its own: notes in a file, and a
/// count of calls that lives as long as the process.
final class NotesServer {
    private static final String TOOLS =
            """
            [{"name": "add", "description": "Adds a note.", "inputSchema": {"type": "object",
               "properties": {"note": {"type": "string"}}, "required": ["note"]}},
             {"name": "notes", "inputSchema": {"type": "object", "properties": {}},
              "annotations": {"readOnlyHint": true}},
             {"name": "calls", "inputSchema": {"type": "object", "properties": {}},
              "annotations": {"readOnlyHint": true}},
             {"name": "where", "inputSchema": {"type": "object",
               "properties": {"path": {"type": "string"}}},
              "annotations": {"readOnlyHint": true}},
             {"name": "fail", "inputSchema": {"type": "object", "properties": {}},
              "annotations": {"readOnlyHint": true}}]
            """;

    private static final JsonMapper JSON = JsonMapper.shared();

    private final Path file;
    private int calls;

    private NotesServer(Path file) {
        this.file = file;
    }

    /// {@return the command that runs it}
    ///
    /// @param words `serve FILE` or `reset FILE`
    static String command(String words) {
        return "'%s' -Xmx64m -XX:TieredStopAtLevel=1 -cp '%s' %s %s"
                .formatted(
                        Path.of(System.getProperty("java.home"), "bin", "java"),
                        System.getProperty("java.class.path"),
                        NotesServer.class.getName(),
                        words);
    }

    public static void main(String[] arguments) throws IOException {
        Path file = Path.of(arguments[1]);
        if (arguments[0].equals("reset")) {
            Files.writeString(file, "first\n");
            return;
        }
        NotesServer server = new NotesServer(file);
        PrintStream out = new PrintStream(System.out, true, StandardCharsets.UTF_8);
        try (BufferedReader in =
                new BufferedReader(new InputStreamReader(System.in, StandardCharsets.UTF_8))) {
            for (String line = in.readLine(); line != null; line = in.readLine()) {
                JsonNode asked = JSON.readTree(line);
                if (asked.has("id")) {
                    ObjectNode answer = JSON.createObjectNode().put("jsonrpc", "2.0");
                    answer.set("id", asked.get("id"));
                    server.answer(asked, answer);
                    out.println(answer);
                }
            }
        }
    }

    private void answer(JsonNode asked, ObjectNode answer) throws IOException {
        JsonNode params = asked.path("params");
        switch (asked.path("method").asString()) {
            case "initialize" -> {
                ObjectNode result = answer.putObject("result");
                result.set("protocolVersion", params.path("protocolVersion"));
                result.putObject("capabilities").putObject("tools");
                result.putObject("serverInfo").put("name", "notes").put("version", "1");
            }
            case "tools/list" -> answer.putObject("result").set("tools", JSON.readTree(TOOLS));
            case "tools/call" -> {
                if (params.path("name").asString().equals("fail")) {
                    answer.putObject("error").put("code", -32000).put("message", "it failed");
                    return;
                }
                answer.putObject("result")
                        .putArray("content")
                        .addObject()
                        .put("type", "text")
                        .put("text", call(params));
            }
            default -> answer.putObject("result");
        }
    }

    private String call(JsonNode params) throws IOException {
        calls++;
        return switch (params.path("name").asString()) {
            case "add" -> {
                Files.writeString(
                        file,
                        params.at("/arguments/note").asString() + "\n",
                        StandardOpenOption.APPEND);
                yield "added";
            }
            case "notes" -> {
                List<String> notes = Files.readAllLines(file);
                yield String.join(",", notes);
            }
            case "calls" -> Integer.toString(calls);
            default -> "got " + params.at("/arguments/path").asString();
        };
    }
}
