package dev.baltoro.serve.openai;

import java.util.ArrayList;
import java.util.List;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

/// Joins the chunks of a streamed chat choice as clients do, and is strict about their form.
final class StreamedChoice {
    private final StringBuilder content = new StringBuilder();
    private final List<ObjectNode> calls = new ArrayList<>();
    private final List<JsonNode> scores = new ArrayList<>();
    private String finish = "";
    private boolean begun;

    /// {@return the choice at `index`, as a whole response would have it}
    static ObjectNode join(List<JsonNode> chunks, int index) {
        StreamedChoice choice = new StreamedChoice();
        for (JsonNode chunk : chunks) {
            for (JsonNode part : chunk.path("choices")) {
                if (part.path("index").asInt() == index) {
                    choice.take(part);
                }
            }
        }
        return choice.whole(index);
    }

    private void take(JsonNode part) {
        require(finish.isEmpty(), "a chunk behind the last", part);
        JsonNode delta = part.path("delta");
        if (!begun) {
            require(delta.path("role").asString().equals("assistant"), "no role first", part);
            begun = true;
        } else if (part.path("finish_reason").isString()) {
            require(delta.isEmpty(), "a last chunk with a delta", part);
            finish = part.path("finish_reason").asString();
        } else {
            require(!delta.has("role"), "a role again", part);
            require(delta.size() == 1, "not one thing at a time", part);
            takeDelta(part, delta);
        }
    }

    private void takeDelta(JsonNode part, JsonNode delta) {
        if (delta.has("content")) {
            String text = delta.path("content").asString();
            require(!text.isEmpty(), "an empty delta", part);
            require(calls.isEmpty(), "text behind calls", part);
            content.append(text);
            part.path("logprobs").path("content").forEach(scores::add);
            return;
        }
        require(delta.path("tool_calls").size() == 1, "not one call at a time", part);
        JsonNode call = delta.path("tool_calls").get(0);
        JsonNode function = call.path("function");
        if (call.has("id")) {
            require(call.path("index").asInt() == calls.size(), "index out of order", part);
            ObjectNode begunCall = (ObjectNode) call.deepCopy();
            begunCall.remove("index");
            calls.add(begunCall);
        } else {
            require(call.path("index").asInt() == calls.size() - 1, "not the last call", part);
            require(!function.has("name"), "a name again", part);
            String more = function.path("arguments").asString();
            require(!more.isEmpty(), "empty arguments", part);
            ObjectNode open = (ObjectNode) calls.getLast().path("function");
            open.put("arguments", open.path("arguments").asString() + more);
        }
    }

    private ObjectNode whole(int index) {
        require(!finish.isEmpty(), "no finish_reason", JsonMapper.shared().createObjectNode());
        ObjectNode choice = JsonMapper.shared().createObjectNode().put("index", index);
        ObjectNode message = choice.putObject("message").put("role", "assistant");
        if (content.isEmpty() && !calls.isEmpty()) {
            message.putNull("content");
        } else {
            message.put("content", content.toString());
        }
        if (!calls.isEmpty()) {
            message.putArray("tool_calls").addAll(calls);
        }
        message.putNull("refusal");
        if (scores.isEmpty()) {
            choice.putNull("logprobs");
        } else {
            ArrayNode list = choice.putObject("logprobs").putArray("content");
            list.addAll(scores);
            ((ObjectNode) choice.path("logprobs")).putNull("refusal");
        }
        return choice.put("finish_reason", finish);
    }

    private static void require(boolean holds, String what, JsonNode part) {
        if (!holds) {
            throw new AssertionError(what + ": " + part);
        }
    }
}
