package dev.baltoro.serve.openai;

import java.util.List;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

/// Joins the chunks of a streamed continuation to the choice that a whole response would have.
final class StreamedTexts {
    private StreamedTexts() {}

    static JsonNode join(List<JsonNode> chunks, int index) {
        StringBuilder text = new StringBuilder();
        ObjectNode lists = JsonMapper.shared().createObjectNode();
        String reason = "";
        for (JsonNode chunk : chunks) {
            for (JsonNode choice : chunk.path("choices")) {
                if (choice.path("index").asInt() == index) {
                    text.append(choice.path("text").asString());
                    add(lists, choice.path("logprobs"));
                    reason = choice.path("finish_reason").asString("");
                }
            }
        }
        ObjectNode joined =
                JsonMapper.shared()
                        .createObjectNode()
                        .put("text", text.toString())
                        .put("index", index);
        joined.set("logprobs", lists);
        return joined.put("finish_reason", reason);
    }

    private static void add(ObjectNode lists, JsonNode more) {
        more.properties()
                .forEach(list -> {
                    ArrayNode all =
                            lists.has(list.getKey())
                                    ? (ArrayNode) lists.path(list.getKey())
                                    : lists.putArray(list.getKey());
                    list.getValue().forEach(all::add);
                });
    }
}
