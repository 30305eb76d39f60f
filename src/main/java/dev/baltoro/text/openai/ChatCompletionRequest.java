package dev.baltoro.text.openai;

import dev.baltoro.text.chat.ChatRequest;
import dev.baltoro.text.chat.DecodingOptions;
import java.util.OptionalInt;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ObjectNode;

/// The body of `POST /v1/chat/completions`.
///
/// @param model what the client calls the model
/// @param choices answers wanted
public record ChatCompletionRequest(
        String model, ChatRequest chat, int choices, Streaming streaming) {
    private static final Set<String> FIELDS =
            Stream.of(
                            FormatReader.FIELDS,
                            DecodingReader.FIELDS,
                            Continuation.FIELDS,
                            Streaming.FIELDS,
                            Set.of(
                                    "model",
                                    "messages",
                                    "tools",
                                    "tool_choice",
                                    "parallel_tool_calls",
                                    "max_tokens",
                                    "max_completion_tokens",
                                    "logprobs",
                                    "top_logprobs",
                                    "n"))
                    .flatMap(Set::stream)
                    .collect(Collectors.toUnmodifiableSet());

    /// {@return what a body asks for}
    ///
    /// @param json an object
    /// @throws FieldException that names the first field that is wrong
    public static ChatCompletionRequest read(JsonNode json, CodecLimits limits) {
        Fields body = Fields.body(json);
        Dialects.requireKnown(body, FIELDS);
        String model = body.requiredString("model");
        ChatRequest chat =
                new ChatRequest(
                        MessageReader.messages(body, limits),
                        ToolReader.toolUse(body, limits),
                        FormatReader.format(body, limits),
                        DecodingReader.decoding(
                                body, limits, maxTokens(body, limits), alternatives(body)),
                        Continuation.wanted(body, limits));
        return new ChatCompletionRequest(
                model,
                chat,
                body.integer("n", 1, limits.choices()).orElse(1),
                Streaming.read(body));
    }

    private static OptionalInt maxTokens(Fields body, CodecLimits limits) {
        OptionalInt old = body.integer("max_tokens", 1, limits.tokens());
        OptionalInt given = body.integer("max_completion_tokens", 1, limits.tokens());
        return given.isPresent() ? given : old;
    }

    private static OptionalInt alternatives(Fields body) {
        OptionalInt count = body.integer("top_logprobs", 0, DecodingOptions.ALTERNATIVES_MAX);
        boolean wanted = body.flag("logprobs", false);
        if (count.isPresent() && !wanted) {
            throw Fields.refused(
                    "top_logprobs", "top_logprobs needs logprobs; set logprobs to true");
        }
        return wanted ? OptionalInt.of(count.orElse(0)) : OptionalInt.empty();
    }

    /// {@return the body, without what it leaves open}
    public ObjectNode json() {
        ObjectNode body = JsonMapper.shared().createObjectNode().put("model", model);
        body.set("messages", MessageWriter.messages(chat.messages()));
        if (chat.continued()) {
            Continuation.mark(body);
        }
        ToolWriter.put(body, chat.tools());
        FormatWriter.put(body, chat.format());
        DecodingWriter.put(body, chat.decoding());
        if (choices > 1) {
            body.put("n", choices);
        }
        streaming.put(body);
        return body;
    }
}
