package dev.baltoro.text.chat;

import java.util.List;

/// An answer that has ended.
///
/// @param content text outside of tool calls
/// @param toolCalls complete calls, in order; a call that was cut off is not among them
/// @param tokens the text's tokens, if log-probabilities were asked for; of a continuation all
public record WholeAnswer(
        String content,
        List<ToolCall> toolCalls,
        List<ScoredToken> tokens,
        EndReason reason,
        Usage usage) {
    public WholeAnswer {
        toolCalls = List.copyOf(toolCalls);
        tokens = List.copyOf(tokens);
    }

    /// {@return the answer as a turn of the conversation}
    public Message.Assistant message() {
        return new Message.Assistant(content, toolCalls);
    }
}
