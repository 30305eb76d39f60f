package dev.baltoro.text.openai;

import dev.baltoro.text.chat.Message;
import dev.baltoro.text.chat.ToolCall;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import tools.jackson.databind.JsonNode;

/// Reads the turns of a conversation.
public final class MessageReader {
    private static final String ROLES = "system, developer, user, assistant or tool";

    private static final Set<String> FIELDS =
            Set.of(
                    "role",
                    "content",
                    "name",
                    "tool_calls",
                    "tool_call_id",
                    "refusal",
                    "function_call",
                    "partial",
                    "prefix");
    private static final Set<String> PART_FIELDS = Set.of("type", "text", "refusal");

    private MessageReader() {}

    /// {@return the turns in a body's `messages`, one at least}
    ///
    /// @throws FieldException that names the first field that is wrong
    public static List<Message> messages(Fields body, CodecLimits limits) {
        if (!body.has("messages")) {
            throw body.missing("messages", "a list of messages");
        }
        List<Message> messages =
                body.objects("messages", limits.messages()).stream()
                        .map(fields -> message(fields, limits))
                        .toList();
        if (messages.isEmpty()) {
            throw body.wrong("messages", "a list with at least one message");
        }
        return messages;
    }

    private static Message message(Fields fields, CodecLimits limits) {
        Dialects.requireKnown(fields, FIELDS);
        String role = fields.requiredString("role");
        Optional<String> name = fields.string("name").filter(given -> !given.isEmpty());
        return switch (role) {
            // Newer clients call the deployer's instructions the developer's; K2 has one word.
            case "system", "developer" ->
                    new Message.System(name.orElse("system"), requiredContent(fields, limits));
            case "user" -> new Message.User(name.orElse("user"), requiredContent(fields, limits));
            case "assistant" -> assistant(fields, name.orElse("assistant"), limits);
            case "tool" ->
                    new Message.ToolResult(
                            name.orElse("tool"),
                            fields.requiredString("tool_call_id"),
                            requiredContent(fields, limits));
            case "function" ->
                    throw Fields.refused(
                            fields.name("role"),
                            fields.name("role")
                                    + " is function, the older form; use tool with tool_call_id");
            default -> throw fields.wrong("role", ROLES);
        };
    }

    private static Message assistant(Fields fields, String name, CodecLimits limits) {
        if (fields.has("function_call")) {
            throw Fields.refused(
                    fields.name("function_call"),
                    fields.name("function_call") + " is the older form; use tool_calls");
        }
        List<ToolCall> calls = calls(fields, limits);
        Optional<String> said =
                content(fields, limits)
                        .or(() -> fields.string("refusal")); // an answer of another model
        if (said.isEmpty() && calls.isEmpty()) {
            throw fields.missing("content", "a string, or tool_calls");
        }
        return new Message.Assistant(name, said.orElse(""), calls);
    }

    /// {@return `tool_calls` of an assistant's turn; none if it is absent}
    static List<ToolCall> calls(Fields fields, CodecLimits limits) {
        return fields.objects("tool_calls", limits.tools()).stream()
                .map(MessageReader::call)
                .toList();
    }

    private static ToolCall call(Fields fields) {
        requireFunction(fields);
        Fields function =
                fields.object("function")
                        .orElseThrow(() -> fields.missing("function", "an object"));
        return new ToolCall(
                fields.requiredString("id"),
                function.requiredString("name"),
                function.requiredString("arguments"));
    }

    /// Refuses tools and calls that are not functions.
    static void requireFunction(Fields fields) {
        if (!fields.requiredString("type").equals("function")) {
            throw fields.wrong("type", "\"function\", the only kind here");
        }
    }

    private static String requiredContent(Fields fields, CodecLimits limits) {
        return content(fields, limits)
                .orElseThrow(() -> fields.missing("content", "a string or a list of text parts"));
    }

    private static Optional<String> content(Fields fields, CodecLimits limits) {
        if (!fields.has("content")) {
            return Optional.empty();
        }
        JsonNode content = fields.get("content");
        if (content.isString()) {
            return Optional.of(content.stringValue());
        }
        if (!content.isArray()) {
            throw fields.wrong("content", "a string or a list of text parts");
        }
        List<String> texts = new ArrayList<>();
        for (Fields part : fields.objects("content", limits.parts())) {
            texts.add(
                    switch (part.requiredString("type")) {
                        case "text" -> part.requiredString("text");
                        case "refusal" -> part.requiredString("refusal");
                        default -> throw part.wrong("type", "\"text\": this model only reads text");
                    });
            Dialects.requireKnown(part, PART_FIELDS);
        }
        return Optional.of(String.join("", texts));
    }
}
