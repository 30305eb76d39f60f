package dev.baltoro.serve.web;

/// What came of a call.
///
/// @param text for the model to read, and the user
/// @param failed whether the tool says that it failed, or could not be run
public record ToolOutcome(String text, boolean failed) {
    /// {@return what a tool gave back}
    public static ToolOutcome result(String text) {
        return new ToolOutcome(text, false);
    }

    /// {@return why there is no result}
    public static ToolOutcome failure(String why) {
        return new ToolOutcome(why, true);
    }
}
