package dev.baltoro.agent.mcp;

import dev.baltoro.agent.mcp.McpListing.Rejected;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

/// Reads the entries of a list of tools, one by one: an entry that is no tool costs only itself.
final class ListedTools {
    private static final String NO_NAME = "(no name)";

    private final Map<String, McpTool> tools = new LinkedHashMap<>();
    private final List<Rejected> rejected = new ArrayList<>();

    /// Reads one.
    ///
    /// @return whether it was new
    boolean add(JsonNode entry) {
        String name = entry.path("name").asString("");
        String reason = read(name, entry);
        if (!reason.isEmpty()) {
            rejected.add(new Rejected(name.isBlank() ? NO_NAME : name, reason, entry));
        }
        return reason.isEmpty();
    }

    /// {@return what is wrong; empty if it was read}
    private String read(String name, JsonNode entry) {
        if (!entry.isObject()) {
            return "not an object";
        }
        if (!entry.path("name").isString() || name.isBlank()) {
            return "has no name";
        }
        if (tools.containsKey(name)) {
            return "a name that an earlier tool of the server has";
        }
        JsonNode schema = schema(entry);
        Optional<ObjectNode> arguments = arguments(schema);
        if (arguments.isEmpty()) {
            return schema.isObject()
                    ? "inputSchema is of type %s, not of an object"
                            .formatted(OneLine.of(schema.path("type").toString(), 60))
                    : "inputSchema is %s, not an object".formatted(kind(schema));
        }
        JsonNode output = entry.path("outputSchema");
        tools.put(
                name,
                new McpTool(
                        name,
                        title(entry),
                        entry.path("description").asString(""),
                        arguments.get(),
                        output instanceof ObjectNode object
                                ? Optional.of(object)
                                : Optional.empty(),
                        ToolHints.of(entry.path("annotations"))));
        return "";
    }

    /// Servers that speak other dialects as well mix up the field's name.
    private static JsonNode schema(JsonNode entry) {
        for (String field : List.of("inputSchema", "input_schema", "parameters")) {
            if (entry.path(field).isObject()) {
                return entry.path(field);
            }
        }
        return entry.path("inputSchema");
    }

    private static Optional<String> title(JsonNode entry) {
        String title =
                entry.path("title").asString(entry.path("annotations").path("title").asString(""));
        return title.isBlank() ? Optional.empty() : Optional.of(title);
    }

    /// {@return the schema of the arguments; a tool without one takes none}
    static Optional<ObjectNode> arguments(JsonNode schema) {
        if (schema.isMissingNode() || schema.isNull()) {
            return Optional.of(noArguments());
        }
        if (!(schema instanceof ObjectNode object)) {
            return Optional.empty();
        }
        JsonNode type = object.path("type");
        boolean isObject =
                type.isArray()
                        ? type.valueStream().anyMatch(t -> t.asString("").equals("object"))
                        : type.asString("object").equals("object");
        if (!isObject) {
            return Optional.empty();
        }
        boolean empty = object.path("properties").isArray() && object.path("properties").isEmpty();
        if (type.isString() && !empty) {
            return Optional.of(object);
        }
        ObjectNode typed = Json.object().put("type", "object");
        object.properties().stream()
                .filter(member -> !member.getKey().equals("type"))
                .filter(member -> !empty || !member.getKey().equals("properties")) // PHP's {} is []
                .forEach(member -> typed.set(member.getKey(), member.getValue()));
        boolean says = typed.size() > (typed.has("$schema") ? 2 : 1);
        return Optional.of(says ? typed : noArguments());
    }

    private static ObjectNode noArguments() {
        ObjectNode none = Json.object().put("type", "object");
        none.putObject("properties");
        return none;
    }

    private static String kind(JsonNode value) {
        return value.isArray()
                ? "a list"
                : value.isString() ? "a text" : "a " + value.getNodeType();
    }

    McpListing listing(List<String> warnings) {
        return new McpListing(List.copyOf(tools.values()), rejected, warnings);
    }

    int size() {
        return tools.size() + rejected.size();
    }
}
