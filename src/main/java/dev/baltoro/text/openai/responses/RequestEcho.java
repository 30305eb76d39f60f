package dev.baltoro.text.openai.responses;

import dev.baltoro.text.openai.Fields;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

/// What a response repeats of its request, with the values that absent fields stand for.
///
/// @param json its fields; not to be changed
public record RequestEcho(JsonNode json) {
    /// Fields that are repeated as they are, null where they are absent.
    private static final String[] AS_GIVEN = {
        "instructions", "max_output_tokens", "temperature", "top_p", "user", "safety_identifier"
    };

    /// {@return what is repeated of a body that has been read}
    static RequestEcho of(ObjectNode body) {
        ObjectNode echo = JsonMapper.shared().createObjectNode();
        for (String key : AS_GIVEN) {
            echo.set(key, or(body, key, "null"));
        }
        echo.put("background", false);
        echo.set("metadata", metadata(Fields.body(body)));
        echo.set("parallel_tool_calls", or(body, "parallel_tool_calls", "true"));
        echo.putNull("previous_response_id");
        echo.putObject("reasoning").putNull("effort").putNull("summary");
        echo.put("store", false); // whatever was asked for, nothing is
        echo.putObject("text")
                .set("format", or(body.path("text"), "format", "{\"type\":\"text\"}"));
        echo.set("tool_choice", or(body, "tool_choice", "\"auto\""));
        echo.set("tools", tools(body));
        echo.set("top_logprobs", or(body, "top_logprobs", "0"));
        echo.put("truncation", "disabled");
        return new RequestEcho(echo);
    }

    private static JsonNode or(JsonNode fields, String key, String otherwise) {
        return fields.hasNonNull(key)
                ? fields.path(key).deepCopy()
                : JsonMapper.shared().readTree(otherwise);
    }

    private static JsonNode metadata(Fields body) {
        return body.object("metadata")
                .map(given -> {
                    for (String key : given.node().propertyNames()) {
                        given.string(key);
                    }
                    return given.node().deepCopy();
                })
                .orElseGet(() -> JsonMapper.shared().createObjectNode());
    }

    /// Absent means strict.
    private static ArrayNode tools(ObjectNode body) {
        ArrayNode tools = JsonMapper.shared().createArrayNode();
        for (JsonNode given : body.path("tools")) {
            ObjectNode tool = (ObjectNode) given.deepCopy();
            if (!tool.hasNonNull("strict")) {
                tool.put("strict", true);
            }
            if (!tool.has("parameters")) {
                tool.putNull("parameters");
            }
            tools.add(tool);
        }
        return tools;
    }
}
