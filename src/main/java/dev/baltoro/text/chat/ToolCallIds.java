package dev.baltoro.text.chat;

import dev.baltoro.text.chat.Message.Assistant;
import dev.baltoro.text.chat.Message.System;
import dev.baltoro.text.chat.Message.ToolResult;
import dev.baltoro.text.chat.Message.User;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/// K2's ids of tool calls: `functions.{name}:{index}`, counted over the whole conversation from 0,
/// or as the model's template counts ([CallNumbers]).
public final class ToolCallIds {
    private ToolCallIds() {}

    /// {@return how many calls the conversation has, which is the number of the next one}
    public static int next(List<Message> messages) {
        int calls = 0;
        for (Message message : messages) {
            if (message instanceof Assistant assistant) {
                calls += assistant.toolCalls().size();
            }
        }
        return calls;
    }

    /// {@return the conversation with every call's id in K2's form, and results following suit}
    ///
    /// Clients bring ids of their own, but the id is all the prompt says about which tool was
    /// called. A result belongs to the last call before it with its id; a result without one keeps
    /// its id.
    public static List<Message> renumber(List<Message> messages) {
        return renumber(messages, CallNumbers.CONVERSATION);
    }

    /// {@return the same, with numbers as a template counts them}
    public static List<Message> renumber(List<Message> messages, CallNumbers numbers) {
        return renumber(messages, 0, numbers);
    }

    /// {@return the number that a model gives its answer's first call}
    ///
    /// @param calls how many calls the conversation has
    public static int first(CallNumbers numbers, int calls) {
        return switch (numbers) {
            case CONVERSATION -> calls;
            case TURN -> 0;
        };
    }

    /// {@return a conversation's later turns, numbered likewise}
    ///
    /// @param firstCall number of the first call in them
    static List<Message> renumber(List<Message> messages, int firstCall, CallNumbers numbers) {
        Map<String, String> renamed = new HashMap<>();
        List<Message> result = new ArrayList<>();
        int index = firstCall;
        for (Message message : messages) {
            switch (message) {
                case Assistant assistant -> {
                    List<ToolCall> calls = new ArrayList<>();
                    index = first(numbers, index);
                    for (ToolCall call : assistant.toolCalls()) {
                        ToolCall numbered = ToolCall.of(call.name(), index++, call.argumentsJson());
                        renamed.put(call.id(), numbered.id());
                        calls.add(numbered);
                    }
                    result.add(new Assistant(assistant.name(), assistant.content(), calls));
                }
                case ToolResult given -> {
                    String id = renamed.getOrDefault(given.toolCallId(), given.toolCallId());
                    result.add(new ToolResult(given.name(), id, given.content()));
                }
                case System system -> result.add(system);
                case User user -> result.add(user);
            }
        }
        return List.copyOf(result);
    }
}
