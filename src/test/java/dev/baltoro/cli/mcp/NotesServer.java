package dev.baltoro.cli.mcp;

import dev.baltoro.ChildJvm;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Collectors;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

/// A small MCP server, a program of its own: it keeps notes, and breaks down when it is told to.
/// Its first argument is what it calls itself, the second a file that gets a line with its process
/// number.
public final class NotesServer {
    private static final JsonMapper JSON = JsonMapper.shared();

    /// Of a schema that is longer than any grammar is made of.
    private static final int SCHEMA_WORDS = 300_000;

    private NotesServer() {}

    /// {@return the command line that starts one}
    static String command(String name, Path pids) {
        return ChildJvm.command(NotesServer.class, name, pids.toString()).stream()
                .map(word -> "'" + word.replace("'", "'\\''") + "'")
                .collect(Collectors.joining(" "));
    }

    public static void main(String[] args) throws IOException {
        Path pids = Path.of(args[1]);
        String earlier = Files.exists(pids) ? Files.readString(pids) : "";
        Files.writeString(pids, earlier + ProcessHandle.current().pid() + "\n");
        BufferedReader in =
                new BufferedReader(new InputStreamReader(System.in, StandardCharsets.UTF_8));
        for (String line = in.readLine(); line != null; line = in.readLine()) {
            JsonNode request = JSON.readTree(line);
            if (request.has("id")) {
                ObjectNode answer = JSON.createObjectNode().put("jsonrpc", "2.0");
                answer.set("id", request.get("id"));
                answer.set("result", result(args[0], request));
                System.out.println(answer);
            }
        }
    }

    private static ObjectNode result(String name, JsonNode request) {
        return switch (request.path("method").asString("")) {
            case "initialize" -> greeting(name);
            case "tools/list" -> tools();
            case "tools/call" -> call(request.path("params"));
            default -> JSON.createObjectNode();
        };
    }

    private static ObjectNode greeting(String name) {
        ObjectNode result = JSON.createObjectNode().put("protocolVersion", "2025-06-18");
        result.putObject("capabilities").putObject("tools");
        result.putObject("serverInfo").put("name", name).put("version", "1");
        return result;
    }

    private static ObjectNode tools() {
        ObjectNode result = JSON.createObjectNode();
        ArrayNode tools = result.putArray("tools");
        tool(tools, "read_note").put("readOnlyHint", true);
        tool(tools, "add_note").put("readOnlyHint", false).put("destructiveHint", false);
        tool(tools, "delete_note").put("destructiveHint", true);
        tool(tools, "crash");
        ObjectNode endless =
                (ObjectNode) tools.addObject().put("name", "endless").set("inputSchema", schema());
        ((ObjectNode) endless.get("inputSchema")).put("$comment", "long ".repeat(SCHEMA_WORDS));
        ObjectNode loose =
                (ObjectNode) tools.addObject().put("name", "loose").set("inputSchema", schema());
        ((ObjectNode) loose.get("inputSchema")).put("$dynamicRef", "#later");
        return result;
    }

    private static ObjectNode tool(ArrayNode tools, String name) {
        ObjectNode tool = tools.addObject().put("name", name).put("description", "notes");
        tool.set("inputSchema", schema());
        return tool.putObject("annotations");
    }

    private static ObjectNode schema() {
        ObjectNode schema = JSON.createObjectNode().put("type", "object");
        schema.putObject("properties").putObject("title").put("type", "string");
        return schema;
    }

    private static ObjectNode call(JsonNode params) {
        String name = params.path("name").asString("");
        if (name.equals("crash")) {
            System.err.println("out of paper");
            System.exit(7);
        }
        ObjectNode result = JSON.createObjectNode().put("isError", name.equals("delete_note"));
        result.putArray("content")
                .addObject()
                .put("type", "text")
                .put("text", name + " " + params.path("arguments"));
        return result;
    }

    /// {@return the numbers of the processes that were started}
    static List<Long> pids(Path file) throws IOException {
        return Files.readAllLines(file).stream().map(Long::parseLong).toList();
    }
}
