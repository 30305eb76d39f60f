package dev.baltoro.text.openai.responses;

import dev.baltoro.text.chat.AnswerFormat;
import dev.baltoro.text.chat.AnswerPart;
import dev.baltoro.text.chat.EndReason;
import dev.baltoro.text.chat.ScoredToken;
import dev.baltoro.text.chat.StreamEvent;
import dev.baltoro.text.chat.ToolCall;
import dev.baltoro.text.chat.Usage;
import dev.baltoro.text.chat.WholeAnswer;
import dev.baltoro.text.openai.LogprobsJson;
import dev.baltoro.text.openai.ResponseHead;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

/// Words one answer as a `response` object, or as the events that build one, which it numbers.
///
/// A call that was cut off is an item with status `incomplete` in a stream, which has announced it,
/// and is left out of a whole answer.
public final class ResponsesFormat implements AnswerFormat {
    private final ResponseHead head;
    private final RequestEcho echo;
    private final Optional<LogprobsJson> logprobs;

    /// Items that are complete.
    private final ArrayNode output = JsonMapper.shared().createArrayNode();

    private final StringBuilder text = new StringBuilder();
    private final ArrayNode scores = JsonMapper.shared().createArrayNode();
    private Optional<ObjectNode> open = Optional.empty();
    private boolean cut;
    private int events;

    /// @param logprobs how log-probabilities are written, if they were asked for
    public ResponsesFormat(ResponseHead head, RequestEcho echo, Optional<LogprobsJson> logprobs) {
        this.head = head;
        this.echo = echo;
        this.logprobs = logprobs;
    }

    @Override
    public ObjectNode whole(List<WholeAnswer> answers, Usage usage) {
        WholeAnswer answer = answers.getFirst();
        cut = answer.reason() == EndReason.LENGTH;
        if (!answer.content().isEmpty() || answer.toolCalls().isEmpty()) {
            text.append(answer.content());
            scores.addAll(scores(answer.tokens()));
            ObjectNode message = message(cut ? "incomplete" : "completed");
            message.putArray("content").add(textPart());
            output.add(message);
        }
        for (ToolCall call : answer.toolCalls()) {
            output.add(
                    call(call.id(), call.name(), "completed")
                            .put("arguments", call.argumentsJson()));
        }
        return ended(usage);
    }

    @Override
    public List<StreamEvent> opening(int choice) {
        return List.of(
                event(
                        "response.created",
                        object("response", response("in_progress").putNull("usage"))),
                event(
                        "response.in_progress",
                        object("response", response("in_progress").putNull("usage"))));
    }

    @Override
    public List<StreamEvent> part(int choice, AnswerPart part) {
        List<StreamEvent> said = new ArrayList<>();
        switch (part) {
            case AnswerPart.Text more -> {
                beginMessage(said);
                text.append(more.delta());
                ArrayNode own = scores(more.tokens());
                scores.addAll(own);
                ObjectNode delta = place().put("content_index", 0).put("delta", more.delta());
                delta.set("logprobs", own);
                said.add(event("response.output_text.delta", delta));
            }
            case AnswerPart.CallBegan call -> {
                endMessage(said, "completed");
                begin(said, call(call.id(), call.name(), "in_progress").put("arguments", ""));
            }
            case AnswerPart.Arguments more -> {
                text.append(more.delta());
                said.add(
                        event(
                                "response.function_call_arguments.delta",
                                place().put("delta", more.delta())));
            }
            case AnswerPart.CallEnded _ -> endCall(said, "completed");
            case AnswerPart.Ended end -> {
                cut = end.reason() == EndReason.LENGTH;
                if (open.isEmpty() && output.isEmpty()) {
                    beginMessage(said);
                }
                String status = cut ? "incomplete" : "completed";
                endMessage(said, status);
                endCall(said, status);
            }
        }
        return said;
    }

    @Override
    public List<StreamEvent> closing(Usage usage) {
        return List.of(
                event(
                        cut ? "response.incomplete" : "response.completed",
                        object("response", ended(usage))));
    }

    /// {@return the event that ends a stream which failed}
    ///
    /// @param message one line
    public StreamEvent failed(String message) {
        ObjectNode response = response("failed");
        response.putObject("error").put("code", "server_error").put("message", message);
        response.set("output", output);
        return event("response.failed", object("response", response.putNull("usage")));
    }

    private void beginMessage(List<StreamEvent> said) {
        if (open.isPresent()) {
            return;
        }
        ObjectNode message = message("in_progress");
        message.putArray("content");
        begin(said, message);
        ObjectNode added = place().put("content_index", 0);
        added.set("part", textPart());
        said.add(event("response.content_part.added", added));
    }

