package dev.baltoro.flow.specialist;

import dev.baltoro.agent.request.ToolRequest;
import dev.baltoro.agent.request.WantedCall;
import dev.baltoro.engine.grammar.copy.SpanCount;
import dev.baltoro.text.chat.KnownTools;
import dev.baltoro.text.chat.Message;
import dev.baltoro.text.chat.ToolDeclaration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ObjectNode;

/// Finds the parameters whose values are copied from the conversation, by counting: a grammar may
/// then hold them to copies.
final class CopiedParameters {
    /// A parameter is such if at least this share of its values are.
    private static final double SHARE_MIN = 0.985;

    /// Fewer values say little.
    private static final int VALUES_MIN = 50;

    /// More spans than this are no copy.
    private static final int SPANS_MAX = 4;

    private record Place(String tool, String path) {}

    private final Map<Place, int[]> counts = new HashMap<>();

    /// Counts the values of a request's calls.
    void add(ToolRequest request) {
        List<String> texts = new ArrayList<>();
        for (Message message : request.opening()) {
            texts.add(message.content());
            if (message instanceof Message.Assistant earlier) {
                earlier.toolCalls().forEach(call -> texts.add(call.argumentsJson()));
            }
        }
        SpanCount spans = SpanCount.in(texts);
        for (WantedCall call : request.expected()) {
            add(call.name(), "", call.arguments(), spans);
        }
    }

    private void add(String tool, String path, JsonNode value, SpanCount spans) {
        if (value.isString()) {
            counts.computeIfAbsent(new Place(tool, path), _ -> new int[SPANS_MAX + 2])[
                    spans.of(value.asString(), SPANS_MAX)]++;
        } else if (value.isArray()) {
            value.forEach(item -> add(tool, path, item, spans));
        }
        for (Map.Entry<String, JsonNode> property : value.properties()) {
            String below = path.isEmpty() ? property.getKey() : path + "." + property.getKey();
            add(tool, below, property.getValue(), spans);
        }
    }

    /// {@return the most spans that a parameter's values have, but for a few; 0 if they are no
    /// copies}
    private int spans(String tool, String path) {
        int[] of = counts.getOrDefault(new Place(tool, path), new int[SPANS_MAX + 2]);
        int all = Arrays.stream(of).sum();
        int covered = 0;
        for (int spans = 0; spans <= SPANS_MAX; spans++) {
            covered += of[spans];
            if (all >= VALUES_MIN && covered >= SHARE_MIN * all) {
                return Math.max(1, spans);
            }
        }
        return 0;
    }

    /// {@return the tools with those parameters marked}
    KnownTools mark(List<ToolDeclaration> tools) {
        return new KnownTools(tools.stream().map(this::marked).toList());
    }

    private ToolDeclaration marked(ToolDeclaration tool) {
        ObjectNode json = (ObjectNode) JsonMapper.shared().readTree(tool.json());
        mark(tool.name(), "", json.at("/function/parameters"));
        return ToolDeclaration.parse(json.toString());
    }

    private void mark(String tool, String path, JsonNode schema) {
        int spans = spans(tool, path);
        if (spans > 0 && schema instanceof ObjectNode object) {
            JsonNode holder =
                    schema.path("type").asString("").equals("array")
                            ? schema.path("items")
                            : object;
            if (holder instanceof ObjectNode strings && !strings.has("enum")) {
                strings.put(KnownTools.COPIED, spans);
            }
        }
        for (Map.Entry<String, JsonNode> property : schema.path("properties").properties()) {
            String below = path.isEmpty() ? property.getKey() : path + "." + property.getKey();
            mark(tool, below, property.getValue());
        }
        if (schema.path("items").path("properties").isObject()) {
            mark(tool, path, schema.path("items"));
        }
    }
}
