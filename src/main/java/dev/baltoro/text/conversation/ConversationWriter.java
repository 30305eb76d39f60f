package dev.baltoro.text.conversation;

import dev.baltoro.text.chat.Message;
import dev.baltoro.text.chat.ToolCall;
import dev.baltoro.text.chat.ToolDeclaration;
import dev.baltoro.text.openai.MessageWriter;
import java.util.List;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

/// Writes conversations as records that [ConversationReader] reads.
public final class ConversationWriter {
    private ConversationWriter() {}

    /// {@return a record of OpenAI's form}
    public static ObjectNode openAi(
            String id, List<Message> messages, List<ToolDeclaration> tools) {
        ObjectNode record = JsonMapper.shared().createObjectNode().put("id", id);
        record.set("messages", MessageWriter.messages(messages));
        if (!tools.isEmpty()) {
            record.set("tools", declared(tools));
        }
        return record;
    }

    /// {@return a record of ShareGPT's form: `function_call` turns with one call or a list of them,
    /// `observation` turns with their results in order}
    ///
    /// That form has no turn with text and calls: such a turn becomes two, and its calls no ids.
    public static ObjectNode shareGpt(
            String id, List<Message> messages, List<ToolDeclaration> tools) {
        ObjectNode record = JsonMapper.shared().createObjectNode().put("id", id);
        ArrayNode turns = JsonMapper.shared().createArrayNode();
        for (Message message : messages) {
            switch (message) {
                case Message.System system -> {
                    if (turns.isEmpty() && !record.has("system")) {
                        record.put("system", system.content());
                    } else {
                        turn(turns, "system", system.content());
                    }
                }
                case Message.User user -> turn(turns, "human", user.content());
                case Message.ToolResult result -> turn(turns, "observation", result.content());
                case Message.Assistant answer -> {
                    if (!answer.content().isEmpty() || answer.toolCalls().isEmpty()) {
                        turn(turns, "gpt", answer.content());
                    }
                    if (!answer.toolCalls().isEmpty()) {
                        turn(turns, "function_call", calls(answer.toolCalls()).toString());
                    }
                }
            }
        }
        record.set("conversations", turns);
        if (!tools.isEmpty()) {
            record.put("tools", declared(tools).toString());
        }
        return record;
    }

    private static void turn(ArrayNode turns, String from, String value) {
        turns.addObject().put("from", from).put("value", value);
    }

    private static JsonNode calls(List<ToolCall> calls) {
        ArrayNode list = JsonMapper.shared().createArrayNode();
        for (ToolCall call : calls) {
            list.addObject()
                    .put("name", call.name())
                    .set("arguments", RecordJson.parse(call.argumentsJson(), "the arguments"));
        }
        return list.size() == 1 ? list.get(0) : list;
    }

    private static ArrayNode declared(List<ToolDeclaration> tools) {
        ArrayNode list = JsonMapper.shared().createArrayNode();
        tools.forEach(tool -> list.add(JsonMapper.shared().readTree(tool.json())));
        return list;
    }
}
