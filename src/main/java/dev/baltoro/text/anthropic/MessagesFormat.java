package dev.baltoro.text.anthropic;

import dev.baltoro.text.chat.AnswerFormat;
import dev.baltoro.text.chat.AnswerPart;
import dev.baltoro.text.chat.EndReason;
import dev.baltoro.text.chat.StreamEvent;
import dev.baltoro.text.chat.ToolCall;
import dev.baltoro.text.chat.Usage;
import dev.baltoro.text.chat.WholeAnswer;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import tools.jackson.databind.DeserializationFeature;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

/// Words one answer as a `message`, or as the events that build one, whose blocks it numbers.
///
/// A call that was cut off is left out of a whole answer; a stream has sent its beginning, and ends
/// its block.
public final class MessagesFormat implements AnswerFormat {
    /// Keeps all digits of an argument's numbers.
    private static final JsonMapper EXACT =
            JsonMapper.builder().enable(DeserializationFeature.USE_BIG_DECIMAL_FOR_FLOATS).build();

    private final String id;
    private final String model;
    private final int promptTokens;
    private int blocks;
    private boolean open;
    private EndReason reason = EndReason.STOP;
    private Optional<String> stop = Optional.empty();

    /// @param id the message's own, for example `msg_…`
    /// @param model what clients call the model
    /// @param promptTokens what a stream's beginning says of the prompt; its end says what was
    ///   cached
    public MessagesFormat(String id, String model, int promptTokens) {
        this.id = id;
        this.model = model;
        this.promptTokens = promptTokens;
    }

    @Override
    public ObjectNode whole(List<WholeAnswer> answers, Usage usage) {
        WholeAnswer answer = answers.getFirst();
        reason = answer.reason();
        stop = answer.stop();
        ObjectNode message = message();
        ArrayNode content = message.putArray("content");
        if (!answer.content().isEmpty()) {
            content.addObject().put("type", "text").put("text", answer.content());
        }
        for (ToolCall call : answer.toolCalls()) {
            // A call without arguments has none to read.
            String arguments = call.argumentsJson().isBlank() ? "{}" : call.argumentsJson();
            content.add(toolUse(call.id(), call.name()).set("input", EXACT.readTree(arguments)));
        }
        putReason(message);
        message.set("usage", usage(usage));
        return message;
    }

    @Override
    public List<StreamEvent> opening(int choice) {
        ObjectNode message = message();
        message.putArray("content");
        message.putNull("stop_reason").putNull("stop_sequence");
        message.set("usage", usage(new Usage(promptTokens, 0, 0)));
        ObjectNode start = event("message_start");
        start.set("message", message);
        return List.of(named(start));
    }

    @Override
    public List<StreamEvent> part(int choice, AnswerPart part) {
        List<StreamEvent> said = new ArrayList<>();
        switch (part) {
            case AnswerPart.Text more -> {
                if (!open) {
                    begin(said, object().put("type", "text").put("text", ""));
                }
                said.add(delta(object().put("type", "text_delta").put("text", more.delta())));
            }
            case AnswerPart.CallBegan call -> {
                end(said);
                ObjectNode block = toolUse(call.id(), call.name());
                block.putObject("input");
                begin(said, block);
            }
            case AnswerPart.Arguments more ->
                    said.add(
                            delta(
                                    object().put("type", "input_json_delta")
                                            .put("partial_json", more.delta())));
            case AnswerPart.CallEnded _ -> end(said);
            case AnswerPart.Ended last -> {
                end(said);
                reason = last.reason();
                stop = last.stop();
            }
        }
        return said;
    }

    @Override
    public List<StreamEvent> closing(Usage usage) {
        ObjectNode delta = event("message_delta");
        putReason(delta.putObject("delta"));
        delta.set("usage", usage(usage));
        return List.of(named(delta), named(event("message_stop")));
    }

    private void begin(List<StreamEvent> said, ObjectNode block) {
        open = true;
        ObjectNode start = event("content_block_start").put("index", blocks);
        start.set("content_block", block);
        said.add(named(start));
    }

    private StreamEvent delta(ObjectNode delta) {
        ObjectNode event = event("content_block_delta").put("index", blocks);
        event.set("delta", delta);
        return named(event);
    }

    private void end(List<StreamEvent> said) {
        if (open) {
            said.add(named(event("content_block_stop").put("index", blocks++)));
            open = false;
        }
    }

    private ObjectNode message() {
        return object().put("id", id)
                .put("type", "message")
                .put("role", "assistant")
                .put("model", model);
    }

    private static ObjectNode toolUse(String id, String name) {
        ObjectNode block = object().put("type", "tool_use").put("id", id).put("name", name);
        block.putObject("caller").put("type", "direct"); // the model, and no program of its own
        return block;
    }

    private void putReason(ObjectNode fields) {
        fields.put(
                "stop_reason",
                switch (reason) {
                    case STOP -> stop.isPresent() ? "stop_sequence" : "end_turn";
                    case LENGTH -> "max_tokens";
                    case TOOL_CALLS -> "tool_use";
                    case CANCELLED -> throw new IllegalArgumentException("it was cancelled");
                });
        stop.ifPresentOrElse(
                text -> fields.put("stop_sequence", text), () -> fields.putNull("stop_sequence"));
    }

    /// Anthropic counts cached tokens beside the others, not among them.
    private static ObjectNode usage(Usage usage) {
        return object().put("input_tokens", usage.promptTokens() - usage.cachedTokens())
                .put("cache_creation_input_tokens", 0)
                .put("cache_read_input_tokens", usage.cachedTokens())
                .put("output_tokens", usage.completionTokens());
    }

    private static ObjectNode object() {
        return JsonMapper.shared().createObjectNode();
    }

    private static ObjectNode event(String type) {
        return object().put("type", type);
    }

    private static StreamEvent named(ObjectNode event) {
        return new StreamEvent(Optional.of(event.path("type").asString()), event.toString());
    }
}
