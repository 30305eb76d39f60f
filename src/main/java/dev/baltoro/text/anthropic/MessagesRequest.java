package dev.baltoro.text.anthropic;

import dev.baltoro.text.chat.ChatRequest;
import dev.baltoro.text.chat.DecodingOptions;
import dev.baltoro.text.chat.Message;
import dev.baltoro.text.chat.ResponseFormat;
import dev.baltoro.text.openai.CodecLimits;
import dev.baltoro.text.openai.DecodingReader;
import dev.baltoro.text.openai.Dialects;
import dev.baltoro.text.openai.Fields;
import dev.baltoro.text.openai.FormatReader;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.OptionalInt;
import java.util.Set;
import tools.jackson.databind.JsonNode;

/// The body of `POST /v1/messages`, and of the question how many tokens one would have.
///
/// @param model what the client calls the model
/// @param streaming whether the answer comes as events
public record MessagesRequest(String model, ChatRequest chat, boolean streaming) {
    private static final Set<String> COUNTED =
            Set.of(
                    "model",
                    "messages",
                    "system",
                    "tools",
                    "tool_choice",
                    "output_config",
                    "thinking");

    private static final Set<String> FIELDS = fields();

    private static final String NO_REASONING = "this model does not reason first; leave it out";

    /// Fields that this endpoint refuses in words of its own.
    private static final Map<String, String> REFUSED =
            Map.of(
                    "mcp_servers", "declare tools, and answer their calls",
                    "container", "declare tools, and answer their calls",
                    "context_management", "shorten the conversation yourself",
                    "output_format", "use output_config.format",
                    "response_format", "use output_config.format",
                    "stop", "use stop_sequences",
                    "prompt", "use messages",
                    "functions", "use tools",
                    "max_completion_tokens", "use max_tokens",
                    "parallel_tool_calls", "use disable_parallel_tool_use in tool_choice");

    private static Set<String> fields() {
        Set<String> all = new HashSet<>(COUNTED);
        all.addAll(
                Set.of(
                        "max_tokens",
                        "stop_sequences",
                        "temperature",
                        "top_p",
                        "top_k",
                        "seed",
                        "stream"));
        return Set.copyOf(all);
    }

    /// {@return what a body asks for}
    ///
    /// @param json an object
    /// @throws dev.baltoro.text.openai.FieldException that names the first field that is wrong
    public static MessagesRequest read(JsonNode json, CodecLimits limits) {
        Fields body = Fields.body(json);
        requireKnown(body, FIELDS);
        if (!body.has("max_tokens")) {
            throw body.missing("max_tokens", "the most tokens to make");
        }
        DecodingOptions decoding =
                DecodingReader.decoding(
                                body,
                                limits,
                                body.integer("max_tokens", 1, limits.tokens()),
                                OptionalInt.empty())
                        .withStop(stops(body, limits));
        return new MessagesRequest(
                body.requiredString("model"),
                chat(body, limits, decoding),
                body.flag("stream", false));
    }

    /// {@return what a body that asks for a count says}
    ///
    /// @param json an object
    /// @throws dev.baltoro.text.openai.FieldException that names the first field that is wrong
    public static MessagesRequest readCounted(JsonNode json, CodecLimits limits) {
        Fields body = Fields.body(json);
        requireKnown(body, COUNTED);
        DecodingOptions open =
                DecodingReader.decoding(body, limits, OptionalInt.empty(), OptionalInt.empty());
        return new MessagesRequest(body.requiredString("model"), chat(body, limits, open), false);
    }

    private static void requireKnown(Fields body, Set<String> known) {
        for (String key : body.node().propertyNames()) {
            if (REFUSED.containsKey(key) && body.has(key)) {
                throw Dialects.unsupported(body, key, REFUSED.get(key));
            }
        }
        Dialects.requireKnown(body, known);
        body.object("thinking")
                .ifPresent(thinking -> {
                    if (!thinking.requiredString("type").equals("disabled")) {
                        throw Dialects.unsupported(body, "thinking", NO_REASONING);
                    }
                });
    }

    private static ChatRequest chat(Fields body, CodecLimits limits, DecodingOptions decoding) {
        List<Message> messages = BlockReader.messages(body, limits);
        ResponseFormat format = format(body, limits);
        boolean continued = messages.getLast() instanceof Message.Assistant;
        if (continued && !(format instanceof ResponseFormat.Text)) {
            throw Fields.refused(
                    "output_config.format",
                    "output_config.format cannot hold what goes on with the assistant's last message; end with the user's");
        }
        return new ChatRequest(
                messages, ToolUseReader.toolUse(body, limits), format, decoding, continued);
    }

    private static ResponseFormat format(Fields body, CodecLimits limits) {
        return body.object("output_config")
                .map(config -> {
                    if (config.has("effort")) {
                        throw Dialects.unsupported(config, "effort", NO_REASONING);
                    }
                    Dialects.requireKnown(config, Set.of("format"));
                    return config.object("format")
                            .map(format -> FormatReader.responseFormat(format, limits))
                            .orElse(new ResponseFormat.Text());
                })
                .orElse(new ResponseFormat.Text());
    }

    private static List<String> stops(Fields body, CodecLimits limits) {
        String key = "stop_sequences";
        List<String> stops = new ArrayList<>();
        for (JsonNode stop : body.elements(key, DecodingOptions.STOP_STRINGS_MAX)) {
            String text = stop.isString() ? stop.stringValue() : "";
            if (text.isEmpty()
                    || text.length() > limits.stopChars()
                    || text.codePoints().anyMatch(c -> c >= 0xD800 && c <= 0xDFFF)) {
                throw body.wrong(
                        key,
                        "a list of strings of 1 to %d characters".formatted(limits.stopChars()));
            }
            stops.add(text);
        }
        return stops;
    }
}
