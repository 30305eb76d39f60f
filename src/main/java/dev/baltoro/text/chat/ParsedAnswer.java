package dev.baltoro.text.chat;

import java.util.List;

/// What a model answered.
///
/// @param content text outside of tool calls
/// @param toolCalls complete calls, in order; a call that was cut off is not among them
/// @param finished whether the model ended its turn, rather than being cut off
public record ParsedAnswer(String content, List<ToolCall> toolCalls, boolean finished) {
    public ParsedAnswer {
        toolCalls = List.copyOf(toolCalls);
    }

    /// {@return the answer as a turn of the conversation}
    public Message.Assistant message() {
        return new Message.Assistant(content, toolCalls);
    }
}
