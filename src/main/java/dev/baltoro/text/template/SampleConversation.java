package dev.baltoro.text.template;

import dev.baltoro.text.chat.CallNumbers;
import dev.baltoro.text.chat.ChatTemplate;
import dev.baltoro.text.chat.Message;
import dev.baltoro.text.chat.ToolCallIds;
import dev.baltoro.text.chat.ToolDeclaration;
import dev.baltoro.text.openai.CodecLimits;
import dev.baltoro.text.openai.Fields;
import dev.baltoro.text.openai.MessageReader;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ObjectNode;

/// A conversation that a template and the codec are held against each other with.
///
/// @param name what it shows
/// @param messages as in the body of OpenAI's requests
/// @param tools likewise
/// @param generationPrompt whether an answer's head stands at the end
record SampleConversation(
        String name, JsonNode messages, JsonNode tools, boolean generationPrompt) {
    private static final String RESOURCE = "samples.json";

    /// {@return all of them: tools, several calls, results, names, parts, other alphabets, what
    /// looks like a special token}
    static List<SampleConversation> all() {
        JsonNode list;
        try (InputStream in =
                Objects.requireNonNull(
                        SampleConversation.class.getResourceAsStream(RESOURCE), RESOURCE)) {
            list = JsonMapper.shared().readTree(in.readAllBytes());
        } catch (IOException unreadable) {
            throw new UncheckedIOException(unreadable);
        }
        List<SampleConversation> all = new ArrayList<>();
        for (JsonNode sample : list) {
            all.add(
                    new SampleConversation(
                            sample.path("name").asString(),
                            sample.path("messages"),
                            sample.path("tools"),
                            sample.path("add_generation_prompt").asBoolean(false)));
        }
        return List.copyOf(all);
    }

    /// {@return the conversation as the folder's template makes it}
    ///
    /// @param numbers as the template counts calls
    /// @throws TemplateException if it cannot be rendered
    String rendered(JinjaTemplate template, CallNumbers numbers) {
        return rendered(template, numbered(numbers));
    }

    /// {@return the same with ids as the sample has them}
    String renderedAsGiven(JinjaTemplate template) {
        return rendered(template, messages);
    }

    private String rendered(JinjaTemplate template, JsonNode bodies) {
        List<JsonNode> sorted = new ArrayList<>();
        for (ToolDeclaration tool : declarations()) {
            sorted.add(JsonMapper.shared().readTree(tool.json()));
        }
        JsonNode list = JsonMapper.shared().createArrayNode().addAll(sorted);
        return template.render(bodies, list, generationPrompt);
    }

    /// The same bodies with the ids that a client would have got, were calls counted so.
    private JsonNode numbered(CallNumbers numbers) {
        List<Message> counted = ToolCallIds.renumber(read(), numbers);
        JsonNode bodies = messages.deepCopy();
        for (int i = 0; i < counted.size(); i++) {
            ObjectNode body = (ObjectNode) bodies.get(i);
            switch (counted.get(i)) {
                case Message.Assistant answer -> {
                    for (int call = 0; call < answer.toolCalls().size(); call++) {
                        ObjectNode given = (ObjectNode) body.path("tool_calls").get(call);
                        given.put("id", answer.toolCalls().get(call).id());
                    }
                }
                case Message.ToolResult result -> body.put("tool_call_id", result.toolCallId());
                case Message.User _, Message.System _ -> {}
            }
        }
        return bodies;
    }

    private List<Message> read() {
        return MessageReader.messages(
                Fields.body(JsonMapper.shared().createObjectNode().set("messages", messages)),
                CodecLimits.OPENAI);
    }

    /// {@return the conversation as the codec makes it}
    String encoded(ChatTemplate codec) {
        return codec.render(
                ToolCallIds.renumber(read(), codec.callNumbers()),
                declarations(),
                generationPrompt);
    }

    private List<ToolDeclaration> declarations() {
        List<ToolDeclaration> declared = new ArrayList<>();
        tools.forEach(tool -> declared.add(ToolDeclaration.parse(tool.toString())));
        return declared;
    }
}
