package dev.baltoro.text.chat;

import java.util.List;
import java.util.Optional;

/// An answer that has ended.
///
/// @param content text outside of tool calls
/// @param toolCalls complete calls, in order; a call that was cut off is not among them
/// @param tokens the text's tokens, if log-probabilities were asked for; of a continuation all
/// @param stop the stop string that ended it, if one did and that is known
public record WholeAnswer(
        String content,
        List<ToolCall> toolCalls,
        List<ScoredToken> tokens,
        EndReason reason,
        Usage usage,
        Optional<String> stop) {
    public WholeAnswer {
        toolCalls = List.copyOf(toolCalls);
        tokens = List.copyOf(tokens);
    }

    /// An answer that no stop string ended, as far as is known.
    public WholeAnswer(
            String content,
            List<ToolCall> toolCalls,
            List<ScoredToken> tokens,
            EndReason reason,
            Usage usage) {
        this(content, toolCalls, tokens, reason, usage, Optional.empty());
    }

    /// {@return the answer as a turn of the conversation}
    public Message.Assistant message() {
        return new Message.Assistant(content, toolCalls);
    }
}
