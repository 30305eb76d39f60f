package dev.baltoro.text.conversation;

import dev.baltoro.text.chat.Message;
import dev.baltoro.text.chat.Message.Assistant;
import dev.baltoro.text.chat.Message.ToolResult;
import dev.baltoro.text.chat.ToolCall;
import dev.baltoro.text.chat.ToolDeclaration;
import java.util.HashSet;
import java.util.LinkedHashSet;
import java.util.Set;
import java.util.stream.Collectors;
import tools.jackson.databind.JsonNode;

/// What must hold between the turns of a conversation, so that nothing is learned that cannot
/// happen: each result answers a call that was made, once; an answer follows only after all results
/// are there; calls name declared tools, with an object as arguments; something is learned.
final class ConversationCheck {
    private final Conversation conversation;
    private final Set<String> tools;

    /// Ids of all calls so far.
    private final Set<String> called = new HashSet<>();

    /// Ids of calls without a result.
    private final Set<String> waiting = new LinkedHashSet<>();

    private ConversationCheck(Conversation conversation) {
        this.conversation = conversation;
        this.tools =
                conversation.tools().stream()
                        .map(ToolDeclaration::name)
                        .collect(Collectors.toSet());
    }

    /// @throws ConversationException that says what does not hold
    static void require(Conversation conversation) {
        new ConversationCheck(conversation).turns();
    }

    private void turns() {
        boolean learned = false;
        for (int i = 0; i < conversation.messages().size(); i++) {
            Message message = conversation.messages().get(i);
            switch (message) {
                case Assistant assistant -> {
                    assistant(i, assistant);
                    learned |= conversation.isLearned(i);
                }
                case ToolResult result -> result(i, result);
                case Message.System _, Message.User _ -> {
                    // may stand anywhere
                }
            }
        }
        if (!learned) {
            throw new ConversationException(
                    "no assistant turn carries loss (there is none, or its weight is 0): nothing to train on");
        }
    }

    private void assistant(int index, Assistant turn) {
        if (!waiting.isEmpty()) {
            throw wrong(index, "answers before the result of call %s", waiting.iterator().next());
        }
        boolean empty = turn.content().isBlank() && turn.toolCalls().isEmpty();
        if (empty && conversation.isLearned(index)) {
            throw wrong(index, "of the assistant is empty: no content and no calls");
        }
        for (ToolCall call : turn.toolCalls()) {
            call(index, call);
        }
    }

    private void call(int index, ToolCall call) {
        if (call.name().isEmpty()) {
            throw wrong(index, "has a call without a name");
        }
        if (!tools.isEmpty() && !tools.contains(call.name())) {
            throw wrong(index, "calls %s, which is not among the tools", call.name());
        }
        JsonNode arguments =
                RecordJson.parse(
                        call.argumentsJson(),
                        "turn %d (%s): the arguments text".formatted(index, call.name()));
        if (!arguments.isObject()) {
            throw wrong(index, "calls %s with arguments that are no JSON object", call.name());
        }
        RecordJson.requireText(arguments);
        if (!waiting.add(call.id())) {
            throw wrong(index, "has two calls with the id %s", call.id());
        }
        called.add(call.id());
    }

    private void result(int index, ToolResult result) {
        if (!called.contains(result.toolCallId())) {
            throw wrong(
                    index, "is a result for the id %s, but no call has it", result.toolCallId());
        }
        if (!waiting.remove(result.toolCallId())) {
            throw wrong(index, "is a second result of call %s", result.toolCallId());
        }
    }

    private static ConversationException wrong(int index, String what, Object... parts) {
        return new ConversationException("turn " + index + " " + what.formatted(parts));
    }
}
