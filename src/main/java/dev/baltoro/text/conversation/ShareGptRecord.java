package dev.baltoro.text.conversation;

import dev.baltoro.text.openai.Fields;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

/// A record of ShareGPT's form, as the body of a request: turns `{"from", "value"}`, in which
/// `function_call` is an assistant's turn of calls without text and `observation` the result of the
/// call before it.
final class ShareGptRecord {
    /// The key of the turns.
    static final String TURNS = "conversations";

    private static final String SPEAKERS = "system, human, gpt, function_call, observation or tool";

    private final ArrayNode messages = JsonMapper.shared().createArrayNode();

    /// Ids of calls that have no result yet, in the order of the calls.
    private final Deque<String> waiting = new ArrayDeque<>();

    private int calls;

    private ShareGptRecord() {}

    static ObjectNode body(JsonNode record) {
        Fields fields = Fields.body(record);
        if (fields.has("messages")) {
            throw new ConversationException(
                    "there are both messages and conversations; leave one out");
        }
        List<Fields> turns = turns(fields);
        if (!turns.isEmpty() && turns.getFirst().has("role")) { // OpenAI's turns under this key
            return OpenAiRecord.body(fields, TURNS);
        }
        ShareGptRecord reading = new ShareGptRecord();
        reading.system(fields, turns);
        turns.forEach(reading::turn);
        ObjectNode openAi = JsonMapper.shared().createObjectNode();
        openAi.set(TURNS, reading.messages);
        for (String key : List.of("tools", "functions")) {
            if (fields.has(key)) {
                openAi.set(key, fields.get(key));
            }
        }
        return OpenAiRecord.body(Fields.body(openAi), TURNS);
    }

    private static List<Fields> turns(Fields record) {
        JsonNode turns = RecordJson.value(record, TURNS);
        if (!turns.isArray()) {
            throw record.wrong(TURNS, "a list of turns");
        }
        List<Fields> list = new ArrayList<>();
        for (JsonNode turn : turns) {
            list.add(Fields.of("%s[%d]".formatted(TURNS, list.size()), turn));
        }
        return list;
    }

    /// Some sets have the system turn beside the others.
    private void system(Fields record, List<Fields> turns) {
        String text = record.string("system").orElse("");
        if (text.isEmpty()) {
            return;
        }
        if (!turns.isEmpty() && turns.getFirst().string("from").orElse("").equals("system")) {
            throw new ConversationException(
                    "there is both a system key and a system turn; leave one out");
        }
        messages.addObject().put("role", "system").put("content", text);
    }

    private void turn(Fields turn) {
        switch (turn.requiredString("from")) {
            case "system" -> say("system", turn);
            case "human", "user" -> say("user", turn);
            case "gpt", "assistant" -> weighed(say("assistant", turn), turn);
            case "function_call" -> call(turn);
            case "observation", "tool" -> observe(turn);
            default -> throw turn.wrong("from", SPEAKERS + " (the turn's role)");
        }
    }

    private ObjectNode say(String role, Fields turn) {
        if (!turn.has("value")) {
            throw turn.missing("value", "the turn's text");
        }
        return messages.addObject().put("role", role).set("content", turn.get("value"));
    }

    private void call(Fields turn) {
        if (!turn.has("value")) {
            throw turn.missing("value", "the function_call as JSON");
        }
        JsonNode value = turn.get("value");
        JsonNode given =
                value.isString()
                        ? RecordJson.parse(
                                value.stringValue(), "the function_call in " + turn.name("value"))
                        : value;
        ObjectNode message = messages.addObject().put("role", "assistant");
        weighed(message, turn);
        ArrayNode list = message.putArray("tool_calls");
        waiting.clear();
        for (JsonNode call : given.isArray() ? given.values() : List.of(given)) {
            Fields function = Fields.of(turn.name("value"), call);
            String id = "call " + calls++;
            waiting.add(id);
            list.addObject().put("id", id).set("function", OpenAiRecord.function(function));
        }
    }

    private void observe(Fields turn) {
        if (waiting.isEmpty()) {
            throw Fields.refused(
                    turn.name("from"),
                    "%s is a result, but no call before it waits for one"
                            .formatted(turn.name("from")));
        }
        say("tool", turn).put("tool_call_id", waiting.remove());
    }

    private static void weighed(ObjectNode message, Fields turn) {
        if (turn.has(OpenAiRecord.WEIGHT)) {
            message.set(OpenAiRecord.WEIGHT, turn.get(OpenAiRecord.WEIGHT));
        }
    }
}
