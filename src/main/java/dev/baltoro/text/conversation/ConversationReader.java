package dev.baltoro.text.conversation;

import dev.baltoro.text.chat.Message;
import dev.baltoro.text.chat.ToolDeclaration;
import dev.baltoro.text.openai.CodecLimits;
import dev.baltoro.text.openai.FieldException;
import dev.baltoro.text.openai.Fields;
import dev.baltoro.text.openai.MessageReader;
import dev.baltoro.text.openai.ToolReader;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

/// Reads a record of OpenAI's or of ShareGPT's form.
///
/// A record is first brought into the form that requests have, which [MessageReader] and
/// [ToolReader] then read: texts of JSON are parsed, objects become the text that the template
/// writes of them, what is null counts as absent, and keys that mean nothing here are left out.
public final class ConversationReader {
    private ConversationReader() {}

    /// {@return the conversation of a record}
    ///
    /// @param json the record, such as a line of a JSONL file
    /// @throws ConversationException if it is malformed, or nothing in it could be trained on
    public static Conversation read(String json) {
        JsonNode record = RecordJson.object(json);
        try {
            ObjectNode body =
                    record.hasNonNull(ShareGptRecord.TURNS)
                            ? ShareGptRecord.body(record)
                            : OpenAiRecord.body(record);
            RecordJson.requireText(body);
            Set<Integer> unlearned = takeWeights(body);
            List<Message> messages = MessageReader.messages(Fields.body(body), CodecLimits.OPENAI);
            List<ToolDeclaration> tools = ToolReader.tools(Fields.body(body), CodecLimits.OPENAI);
            Conversation conversation = new Conversation(messages, tools, unlearned);
            ConversationCheck.require(conversation);
            return conversation;
        } catch (FieldException e) {
            throw new ConversationException(String.valueOf(e.getMessage()), e);
        }
    }

    /// Takes the weights out of the turns, of which requests know nothing.
    ///
    /// @return the assistant's turns with a weight of 0; what other turns have means nothing, since
    ///   they carry no loss
    private static Set<Integer> takeWeights(ObjectNode body) {
        Set<Integer> unlearned = new HashSet<>();
        JsonNode messages = body.path("messages");
        for (int i = 0; i < messages.size(); i++) {
            ObjectNode message = (ObjectNode) messages.get(i);
            Fields fields = Fields.of("messages[%d]".formatted(i), message);
            boolean assistant = message.path("role").asString("").equals("assistant");
            if (assistant && weight(fields) == 0) {
                unlearned.add(i);
            }
            message.remove(OpenAiRecord.WEIGHT);
        }
        return unlearned;
    }

    private static double weight(Fields message) {
        double weight = message.number(OpenAiRecord.WEIGHT, 0, 1).orElse(1);
        if (weight != 0 && weight != 1) {
            throw message.wrong(OpenAiRecord.WEIGHT, "0 (no loss on this turn) or 1");
        }
        return weight;
    }
}
