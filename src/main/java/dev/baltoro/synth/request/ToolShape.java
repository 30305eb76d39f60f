package dev.baltoro.synth.request;

import dev.baltoro.text.chat.ToolDeclaration;
import java.util.List;
import java.util.Locale;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/// What a tool's declaration says.
///
/// @param name of the tool
/// @param description in words; may be empty
/// @param schema of its arguments
record ToolShape(String name, String description, JsonNode schema) {
    static ToolShape of(ToolDeclaration declaration) {
        JsonNode function = JsonMapper.shared().readTree(declaration.json()).path("function");
        return new ToolShape(
                declaration.name(),
                function.path("description").asString(""),
                function.path("parameters"));
    }

    /// {@return the parameters' names in their order}
    List<String> parameters() {
        return List.copyOf(schema.path("properties").propertyNames());
    }

    JsonNode parameter(String name) {
        return schema.path("properties").path(name);
    }

    List<String> required() {
        return schema.path("required").valueStream().map(JsonNode::asString).toList();
    }

    /// {@return whether another tool is to be used in its place}
    boolean deprecated() {
        return description.toLowerCase(Locale.ROOT).contains("deprecated");
    }
}
