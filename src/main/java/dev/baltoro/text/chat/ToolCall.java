package dev.baltoro.text.chat;

/// A call of a tool by the model.
///
/// @param id K2's form is `functions.{name}:{index}`, the only place where the prompt names the
///   tool
/// @param name the tool's name
/// @param argumentsJson arguments exactly as written by the model, usually a JSON object
public record ToolCall(String id, String name, String argumentsJson) {
    private static final String PREFIX = "functions.";

    /// {@return a call with K2's id}
    ///
    /// @param index place among all calls of the conversation, from 0
    public static ToolCall of(String name, int index, String argumentsJson) {
        return new ToolCall(PREFIX + name + ":" + index, name, argumentsJson);
    }

    /// {@return a call whose name is read from its id: without a leading `functions.` and without
    /// the index behind the last colon}
    static ToolCall parse(String id, String argumentsJson) {
        int start = id.startsWith(PREFIX) ? PREFIX.length() : 0;
        int colon = id.lastIndexOf(':');
        boolean indexed =
                colon >= start
                        && colon + 1 < id.length()
                        && id.substring(colon + 1).chars().allMatch(c -> c >= '0' && c <= '9');
        return new ToolCall(id, id.substring(start, indexed ? colon : id.length()), argumentsJson);
    }
}
