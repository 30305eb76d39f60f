package dev.baltoro.text.conversation;

import dev.baltoro.text.chat.Message;
import dev.baltoro.text.chat.ToolDeclaration;
import java.util.List;
import java.util.Set;

/// A conversation to train on.
///
/// @param messages its turns; ids of calls and results are the record's own
/// @param tools what is declared, perhaps nothing
/// @param unlearned indices of the assistant's turns that carry no loss (`weight` 0)
public record Conversation(
        List<Message> messages, List<ToolDeclaration> tools, Set<Integer> unlearned) {
    public Conversation {
        messages = List.copyOf(messages);
        tools = List.copyOf(tools);
        unlearned = Set.copyOf(unlearned);
    }

    /// {@return whether a loss counts the turn at `index`}
    public boolean isLearned(int index) {
        return messages.get(index) instanceof Message.Assistant && !unlearned.contains(index);
    }
}
