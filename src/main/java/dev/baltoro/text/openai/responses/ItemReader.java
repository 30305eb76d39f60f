package dev.baltoro.text.openai.responses;

import dev.baltoro.text.chat.Message;
import dev.baltoro.text.chat.ToolCall;
import dev.baltoro.text.openai.CodecLimits;
import dev.baltoro.text.openai.Dialects;
import dev.baltoro.text.openai.Fields;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import tools.jackson.databind.JsonNode;

/// Reads the items of `input` as turns of a conversation.
///
/// What the assistant said and the calls behind it are items of their own on the wire and one turn
/// for the model.
final class ItemReader {
    private static final String CONTENT = "a string or a list of text parts";

    private final CodecLimits limits;
    private final List<Message> messages = new ArrayList<>();

    private ItemReader(CodecLimits limits) {
        this.limits = limits;
    }

    /// {@return the turns in a body's `input`, one at least}
    ///
    /// @throws dev.baltoro.text.openai.FieldException that names the first field that is wrong
    static List<Message> messages(Fields body, CodecLimits limits) {
        String key = "input";
        if (!body.has(key)) {
            throw body.missing(key, "a string or a list of items");
        }
        if (body.get(key).isString()) {
            return List.of(new Message.User(body.requiredString(key)));
        }
        if (!body.get(key).isArray() || body.get(key).isEmpty()) {
            throw body.wrong(key, "a string or a list with at least one item");
        }
        ItemReader reader = new ItemReader(limits);
        body.objects(key, limits.messages()).forEach(reader::item);
        return List.copyOf(reader.messages);
    }

    private void item(Fields item) {
        switch (item.string("type").orElse("message")) {
            case "message" -> message(item);
            case "function_call" -> call(item);
            case "function_call_output" -> {
                Dialects.requireKnown(item, Set.of("type", "call_id", "output", "status"));
                messages.add(
                        new Message.ToolResult(
                                item.requiredString("call_id"), text(item, "output")));
            }
            default ->
                    throw item.wrong(
                            "type",
                            "message, function_call or function_call_output, the items that this server has");
        }
    }

    private void message(Fields item) {
        Dialects.requireKnown(item, Set.of("type", "role", "content", "status", "phase"));
        String content = text(item, "content");
        messages.add(
                switch (item.requiredString("role")) {
                    case "system", "developer" -> new Message.System(content);
                    case "user" -> new Message.User(content);
                    case "assistant" -> new Message.Assistant(content);
                    default -> throw item.wrong("role", "system, developer, user or assistant");
                });
    }

    private void call(Fields item) {
        Dialects.requireKnown(item, Set.of("type", "call_id", "name", "arguments", "status"));
        List<ToolCall> calls = new ArrayList<>();
        String said = "";
        if (!messages.isEmpty() && messages.getLast() instanceof Message.Assistant turn) {
            messages.removeLast();
            calls.addAll(turn.toolCalls());
            said = turn.content();
        }
        calls.add(
                new ToolCall(
                        item.requiredString("call_id"),
                        item.requiredString("name"),
                        item.requiredString("arguments")));
        messages.add(new Message.Assistant(said, calls));
    }

    private String text(Fields item, String key) {
        if (!item.has(key)) {
            throw item.missing(key, CONTENT);
        }
        JsonNode content = item.get(key);
        if (content.isString()) {
            return content.stringValue();
        }
        if (!content.isArray()) {
            throw item.wrong(key, CONTENT);
        }
        StringBuilder text = new StringBuilder();
        for (Fields part : item.objects(key, limits.parts())) {
            text.append(
                    switch (part.requiredString("type")) {
                        case "input_text", "output_text", "text" -> part.requiredString("text");
                        case "refusal" -> part.requiredString("refusal");
                        default ->
                                throw part.wrong(
                                        "type",
                                        "input_text or output_text: this model only reads text");
                    });
            Dialects.requireKnown(part, Set.of("type", "text", "refusal", "logprobs"));
        }
        return text.toString();
    }
}
