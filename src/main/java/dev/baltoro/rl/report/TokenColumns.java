package dev.baltoro.rl.report;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import tools.jackson.databind.JsonNode;

/// A rollout's tokens as the script draws them, a list for each property.
final class TokenColumns {
    /// Most tokens of one rollout that are in the page, its first ones.
    static final int TOKENS_MAX = 1024;

    /// Log-probabilities have four places behind the point.
    private static final double PLACES = 1e4;

    private TokenColumns() {}

    /// {@return `id`, `text`, `raw`, `drawn`, `version`, the last three null of a given token, and
    /// `left`, how many tokens there are no more of}
    static Map<String, Object> of(KeptRollout rollout) {
        JsonNode json = rollout.json();
        int size = json.path("tokens").size();
        int shown = Math.min(size, TOKENS_MAX);
        Map<String, Object> columns = new LinkedHashMap<>();
        columns.put("id", column(json.path("tokens"), shown));
        columns.put("text", column(json.path("texts"), shown));
        columns.put("raw", rounded(json.path("logprobs"), shown));
        columns.put("drawn", rounded(json.path("drawn_logprobs"), shown));
        columns.put("version", column(json.path("versions"), shown));
        columns.put("left", size - shown);
        return columns;
    }

    private static List<JsonNode> column(JsonNode list, int shown) {
        List<JsonNode> column = new ArrayList<>();
        for (int i = 0; i < Math.min(shown, list.size()); i++) {
            column.add(list.get(i));
        }
        return column;
    }

    private static List<Object> rounded(JsonNode list, int shown) {
        List<Object> column = new ArrayList<>();
        for (JsonNode one : column(list, shown)) {
            column.add(
                    one.isNumber()
                            ? (Object) (Math.rint(one.doubleValue() * PLACES) / PLACES)
                            : one);
        }
        return column;
    }
}
