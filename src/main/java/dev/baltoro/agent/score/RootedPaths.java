package dev.baltoro.agent.score;

import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;
import java.util.Map;
import java.util.Set;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

/// Relative paths below the only folder that a server may touch, as the server resolves them.
final class RootedPaths {
    /// Arguments that are paths.
    private static final Set<String> PATHS = Set.of("path", "source", "destination");

    private static final String LIST = "paths";

    private RootedPaths() {}

    /// {@return calls whose paths are absolute; as they are unless there is one root}
    static List<MadeCall> resolve(List<MadeCall> calls, List<String> roots) {
        return roots.size() != 1
                ? calls
                : calls.stream()
                        .map(call ->
                                new MadeCall(
                                        call.name(), resolve(call.arguments(), roots.getFirst())))
                        .toList();
    }

    private static JsonNode resolve(JsonNode arguments, String root) {
        if (!arguments.isObject()) {
            return arguments;
        }
        ObjectNode resolved = JsonMapper.shared().createObjectNode();
        for (Map.Entry<String, JsonNode> argument : arguments.properties()) {
            JsonNode value = argument.getValue();
            if (PATHS.contains(argument.getKey())) {
                value = path(value, root);
            } else if (argument.getKey().equals(LIST) && value.isArray()) {
                ArrayNode paths = JsonMapper.shared().createArrayNode();
                value.forEach(one -> paths.add(path(one, root)));
                value = paths;
            }
            resolved.set(argument.getKey(), value);
        }
        return resolved;
    }

    private static JsonNode path(JsonNode value, String root) {
        if (!value.isString()) {
            return value;
        }
        String path = value.stringValue();
        return path.startsWith("/") || path.startsWith("~")
                ? value
                : JsonMapper.shared()
                        .getNodeFactory()
                        .stringNode(normal(root.endsWith("/") ? root + path : root + "/" + path));
    }

    /// {@return a path without `.`, `..` and empty parts; what leads above the top is dropped}
    private static String normal(String path) {
        boolean absolute = path.startsWith("/");
        Deque<String> parts = new ArrayDeque<>();
        for (String part : path.split("/", -1)) {
            boolean up = part.equals("..");
            if (up && !parts.isEmpty() && !parts.getLast().equals("..")) {
                parts.removeLast();
            } else if (!part.isEmpty() && !part.equals(".") && !(up && absolute)) {
                parts.addLast(part);
            }
        }
        String joined = String.join("/", parts);
        return absolute ? "/" + joined : joined.isEmpty() ? "." : joined;
    }
}
