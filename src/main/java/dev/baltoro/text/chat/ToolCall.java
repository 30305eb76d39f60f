package dev.baltoro.text.chat;

/// A call of a tool by the model.
///
/// @param id K2's form is `functions.{name}:{index}`, the only place where the prompt names the
///   tool
/// @param name the tool's name
/// @param argumentsJson arguments exactly as written by the model, usually a JSON object
public record ToolCall(String id, String name, String argumentsJson) {
    /// {@return a call with K2's id}
    ///
    /// @param index place among all calls of the conversation, from 0
    public static ToolCall of(String name, int index, String argumentsJson) {
        return new ToolCall(CallId.of(name, index), name, argumentsJson);
    }
}
