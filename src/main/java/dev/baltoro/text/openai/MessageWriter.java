package dev.baltoro.text.openai;

import dev.baltoro.text.chat.Message;
import dev.baltoro.text.chat.ToolCall;
import java.util.List;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

/// Writes the turns of a conversation.
public final class MessageWriter {
    private MessageWriter() {}

    /// {@return a list as in a body's `messages`}
    public static ArrayNode messages(List<Message> messages) {
        ArrayNode list = JsonMapper.shared().createArrayNode();
        messages.forEach(message -> list.add(message(message)));
        return list;
    }

    private static ObjectNode message(Message message) {
        return switch (message) {
            case Message.System system -> turn("system", system);
            case Message.User user -> turn("user", user);
            case Message.Assistant answer -> named(answer(answer), "assistant", answer);
            case Message.ToolResult result ->
                    turn("tool", result).put("tool_call_id", result.toolCallId());
        };
    }

    private static ObjectNode turn(String role, Message message) {
        ObjectNode turn = JsonMapper.shared().createObjectNode().put("role", role);
        return named(turn.put("content", message.content()), role, message);
    }

    /// A turn that is named for its role needs no name.
    private static ObjectNode named(ObjectNode turn, String role, Message message) {
        return message.name().equals(role) ? turn : turn.put("name", message.name());
    }

    /// {@return an assistant's turn without its name: an answer's `message`}
    static ObjectNode answer(Message.Assistant answer) {
        ObjectNode message = JsonMapper.shared().createObjectNode().put("role", "assistant");
        if (answer.content().isEmpty() && !answer.toolCalls().isEmpty()) {
            message.putNull("content");
        } else {
            message.put("content", answer.content());
        }
        if (!answer.toolCalls().isEmpty()) {
            ArrayNode calls = message.putArray("tool_calls");
            for (ToolCall call : answer.toolCalls()) {
                calls.addObject()
                        .put("id", call.id())
                        .put("type", "function")
                        .putObject("function")
                        .put("name", call.name())
                        .put("arguments", call.argumentsJson());
            }
        }
        return message;
    }
}
