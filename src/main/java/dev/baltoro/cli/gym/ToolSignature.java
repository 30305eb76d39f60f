package dev.baltoro.cli.gym;

import dev.baltoro.text.chat.ToolDeclaration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/// A tool's declaration as people write one.
final class ToolSignature {
    private ToolSignature() {}

    /// {@return such as `set(key: string, value: string) Save a value.`}
    static String of(ToolDeclaration tool) {
        JsonNode function = JsonMapper.shared().readTree(tool.json()).path("function");
        JsonNode parameters = function.path("parameters");
        List<String> required = texts(parameters.path("required"));
        List<String> shown = new ArrayList<>();
        for (Map.Entry<String, JsonNode> one : parameters.path("properties").properties()) {
            String mark = required.contains(one.getKey()) ? ": " : "?: ";
            shown.add(one.getKey() + mark + type(one.getValue()));
        }
        return "%s(%s)  %s"
                .formatted(
                        function.path("name").asString(),
                        String.join(", ", shown),
                        function.path("description").asString(""));
    }

    private static String type(JsonNode property) {
        return property.has("enum")
                ? String.join("|", texts(property.path("enum")))
                : property.path("type").asString("any");
    }

    private static List<String> texts(JsonNode array) {
        return array.valueStream().map(JsonNode::asString).toList();
    }
}
