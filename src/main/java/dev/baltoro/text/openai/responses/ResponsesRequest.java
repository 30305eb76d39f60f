package dev.baltoro.text.openai.responses;

import dev.baltoro.text.chat.ChatRequest;
import dev.baltoro.text.chat.DecodingOptions;
import dev.baltoro.text.chat.Message;
import dev.baltoro.text.chat.ResponseFormat;
import dev.baltoro.text.openai.CodecLimits;
import dev.baltoro.text.openai.DecodingReader;
import dev.baltoro.text.openai.Dialects;
import dev.baltoro.text.openai.Fields;
import dev.baltoro.text.openai.FormatReader;
import dev.baltoro.text.openai.Streaming;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.OptionalInt;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

/// The body of `POST /v1/responses`.
///
/// @param model what the client calls the model
/// @param streaming whether the answer comes as events
/// @param echo what every answer repeats of the request
public record ResponsesRequest(
        String model, ChatRequest chat, boolean streaming, RequestEcho echo) {
    /// The one thing that can be included.
    private static final String LOGPROBS = "message.output_text.logprobs";

    private static final Set<String> FIELDS =
            Stream.of(
                            DecodingReader.FIELDS,
                            Streaming.FIELDS,
                            Set.of(
                                    "model",
                                    "input",
                                    "instructions",
                                    "tools",
                                    "tool_choice",
                                    "parallel_tool_calls",
                                    "text",
                                    "max_output_tokens",
                                    "top_logprobs",
                                    "include",
                                    "reasoning",
                                    "metadata",
                                    "background"))
                    .flatMap(Set::stream)
                    .collect(Collectors.toUnmodifiableSet());

    private static final String NOTHING_STORED =
            "nothing is stored here: send the whole conversation in input";

    /// Fields that this endpoint refuses in words of its own.
    private static final Map<String, String> REFUSED =
            Map.ofEntries(
                    Map.entry("previous_response_id", NOTHING_STORED),
                    Map.entry("conversation", NOTHING_STORED),
                    Map.entry("prompt", NOTHING_STORED),
                    Map.entry("max_tool_calls", "it belongs to built-in tools; leave it out"),
                    Map.entry("context_management", "shorten the conversation yourself"),
                    Map.entry("messages", "use input"),
                    Map.entry("system", "use instructions"),
                    Map.entry("response_format", "use text.format"),
                    Map.entry("max_tokens", "use max_output_tokens"),
                    Map.entry("max_completion_tokens", "use max_output_tokens"),
                    Map.entry("logprobs", "use include with " + LOGPROBS));

    /// {@return what a body asks for}
    ///
    /// @param json an object
    /// @throws dev.baltoro.text.openai.FieldException that names the first field that is wrong
    public static ResponsesRequest read(JsonNode json, CodecLimits limits) {
        Fields body = Fields.body(json);
        for (String key : json.propertyNames()) {
            if (REFUSED.containsKey(key) && body.has(key)) {
                throw Dialects.unsupported(body, key, REFUSED.get(key));
            }
        }
        Dialects.requireKnown(body, FIELDS);
        if (body.flag("background", false)) {
            throw Dialects.unsupported(
                    body, "background", "nothing is stored here: wait for the answer, or stream");
        }
        requireNoReasoning(body);
        String model = body.requiredString("model");
        List<Message> messages = new ArrayList<>();
        body.string("instructions")
                .filter(text -> !text.isEmpty())
                .ifPresent(text -> messages.add(new Message.System(text)));
        messages.addAll(ItemReader.messages(body, limits));
        ChatRequest chat =
                new ChatRequest(
                        messages,
                        FlatToolReader.toolUse(body, limits),
                        format(body, limits),
                        DecodingReader.decoding(
                                body,
                                limits,
                                body.integer("max_output_tokens", 1, limits.tokens()),
                                alternatives(body, limits)),
                        false);
        return new ResponsesRequest(
                model, chat, Streaming.read(body).on(), RequestEcho.of((ObjectNode) json));
    }

    private static void requireNoReasoning(Fields body) {
        body.object("reasoning")
                .ifPresent(reasoning -> {
                    for (String key : reasoning.node().propertyNames()) {
                        boolean none = reasoning.get(key).asString("").equals("none");
                        if (reasoning.has(key) && !none) {
                            throw Dialects.unsupported(
                                    reasoning,
                                    key,
                                    "this model does not reason first; leave it out");
                        }
                    }
                });
    }

    private static ResponseFormat format(Fields body, CodecLimits limits) {
        return body.object("text")
                .map(text -> {
                    Dialects.requireKnown(text, Set.of("format"));
                    return text.object("format")
                            .map(format -> FormatReader.responseFormat(format, limits))
                            .orElse(new ResponseFormat.Text());
                })
                .orElse(new ResponseFormat.Text());
    }

    private static OptionalInt alternatives(Fields body, CodecLimits limits) {
        boolean wanted = false;
        for (JsonNode what : body.elements("include", limits.parts())) {
            if (!what.asString("").equals(LOGPROBS)) {
                throw Fields.refused(
                        "include",
                        "include has %s, which this server does not have; use %s or leave it out"
                                .formatted(Fields.shown(what), LOGPROBS));
            }
            wanted = true;
        }
        OptionalInt count = body.integer("top_logprobs", 0, DecodingOptions.ALTERNATIVES_MAX);
        if (count.orElse(0) > 0 && !wanted) {
            throw Fields.refused(
                    "top_logprobs", "top_logprobs needs include with %s".formatted(LOGPROBS));
        }
        return wanted ? OptionalInt.of(count.orElse(0)) : OptionalInt.empty();
    }
}
