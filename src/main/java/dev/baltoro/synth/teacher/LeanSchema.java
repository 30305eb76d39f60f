package dev.baltoro.synth.teacher;

import dev.baltoro.text.chat.ToolDeclaration;
import java.util.Map;
import java.util.Set;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

/// A tool's schema of arguments without what many endpoints cannot hold an answer to, or write out
/// at length: bounds of texts and lists, and words for people.
final class LeanSchema {
    private static final Set<String> DROPPED =
            Set.of(
                    "maxLength",
                    "minLength",
                    "maxItems",
                    "minItems",
                    "pattern",
                    "format",
                    "description",
                    "default",
                    "examples",
                    "title",
                    "$schema",
                    "$id",
                    "$comment");

    private LeanSchema() {}

    /// {@return the schema of an object that a call's arguments fit}
    static ObjectNode of(ToolDeclaration tool) {
        JsonNode declared =
                JsonMapper.shared().readTree(tool.json()).path("function").path("parameters");
        ObjectNode lean =
                declared instanceof ObjectNode schema
                        ? (ObjectNode) lean(schema)
                        : JsonMapper.shared().createObjectNode();
        lean.put("type", "object");
        if (!lean.has("properties")) {
            lean.putObject("properties");
        }
        return lean.put("additionalProperties", false);
    }

    private static JsonNode lean(JsonNode schema) {
        if (schema.isArray()) {
            ArrayNode list = JsonMapper.shared().createArrayNode();
            schema.forEach(one -> list.add(lean(one)));
            return list;
        }
        if (!schema.isObject()) {
            return schema;
        }
        ObjectNode left = JsonMapper.shared().createObjectNode();
        for (Map.Entry<String, JsonNode> member : schema.properties()) {
            if (member.getKey().equals("properties")) {
                ObjectNode properties = left.putObject("properties"); // their names are no keywords
                member.getValue()
                        .properties()
                        .forEach(one -> properties.set(one.getKey(), lean(one.getValue())));
            } else if (!DROPPED.contains(member.getKey())) {
                left.set(member.getKey(), lean(member.getValue()));
            }
        }
        return left;
    }
}
