package dev.baltoro.agent.request;

import dev.baltoro.text.chat.Message;
import dev.baltoro.text.chat.ToolCall;
import dev.baltoro.text.openai.Fields;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

/// Earlier turns in a request's context.
///
/// In the file, calls have no ids, and a result names its tool. In memory, calls have K2's ids, and
/// a result has the id of the first call of its tool that waits for one. Speakers' names are not
/// part of the form.
final class TurnsJson {
    private static final String CALLS = "calls";
    private static final String CONTENT = "content";
    private static final int CALLS_MAX = 1000;

    private TurnsJson() {}

    static List<Message> read(List<Fields> turns) {
        List<Message> messages = new ArrayList<>();
        List<ToolCall> waiting = new ArrayList<>();
        int calls = 0;
        for (Fields turn : turns) {
            switch (turn.requiredString("role")) {
                case "system" -> messages.add(new Message.System(turn.requiredString(CONTENT)));
                case "user" -> messages.add(new Message.User(turn.requiredString(CONTENT)));
                case "assistant" -> {
                    List<ToolCall> made = new ArrayList<>();
                    for (Fields call : turn.objects(CALLS, CALLS_MAX)) {
                        WantedCall wanted = ToolRequestReader.call(call);
                        made.add(
                                ToolCall.of(wanted.name(), calls++, wanted.arguments().toString()));
                    }
                    if (made.isEmpty() && !turn.has(CONTENT)) {
                        throw turn.missing(CONTENT, "a text, or calls");
                    }
                    waiting.addAll(made);
                    messages.add(new Message.Assistant(turn.string(CONTENT).orElse(""), made));
                }
                case "tool" -> messages.add(result(turn, waiting));
                default -> throw turn.wrong("role", "user, assistant or tool");
            }
        }
        return messages;
    }

    private static Message result(Fields turn, List<ToolCall> waiting) {
        String name = turn.requiredString("name");
        Iterator<ToolCall> calls = waiting.iterator();
        while (calls.hasNext()) {
            ToolCall call = calls.next();
            if (call.name().equals(name)) {
                calls.remove();
                return new Message.ToolResult(call.id(), turn.requiredString(CONTENT));
            }
        }
        throw turn.wrong("name", "the name of a tool that was called before and has no result yet");
    }

    static ArrayNode write(List<Message> messages) {
        ArrayNode turns = JsonMapper.shared().createArrayNode();
        Map<String, String> names = new HashMap<>();
        for (Message message : messages) {
            ObjectNode turn = turns.addObject();
            switch (message) {
                case Message.System system ->
                        turn.put("role", "system").put(CONTENT, system.content());
                case Message.User user -> turn.put("role", "user").put(CONTENT, user.content());
                case Message.Assistant assistant -> {
                    turn.put("role", "assistant");
                    if (!assistant.content().isEmpty() || assistant.toolCalls().isEmpty()) {
                        turn.put(CONTENT, assistant.content());
                    }
                    if (!assistant.toolCalls().isEmpty()) {
                        ArrayNode calls = turn.putArray(CALLS);
                        for (ToolCall call : assistant.toolCalls()) {
                            names.put(call.id(), call.name());
                            calls.addObject()
                                    .put("name", call.name())
                                    .set("arguments", arguments(call));
                        }
                    }
                }
                case Message.ToolResult result -> {
                    String name = names.get(result.toolCallId());
                    if (name == null) {
                        throw new IllegalArgumentException(
                                "a result is of %s, which was not called"
                                        .formatted(result.toolCallId()));
                    }
                    turn.put("role", "tool").put("name", name).put(CONTENT, result.content());
                }
            }
        }
        return turns;
    }

    private static JsonNode arguments(ToolCall call) {
        try {
            return JsonMapper.shared().readTree(call.argumentsJson());
        } catch (JacksonException e) {
            throw new IllegalArgumentException(
                    "the arguments of %s are not JSON".formatted(call.id()), e);
        }
    }
}
