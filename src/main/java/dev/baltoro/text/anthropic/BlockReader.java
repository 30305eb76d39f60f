package dev.baltoro.text.anthropic;

import dev.baltoro.text.chat.Message;
import dev.baltoro.text.chat.ToolCall;
import dev.baltoro.text.openai.CodecLimits;
import dev.baltoro.text.openai.Dialects;
import dev.baltoro.text.openai.Fields;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import tools.jackson.databind.JsonNode;

/// Reads `system` and `messages`, whose contents are texts or lists of blocks.
///
/// Results of tools are blocks of a user's message on the wire and turns of their own for the
/// model.
final class BlockReader {
    private static final String CONTENT = "a string or a list of blocks";

    /// K2 has no mark for a result that is an error, so its text says so.
    private static final String ERROR = "Error: ";

    private final CodecLimits limits;
    private final List<Message> messages = new ArrayList<>();

    private BlockReader(CodecLimits limits) {
        this.limits = limits;
    }

    /// {@return the turns of a body, one besides the system's at least}
    ///
    /// @throws dev.baltoro.text.openai.FieldException that names the first field that is wrong
    static List<Message> messages(Fields body, CodecLimits limits) {
        BlockReader reader = new BlockReader(limits);
        if (body.has("system")) {
            String system = reader.texts(body, "system");
            if (!system.isEmpty()) {
                reader.messages.add(new Message.System(system));
            }
        }
        if (!body.has("messages")) {
            throw body.missing("messages", "a list of messages");
        }
        List<Fields> given = body.objects("messages", limits.messages());
        if (given.isEmpty()) {
            throw body.wrong("messages", "a list with at least one message");
        }
        given.forEach(reader::message);
        Fields last = given.getLast();
        if (reader.messages.getLast() instanceof Message.Assistant turn
                && !turn.toolCalls().isEmpty()) {
            throw last.wrong(
                    "content", "a message with the tool_result of each tool_use behind it");
        }
        return List.copyOf(reader.messages);
    }

    private void message(Fields message) {
        Dialects.requireKnown(message, Set.of("role", "content"));
        String role = message.requiredString("role");
        if (!message.has("content")) {
            throw message.missing("content", CONTENT);
        }
        switch (role) {
            case "user" -> user(message);
            case "assistant" -> assistant(message);
            default ->
                    throw message.wrong(
                            "role", "user or assistant; instructions belong into system");
        }
    }

    private List<Fields> blocks(Fields fields, String key) {
        if (!fields.get(key).isArray()) {
            throw fields.wrong(key, CONTENT);
        }
        return fields.objects(key, limits.parts());
    }

    private void user(Fields message) {
        if (message.get("content").isString()) {
            messages.add(new Message.User(message.requiredString("content")));
            return;
        }
        List<Fields> blocks = blocks(message, "content");
        StringBuilder said = new StringBuilder();
        boolean says = blocks.isEmpty();
        for (Fields block : blocks) {
            switch (block.requiredString("type")) {
                case "text" -> {
                    said.append(text(block));
                    says = true;
                }
                case "tool_result" -> {
                    if (says) {
                        messages.add(new Message.User(said.toString()));
                        said.setLength(0);
                        says = false;
                    }
                    messages.add(result(block));
                }
                default ->
                        throw block.wrong(
                                "type", "text or tool_result: this model only reads text");
            }
        }
        if (says) {
            messages.add(new Message.User(said.toString()));
        }
    }

    private Message result(Fields block) {
        Dialects.requireKnown(block, Set.of("type", "tool_use_id", "content", "is_error"));
        String content = block.has("content") ? texts(block, "content") : "";
        return new Message.ToolResult(
                block.requiredString("tool_use_id"),
                block.flag("is_error", false) ? ERROR + content : content);
    }

    private void assistant(Fields message) {
        if (message.get("content").isString()) {
            messages.add(new Message.Assistant(message.requiredString("content")));
            return;
        }
        StringBuilder said = new StringBuilder();
        List<ToolCall> calls = new ArrayList<>();
        for (Fields block : blocks(message, "content")) {
            switch (block.requiredString("type")) {
                case "text" -> said.append(text(block));
                case "tool_use" -> calls.add(call(block));
                default ->
                        throw block.wrong("type", "text or tool_use: this model only writes these");
            }
        }
        messages.add(new Message.Assistant(said.toString(), calls));
    }

    private static ToolCall call(Fields block) {
        Dialects.requireKnown(block, Set.of("type", "id", "name", "input", "caller"));
        Fields input = block.object("input").orElseThrow(() -> block.missing("input", "an object"));
        return new ToolCall(
                block.requiredString("id"), block.requiredString("name"), input.node().toString());
    }

    private static String text(Fields block) {
        Dialects.requireKnown(block, Set.of("type", "text", "citations"));
        return block.requiredString("text");
    }

    /// {@return a text, or the texts of blocks one behind the other}
    private String texts(Fields fields, String key) {
        JsonNode content = fields.get(key);
        if (content.isString()) {
            return content.stringValue();
        }
        StringBuilder text = new StringBuilder();
        for (Fields block : blocks(fields, key)) {
            if (!block.requiredString("type").equals("text")) {
                throw block.wrong("type", "text: this model only reads text");
            }
            text.append(text(block));
        }
        return text.toString();
    }
}
