package dev.baltoro.agent.catalog;

import dev.baltoro.agent.mcp.McpTool;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import tools.jackson.databind.JsonNode;

/// A tool as a signature, in which references are what they stand for: `search(query: {team: "red"
/// | "blue", limit: integer 1..50, note?: string})`.
final class SignatureText {
    private static final int CHARS_MAX = 2000;
    private static final int DEPTH_MAX = 5;
    private static final int VALUES_MAX = 12;

    /// Parts that are written; a schema may refer to itself many times.
    private static final int PARTS_MAX = 400;

    private final SchemaRefs refs;
    private int parts;

    private SignatureText(JsonNode root) {
        this.refs = new SchemaRefs(root);
    }

    /// {@return the signature, cut where it is too long}
    static String of(McpTool tool) {
        String members = new SignatureText(tool.inputSchema()).members(tool.inputSchema(), 0);
        String text = tool.name() + "(" + members + ")";
        return text.length() <= CHARS_MAX ? text : text.substring(0, CHARS_MAX - 1) + "…";
    }

    private String members(JsonNode object, int depth) {
        Set<String> required = new HashSet<>();
        object.path("required").forEach(name -> required.add(name.asString("")));
        List<String> members = new ArrayList<>();
        for (Map.Entry<String, JsonNode> one : object.path("properties").properties()) {
            String optional = required.contains(one.getKey()) ? "" : "?";
            members.add(one.getKey() + optional + ": " + type(one.getValue(), depth + 1));
        }
        List<String> also = new ArrayList<>();
        for (String keyword : List.of("anyOf", "oneOf", "allOf")) {
            for (JsonNode branch : object.path(keyword)) {
                also.add(type(branch, depth + 1));
            }
        }
        if (!also.isEmpty() && depth == 0) {
            members.add(String.join(object.has("allOf") ? " & " : " | ", also));
        }
        return String.join(", ", members);
    }

    private String type(JsonNode given, int depth) {
        JsonNode schema = refs.followed(given);
        if (depth > DEPTH_MAX || ++parts > PARTS_MAX) {
            return "…";
        }
        if (schema.has("const")) {
            return schema.path("const").toString();
        }
        if (schema.path("enum").isArray()) {
            return values(schema.path("enum"));
        }
        for (String keyword : List.of("anyOf", "oneOf", "allOf")) {
            if (schema.path(keyword).isArray() && !schema.path(keyword).isEmpty()) {
                List<String> branches = new ArrayList<>();
                schema.path(keyword).forEach(branch -> branches.add(type(branch, depth + 1)));
                return String.join(keyword.equals("allOf") ? " & " : " | ", branches);
            }
        }
        return plain(schema, depth);
    }

    private String plain(JsonNode schema, int depth) {
        JsonNode type = schema.path("type");
        if (type.isArray()) {
            List<String> types = new ArrayList<>();
            type.forEach(one -> types.add(one.asString("any")));
            return String.join(" | ", types);
        }
        String name = type.asString(schema.has("properties") ? "object" : "any");
        return switch (name) {
            case "object" -> "{" + members(schema, depth) + "}";
            case "array" ->
                    schema.has("items") ? type(schema.path("items"), depth + 1) + "[]" : name;
            case "integer", "number" -> name + range(schema);
            case "string" ->
                    schema.path("format").isString()
                            ? "string " + schema.path("format").asString()
                            : name;
            default -> name;
        };
    }

    private static String range(JsonNode schema) {
        JsonNode from = schema.path("minimum");
        JsonNode to = schema.path("maximum");
        if (!from.isNumber() && !to.isNumber()) {
            return "";
        }
        return " " + (from.isNumber() ? from : "") + ".." + (to.isNumber() ? to : "");
    }

    private static String values(JsonNode values) {
        List<String> shown = new ArrayList<>();
        for (JsonNode value : values) {
            if (shown.size() == VALUES_MAX) {
                shown.add("…");
                break;
            }
            shown.add(value.toString());
        }
        return String.join(" | ", shown);
    }
}
