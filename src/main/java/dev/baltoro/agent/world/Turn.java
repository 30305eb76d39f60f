package dev.baltoro.agent.world;

import dev.baltoro.text.chat.Message;
import dev.baltoro.text.chat.ToolCall;
import java.util.List;

/// What the model did when it was its turn: Gymnasium's action.
///
/// @param text what it said
/// @param calls the tools it called, in order
/// @param complete whether it ended its turn, rather than being cut off by a limit
public record Turn(String text, List<ToolCall> calls, boolean complete) {
    public Turn {
        calls = List.copyOf(calls);
    }

    /// {@return a complete turn without calls}
    public static Turn say(String text) {
        return new Turn(text, List.of(), true);
    }

    /// {@return a complete turn of calls}
    public static Turn call(ToolCall... calls) {
        return new Turn("", List.of(calls), true);
    }

    /// {@return the turn as a message}
    public Message.Assistant message() {
        return new Message.Assistant(text, calls);
    }
}
