package dev.baltoro.cli.chat;

import dev.baltoro.text.chat.ChatRequest;
import dev.baltoro.text.chat.Message;
import dev.baltoro.text.chat.ToolCall;
import dev.baltoro.text.chat.ToolDeclaration;
import dev.baltoro.text.chat.ToolUse;
import dev.baltoro.text.openai.ChatCompletionRequest;
import dev.baltoro.text.openai.Streaming;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Queue;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ObjectNode;

/// What has been said in a terminal, and which tool calls wait for their results. For one thread.
final class ChatTranscript {
    private Optional<String> system = Optional.empty();
    private List<ToolDeclaration> tools = List.of();
    private final List<Message> turns = new ArrayList<>();
    private final Queue<ToolCall> pending = new ArrayDeque<>();

    /// Replaces the instructions; an empty text removes them.
    void system(String text) {
        system = Optional.of(text).filter(given -> !given.isEmpty());
    }

    /// Replaces the tools.
    void tools(List<ToolDeclaration> declared) {
        tools = List.copyOf(declared);
    }

    List<ToolDeclaration> tools() {
        return tools;
    }

    /// Forgets all turns; instructions and tools stay.
    void reset() {
        turns.clear();
        pending.clear();
    }

    /// Takes the user's next line: the result that the oldest open call waits for, or else a turn.
    void take(String text) {
        ToolCall call = pending.poll();
        turns.add(
                call == null
                        ? new Message.User(text)
                        : new Message.ToolResult(call.name(), call.id(), text));
    }

    /// Takes the model's turn.
    void take(Message.Assistant answer) {
        turns.add(answer);
        pending.addAll(answer.toolCalls());
    }

    /// Forgets the user's last turn and all that followed it.
    ///
    /// @return whether there was one
    boolean undo() {
        pending.clear();
        while (!turns.isEmpty()) {
            if (turns.removeLast() instanceof Message.User) {
                return true;
            }
        }
        return false;
    }

    /// {@return the call whose result comes next}
    Optional<ToolCall> pending() {
        return Optional.ofNullable(pending.peek());
    }

    /// {@return all turns, the instructions first}
    List<Message> messages() {
        List<Message> all = new ArrayList<>();
        system.ifPresent(text -> all.add(new Message.System(text)));
        all.addAll(turns);
        return all;
    }

    ChatRequest request(ChatOptions options) {
        ChatRequest plain = ChatRequest.of(messages(), options.decoding());
        return tools.isEmpty() ? plain : plain.withTools(ToolUse.auto(tools));
    }

    /// {@return a body that `/v1/chat/completions` would take}
    String json(String model, ChatOptions options) {
        ObjectNode body =
                new ChatCompletionRequest(model, request(options), 1, Streaming.OFF).json();
        return JsonMapper.shared().writerWithDefaultPrettyPrinter().writeValueAsString(body) + "\n";
    }
}
