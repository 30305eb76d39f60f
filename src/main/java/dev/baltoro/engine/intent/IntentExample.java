package dev.baltoro.engine.intent;

import dev.baltoro.text.chat.Message;
import dev.baltoro.text.chat.ToolCall;
import java.util.List;

/// A conversation, and what its user wants.
///
/// @param messages the last one is the user's
/// @param wanted what a good agent does
public record IntentExample(List<Message> messages, Wanted wanted) {
    public IntentExample {
        messages = List.copyOf(messages);
        if (messages.isEmpty() || !(messages.getLast() instanceof Message.User)) {
            throw new IllegalArgumentException("the last message is not the user's");
        }
    }

    /// {@return the calls that are wanted; none for a question or a text}
    List<ToolCall> calls() {
        return wanted instanceof Wanted.Calls(List<ToolCall> calls) ? calls : List.of();
    }

    /// What a good agent does.
    public sealed interface Wanted {
        /// It calls tools.
        ///
        /// @param calls in their order, one at least; ids do not count
        record Calls(List<ToolCall> calls) implements Wanted {
            public Calls {
                calls = List.copyOf(calls);
            }
        }

        /// It asks for what is missing.
        record Question() implements Wanted {}

        /// It says something else.
        record Text() implements Wanted {}
    }
}
