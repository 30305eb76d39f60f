package dev.baltoro.text.conversation;

import dev.baltoro.text.openai.Fields;
import java.util.List;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

/// A record of OpenAI's form, as the body of a request.
final class OpenAiRecord {
    /// A turn's part of the loss: 0 or 1.
    static final String WEIGHT = "weight";

    private static final String MESSAGES = "messages";

    /// Read as they stand.
    private static final List<String> KEPT =
            List.of("role", "name", "refusal", "function_call", "tool_call_id", WEIGHT);

    private static final List<String> PART_KEPT = List.of("type", "text", "refusal");

    private OpenAiRecord() {}

    static ObjectNode body(JsonNode record) {
        Fields fields = Fields.body(record);
        if (!fields.has(MESSAGES)) {
            throw new ConversationException(
                    "there are neither messages (OpenAI's form) nor conversations (ShareGPT's)");
        }
        return body(fields, MESSAGES);
    }

    /// {@return the body of a record whose turns stand under `key`}
    static ObjectNode body(Fields record, String key) {
        if (record.has("functions")) { // dropped, calls would come from nowhere
            throw Fields.refused("functions", "functions is the older form; use tools");
        }
        ObjectNode body = JsonMapper.shared().createObjectNode();
        body.set(MESSAGES, messages(record, key));
        tools(record, body);
        return body;
    }

    private static ArrayNode messages(Fields record, String key) {
        JsonNode turns = RecordJson.value(record, key);
        if (!turns.isArray()) {
            throw record.wrong(key, "a list of turns");
        }
        ArrayNode messages = JsonMapper.shared().createArrayNode();
        for (JsonNode turn : turns) {
            messages.add(message(Fields.of("%s[%d]".formatted(key, messages.size()), turn)));
        }
        MissingIds.fill(messages);
        return messages;
    }

    private static ObjectNode message(Fields turn) {
        ObjectNode message = JsonMapper.shared().createObjectNode();
        KEPT.stream().filter(turn::has).forEach(key -> message.set(key, turn.get(key)));
        if (turn.has("content")) {
            message.set("content", content(turn, message.path("role").asString("")));
        }
        if (turn.has("tool_calls")) {
            ArrayNode calls = calls(turn);
            if (!calls.isEmpty() && !message.path("role").asString("").equals("assistant")) {
                throw Fields.refused(
                        turn.name("tool_calls"),
                        turn.name("tool_calls") + " belong to turns of the assistant");
            }
            message.set("tool_calls", calls);
        }
        return message;
    }

    /// {@return text, parts of text, or the JSON of what a tool gave back}
    private static JsonNode content(Fields turn, String role) {
        JsonNode content = turn.get("content");
        boolean parts =
                content.isArray() && content.valueStream().allMatch(part -> part.has("type"));
        if (parts) {
            ArrayNode kept = JsonMapper.shared().createArrayNode();
            content.forEach(part -> kept.add(part(part)));
            return kept;
        }
        return role.equals("tool") && !content.isString()
                ? JsonMapper.shared().getNodeFactory().stringNode(RecordJson.dumps(content))
                : content;
    }

    private static ObjectNode part(JsonNode part) {
        ObjectNode kept = JsonMapper.shared().createObjectNode();
        PART_KEPT.stream().filter(part::hasNonNull).forEach(key -> kept.set(key, part.get(key)));
        return kept;
    }

    private static ArrayNode calls(Fields turn) {
        JsonNode given = RecordJson.value(turn, "tool_calls");
        if (!given.isArray()) {
            throw turn.wrong("tool_calls", "a list of calls");
        }
        ArrayNode calls = JsonMapper.shared().createArrayNode();
        for (JsonNode call : given) {
            String place = "%s[%d]".formatted(turn.name("tool_calls"), calls.size());
            calls.add(call(Fields.of(place, call)));
        }
        return calls;
    }

    private static ObjectNode call(Fields given) {
        ObjectNode call = JsonMapper.shared().createObjectNode();
        if (given.has("id")) {
            call.set("id", given.get("id"));
        }
        call.set("type", given.has("type") ? given.get("type") : text("function"));
        Fields function = given.object("function").orElse(given);
        call.set("function", function(function));
        return call;
    }

    /// {@return name and arguments of a call, these as a text}
    static ObjectNode function(Fields given) {
        ObjectNode function = JsonMapper.shared().createObjectNode();
        if (given.has("name")) {
            function.set("name", given.get("name"));
        }
        if (given.has("arguments")) {
            JsonNode arguments = given.get("arguments");
            function.set(
                    "arguments",
                    arguments.isObject() ? text(RecordJson.dumps(arguments)) : arguments);
        }
        return function;
    }

    private static JsonNode text(String text) {
        return JsonMapper.shared().getNodeFactory().stringNode(text);
    }

    /// Puts a record's tools into a body. Bare functions get `{"type":"function","function":...}`
    /// around them.
    private static void tools(Fields record, ObjectNode body) {
        JsonNode given = RecordJson.value(record, "tools");
        boolean none = given.isMissingNode() || given.isNull() || given.isString(); // a blank one
        if (none) {
            return;
        }
        if (!given.isArray()) {
            throw record.wrong("tools", "a list of tools");
        }
        ArrayNode tools = body.putArray("tools");
        for (JsonNode element : given) {
            String place = "tools[%d]".formatted(tools.size());
            JsonNode tool =
                    element.isString() ? RecordJson.parse(element.stringValue(), place) : element;
            boolean bare = tool.isObject() && !tool.hasNonNull("function") && tool.has("name");
            if (bare) {
                tools.addObject().put("type", "function").set("function", tool);
            } else {
                tools.add(tool);
            }
        }
    }
}
