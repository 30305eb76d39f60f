package dev.baltoro.text.conversation;

import java.util.ArrayList;
import java.util.List;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

/// Gives calls without an id one, and a result without one the id of the call that it must belong
/// to: the only call before it that waits for a result. Where several wait, a result keeps none,
/// since order says little about whose it is.
final class MissingIds {
    private static final String RESULT_OF = "tool_call_id";

    private MissingIds() {}

    static void fill(ArrayNode messages) {
        List<JsonNode> waiting = new ArrayList<>();
        int made = 0;
        for (JsonNode node : messages) {
            ObjectNode message = (ObjectNode) node;
            switch (message.path("role").asString("")) {
                case "assistant" -> {
                    waiting.clear();
                    for (JsonNode call : message.path("tool_calls")) {
                        if (!call.has("id")) {
                            ((ObjectNode) call).put("id", "call without an id " + made++);
                        }
                        waiting.add(call.get("id"));
                    }
                }
                case "tool" -> {
                    if (!message.has(RESULT_OF) && waiting.size() == 1) {
                        message.set(RESULT_OF, waiting.getFirst());
                    }
                    waiting.remove(message.path(RESULT_OF));
                }
                default -> {
                    // neither calls nor gives results
                }
            }
        }
    }
}
