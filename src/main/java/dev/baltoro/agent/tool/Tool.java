package dev.baltoro.agent.tool;

import dev.baltoro.text.chat.ToolDeclaration;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

/// A tool over a world's state.
///
/// @param declaration what the model reads of it
/// @param function what it does
public record Tool(ToolDeclaration declaration, Function function) {
    /// What a tool does.
    @FunctionalInterface
    public interface Function {
        /// {@return what the model reads as the result}
        ///
        /// @param state the world's, which it may change
        /// @param arguments a JSON object that the declaration's schema allows
        /// @throws ToolFailure if it cannot be done; the state must be as before
        String call(ObjectNode state, JsonNode arguments) throws ToolFailure;
    }

    /// {@return a tool}
    ///
    /// @param parameters a JSON Schema of the arguments
    public static Tool of(String name, String description, String parameters, Function function) {
        return new Tool(ToolDeclaration.function(name, description, parameters), function);
    }

    /// {@return what the model calls it}
    public String name() {
        return declaration.name();
    }
}
