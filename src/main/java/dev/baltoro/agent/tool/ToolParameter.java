package dev.baltoro.agent.tool;

import java.util.List;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

/// A parameter of a tool.
///
/// @param type JSON Schema's, such as `string`
/// @param values the only ones allowed; empty if all of the type are
/// @param required whether each call has it
public record ToolParameter(String name, String type, List<String> values, boolean required) {
    public ToolParameter {
        values = List.copyOf(values);
    }

    /// {@return a string}
    public static ToolParameter text(String name) {
        return new ToolParameter(name, "string", List.of(), true);
    }

    /// {@return a whole number}
    public static ToolParameter integer(String name) {
        return new ToolParameter(name, "integer", List.of(), true);
    }

    /// {@return a number}
    public static ToolParameter number(String name) {
        return new ToolParameter(name, "number", List.of(), true);
    }

    /// {@return one of a few strings}
    public static ToolParameter oneOf(String name, String... values) {
        return new ToolParameter(name, "string", List.of(values), true);
    }

    /// {@return the same, but a call may leave it out}
    public ToolParameter optional() {
        return new ToolParameter(name, type, values, false);
    }

    /// {@return what a call gives for it, as text}
    ///
    /// @param arguments of the call
    public String of(JsonNode arguments) {
        return arguments.path(name).asString();
    }

    /// Writes it into the `properties` of a schema.
    void declare(ObjectNode properties) {
        ObjectNode schema = properties.putObject(name).put("type", type);
        if (!values.isEmpty()) {
            values.forEach(schema.putArray("enum")::add);
        }
    }
}