    private void begin(List<StreamEvent> said, ObjectNode item) {
        text.setLength(0);
        scores.removeAll();
        open = Optional.of(item);
        ObjectNode added =
                JsonMapper.shared().createObjectNode().put("output_index", output.size());
        added.set("item", item);
        said.add(event("response.output_item.added", added));
    }

    private void endMessage(List<StreamEvent> said, String status) {
        if (open.filter(item -> is(item, "message")).isEmpty()) {
            return;
        }
        ObjectNode done = place().put("content_index", 0).put("text", text.toString());
        done.set("logprobs", scores.deepCopy());
        said.add(event("response.output_text.done", done));
        ObjectNode partDone = place().put("content_index", 0);
        partDone.set("part", textPart());
        said.add(event("response.content_part.done", partDone));
        ObjectNode item = open.orElseThrow();
        item.putArray("content").add(textPart());
        end(said, item, status);
    }

    private void endCall(List<StreamEvent> said, String status) {
        if (open.filter(item -> is(item, "function_call")).isEmpty()) {
            return;
        }
        ObjectNode item = open.orElseThrow().put("arguments", text.toString());
        if (status.equals("completed")) {
            said.add(
                    event(
                            "response.function_call_arguments.done",
                            place().put("name", item.path("name").asString())
                                    .put("arguments", text.toString())));
        }
        end(said, item, status);
    }

    private void end(List<StreamEvent> said, ObjectNode item, String status) {
        item.put("status", status);
        ObjectNode done = JsonMapper.shared().createObjectNode().put("output_index", output.size());
        done.set("item", item);
        said.add(event("response.output_item.done", done));
        output.add(item);
        open = Optional.empty();
    }

    private static boolean is(JsonNode item, String type) {
        return item.path("type").asString().equals(type);
    }

    /// {@return what says which item an event is about}
    private ObjectNode place() {
        return JsonMapper.shared()
                .createObjectNode()
                .put("item_id", open.orElseThrow().path("id").asString())
                .put("output_index", output.size());
    }

    private ObjectNode message(String status) {
        return JsonMapper.shared()
                .createObjectNode()
                .put("id", itemId("msg_"))
                .put("type", "message")
                .put("role", "assistant")
                .put("status", status);
    }

    private ObjectNode call(String id, String name, String status) {
        return JsonMapper.shared()
                .createObjectNode()
                .put("id", itemId("fc_"))
                .put("type", "function_call")
                .put("call_id", id)
                .put("name", name)
                .put("status", status);
    }

    private String itemId(String prefix) {
        return prefix + head.id().replaceFirst("^.*_", "") + output.size();
    }

    private ObjectNode textPart() {
        ObjectNode part =
                JsonMapper.shared()
                        .createObjectNode()
                        .put("type", "output_text")
                        .put("text", text.toString());
        part.putArray("annotations");
        part.set("logprobs", scores.deepCopy());
        return part;
    }

    private ArrayNode scores(List<ScoredToken> tokens) {
        ArrayNode list = JsonMapper.shared().createArrayNode();
        logprobs.ifPresent(writer -> writer.chat(tokens).path("content").forEach(list::add));
        return list;
    }

    private ObjectNode ended(Usage usage) {
        ObjectNode response = response(cut ? "incomplete" : "completed");
        if (cut) {
            response.putObject("incomplete_details").put("reason", "max_output_tokens");
        }
        response.set("output", output);
        ObjectNode tokens = response.putObject("usage").put("input_tokens", usage.promptTokens());
        tokens.putObject("input_tokens_details")
                .put("cached_tokens", usage.cachedTokens())
                .put("cache_write_tokens", 0);
        tokens.put("output_tokens", usage.completionTokens());
        tokens.putObject("output_tokens_details").put("reasoning_tokens", 0);
        tokens.put("total_tokens", usage.totalTokens());
        return response;
    }

    private ObjectNode response(String status) {
        ObjectNode response =
                JsonMapper.shared()
                        .createObjectNode()
                        .put("id", head.id())
                        .put("object", "response")
                        .put("created_at", head.created())
                        .put("status", status)
                        .putNull("error")
                        .putNull("incomplete_details")
                        .put("model", head.model());
        response.putArray("output");
        response.setAll((ObjectNode) echo.json().deepCopy());
        return response;
    }

    private static ObjectNode object(String key, ObjectNode value) {
        ObjectNode object = JsonMapper.shared().createObjectNode();
        object.set(key, value);
        return object;
    }

    private StreamEvent event(String type, ObjectNode rest) {
        ObjectNode data =
                JsonMapper.shared()
                        .createObjectNode()
                        .put("type", type)
                        .put("sequence_number", events++);
        data.setAll(rest);
        return new StreamEvent(Optional.of(type), data.toString());
    }
}
