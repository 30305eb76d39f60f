package dev.baltoro.text.chat;

/// The special tokens that K2's chat format is made of.
public enum Marker {
    /// Opens a user's turn.
    USER("<|im_user|>"),
    /// Opens an assistant's turn.
    ASSISTANT("<|im_assistant|>"),
    /// Opens any other turn.
    SYSTEM("<|im_system|>"),
    /// Stands between a turn's name and its body.
    MIDDLE("<|im_middle|>"),
    /// Ends a turn.
    END("<|im_end|>"),
    /// Opens the tool calls of an answer.
    CALLS_BEGIN("<|tool_calls_section_begin|>"),
    /// Closes the tool calls of an answer.
    CALLS_END("<|tool_calls_section_end|>"),
    /// Opens one call; its id follows.
    CALL_BEGIN("<|tool_call_begin|>"),
    /// Stands between a call's id and its arguments.
    ARGUMENTS("<|tool_call_argument_begin|>"),
    /// Closes one call.
    CALL_END("<|tool_call_end|>");

    private final String content;

    Marker(String content) {
        this.content = content;
    }

    /// {@return how the token is spelled}
    public String content() {
        return content;
    }
}
