package dev.baltoro.text.chat;

import tools.jackson.core.JacksonException;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ObjectNode;

/// A tool that the model may call, as the JSON object of OpenAI's `tools` lists.
///
/// @param name the function's name
/// @param json the whole object as K2's template writes it: keys sorted at every depth, no spaces
public record ToolDeclaration(String name, String json) {
    /// {@return the declaration of a function}
    ///
    /// @param parametersJson a JSON Schema of the arguments
    /// @throws IllegalArgumentException if the schema is not a JSON object
    public static ToolDeclaration function(String name, String description, String parametersJson) {
        JsonNode parameters = read(parametersJson);
        if (!parameters.isObject()) {
            throw new IllegalArgumentException(
                    "the parameters of tool " + name + " are not a JSON object");
        }
        ObjectNode tool = JsonMapper.shared().createObjectNode().put("type", "function");
        tool.putObject("function")
                .put("name", name)
                .put("description", description)
                .set("parameters", parameters);
        return new ToolDeclaration(name, CanonicalJson.write(tool));
    }

    /// {@return the declaration in an object of OpenAI's `tools` list, unknown keys kept}
    ///
    /// @throws IllegalArgumentException if it is not JSON, or names no function
    public static ToolDeclaration parse(String json) {
        JsonNode tool = read(json);
        String name = tool.path("function").path("name").asString("");
        if (name.isEmpty()) {
            throw new IllegalArgumentException(
                    "a tool declaration needs {\"type\":\"function\",\"function\":{\"name\":...}}");
        }
        return new ToolDeclaration(name, CanonicalJson.write(tool));
    }

    /// {@return the JSON Schema of its arguments; missing if it has none}
    public JsonNode parameters() {
        return read(json).path("function").path("parameters");
    }

    private static JsonNode read(String json) {
        try {
            return JsonMapper.shared().readTree(json);
        } catch (JacksonException e) {
            throw new IllegalArgumentException(
                    "a tool declaration is not JSON: " + e.getOriginalMessage(), e);
        }
    }
}
