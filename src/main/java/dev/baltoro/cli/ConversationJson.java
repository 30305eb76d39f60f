package dev.baltoro.cli;

import dev.baltoro.text.chat.Message;
import dev.baltoro.text.chat.ToolCall;
import dev.baltoro.text.chat.ToolDeclaration;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

/// Conversations and tools as JSON, in the words of OpenAI's chat completions.
final class ConversationJson {
    private static final JsonMapper JSON = JsonMapper.shared();

    /// A declaration is a page at most, and OpenAI takes 128 of them.
    private static final long TOOLS_BYTES_MAX = 1_000_000;

    private static final int TOOLS_MAX = 128;

    private ConversationJson() {}

    /// {@return a body that `/v1/chat/completions` would take}
    static String write(String model, Conversation conversation, ChatOptions options) {
        ObjectNode body = JSON.createObjectNode().put("model", model);
        ArrayNode messages = body.putArray("messages");
        conversation.messages().forEach(message -> messages.add(message(message)));
        if (!conversation.tools().isEmpty()) {
            ArrayNode tools = body.putArray("tools");
            conversation.tools().forEach(tool -> tools.add(JSON.readTree(tool.json())));
        }
        options.values()
                .forEach((name, value) -> {
                    if (value instanceof Number) {
                        body.putPOJO(name, value);
                    }
                });
        return JSON.writerWithDefaultPrettyPrinter().writeValueAsString(body) + "\n";
    }

    private static ObjectNode message(Message message) {
        ObjectNode node = JSON.createObjectNode();
        return switch (message) {
            case Message.System system -> turn(node, "system", system);
            case Message.User user -> turn(node, "user", user);
            case Message.Assistant assistant -> {
                ObjectNode turn = turn(node, "assistant", assistant);
                if (!assistant.toolCalls().isEmpty()) {
                    ArrayNode calls = turn.putArray("tool_calls");
                    assistant.toolCalls().forEach(call -> call(calls.addObject(), call));
                }
                yield turn;
            }
            case Message.ToolResult result ->
                    turn(node, "tool", result)
                            .put("tool_call_id", result.toolCallId())
                            .put("name", result.name());
        };
    }

    private static ObjectNode turn(ObjectNode node, String role, Message message) {
        return node.put("role", role).put("content", message.content());
    }

    private static void call(ObjectNode node, ToolCall call) {
        node.put("id", call.id()).put("type", "function");
        node.putObject("function").put("name", call.name()).put("arguments", call.argumentsJson());
    }

    /// {@return the tools in a file with a JSON list as in a request's `tools`}
    ///
    /// @throws IOException if the file cannot be read
    /// @throws IllegalArgumentException with one line if it is something else
    static List<ToolDeclaration> readTools(Path file) throws IOException {
        if (Files.size(file) > TOOLS_BYTES_MAX) {
            throw new IllegalArgumentException(
                    "%s is larger than %,d bytes; declare fewer tools"
                            .formatted(file, TOOLS_BYTES_MAX));
        }
        JsonNode list;
        try {
            list = JSON.readTree(Files.readString(file));
        } catch (JacksonException e) {
            throw new IllegalArgumentException(
                    "%s is not JSON: %s".formatted(file, e.getOriginalMessage()), e);
        }
        if (!list.isArray() || list.size() > TOOLS_MAX) {
            throw new IllegalArgumentException(
                    "%s is no list of up to %d tools; write [{\"type\":\"function\",\"function\":{\"name\":...}}]"
                            .formatted(file, TOOLS_MAX));
        }
        List<ToolDeclaration> tools = new ArrayList<>();
        for (JsonNode tool : list) {
            try {
                tools.add(ToolDeclaration.parse(tool.toString()));
            } catch (IllegalArgumentException e) {
                throw new IllegalArgumentException(file + ": " + e.getMessage(), e);
            }
        }
        return tools;
    }
}
