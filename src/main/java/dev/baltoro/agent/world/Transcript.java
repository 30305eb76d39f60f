package dev.baltoro.agent.world;

import dev.baltoro.text.chat.Message;
import dev.baltoro.text.chat.ToolCall;
import java.util.List;
import java.util.stream.Stream;

/// An episode so far.
///
/// @param messages all of them in order: what the world showed and what the model said
/// @param truncated whether a limit ended it, so that its last turn may be cut off
public record Transcript(List<Message> messages, boolean truncated) {
    public Transcript {
        messages = List.copyOf(messages);
    }

    /// {@return the model's turns}
    public Stream<Message.Assistant> turns() {
        return messages.stream()
                .filter(Message.Assistant.class::isInstance)
                .map(Message.Assistant.class::cast);
    }

    /// {@return the text of the model's last turn, empty if there is none}
    public String answer() {
        return turns().reduce((_, last) -> last).map(Message::content).orElse("");
    }

    /// {@return all calls of tools, in order}
    public List<ToolCall> calls() {
        return turns().flatMap(turn -> turn.toolCalls().stream()).toList();
    }

    /// {@return the last thing that a user said, empty if none did}
    public String question() {
        return messages.stream()
                .filter(Message.User.class::isInstance)
                .reduce((_, last) -> last)
                .map(Message::content)
                .orElse("");
    }
}
