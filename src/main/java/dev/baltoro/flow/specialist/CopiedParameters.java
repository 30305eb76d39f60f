package dev.baltoro.flow.specialist;

import dev.baltoro.agent.request.ToolRequest;
import dev.baltoro.agent.request.WantedCall;
import dev.baltoro.engine.grammar.copy.CopiedWords;
import dev.baltoro.text.chat.KnownTools;
import dev.baltoro.text.chat.Message;
import dev.baltoro.text.chat.ToolDeclaration;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ObjectNode;

/// Finds the parameters whose values are made of words of the conversation, by counting: a grammar
/// may then hold them to those words.
final class CopiedParameters {
    /// A parameter is such if at least this share of its values are.
    private static final double SHARE_MIN = 0.99;

    /// Fewer values say little.
    private static final int VALUES_MIN = 50;

    private record Place(String tool, String path) {}

    private static final class Count {
        private int all;
        private int copied;

        boolean isCopied() {
            return all >= VALUES_MIN && copied >= SHARE_MIN * all;
        }
    }

    private final Map<Place, Count> counts = new HashMap<>();

    /// Counts the values of a request's calls.
    void add(ToolRequest request) {
        Set<String> said = new HashSet<>();
        for (Message message : RequestConversation.opening(request)) {
            said.addAll(words(message.content()));
            if (message instanceof Message.Assistant earlier) {
                earlier.toolCalls().forEach(call -> said.addAll(words(call.argumentsJson())));
            }
        }
        for (WantedCall call : request.expected()) {
            add(call.name(), "", call.arguments(), said);
        }
    }

    private void add(String tool, String path, JsonNode value, Set<String> said) {
        if (value.isString()) {
            Count count = counts.computeIfAbsent(new Place(tool, path), _ -> new Count());
            count.all++;
            count.copied += said.containsAll(words(value.asString())) ? 1 : 0;
        }
        value.forEach(item -> {
            if (value.isArray()) {
                add(tool, path, item, said);
            }
        });
        for (Map.Entry<String, JsonNode> property : value.properties()) {
            String below = path.isEmpty() ? property.getKey() : path + "." + property.getKey();
            add(tool, below, property.getValue(), said);
        }
    }

    private static Set<String> words(String text) {
        return CopiedWords.in(text).collect(Collectors.toSet());
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
        Count count = counts.get(new Place(tool, path));
        if (count != null && count.isCopied() && schema instanceof ObjectNode object) {
            JsonNode holder =
                    schema.path("type").asString("").equals("array")
                            ? schema.path("items")
                            : object;
            if (holder instanceof ObjectNode strings && !strings.has("enum")) {
                strings.put(KnownTools.COPIED, true);
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
