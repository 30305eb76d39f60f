package dev.baltoro.engine.grammar.copy;

import dev.baltoro.text.chat.KnownTools;
import dev.baltoro.text.chat.ToolDeclaration;
import java.util.HashMap;
import java.util.Map;
import tools.jackson.databind.JsonNode;

/// The string arguments of known tools that are copied from the conversation, each with the most
/// spans that it is joined from.
///
/// A schema says so by a keyword of its own, [KnownTools#COPIED], which validators pass over.
public final class CopiedArguments {
    private final Map<String, Map<String, Integer>> paths = new HashMap<>();

    /// Reads the schemas of tools.
    public CopiedArguments(KnownTools known) {
        for (ToolDeclaration tool : known.tools()) {
            Map<String, Integer> found = new HashMap<>();
            find(tool.parameters(), "", found);
            if (!found.isEmpty()) {
                paths.put(tool.name(), found);
            }
        }
    }

    private static void find(JsonNode schema, String path, Map<String, Integer> found) {
        int spans = schema.path(KnownTools.COPIED).asInt(0);
        if (spans > 0) {
            found.put(path, spans);
        }
        for (Map.Entry<String, JsonNode> property : schema.path("properties").properties()) {
            String below = path.isEmpty() ? property.getKey() : path + "." + property.getKey();
            find(property.getValue(), below, found);
        }
        if (schema.path("items").isObject()) {
            find(schema.path("items"), path, found);
        }
    }

    /// {@return whether there are none}
    public boolean isNone() {
        return paths.isEmpty();
    }

    /// {@return the most spans of a value; 0 if it is not copied}
    ///
    /// @param path its keys from the outside in, with points between; arrays add none
    int spans(String tool, String path) {
        return paths.getOrDefault(tool, Map.of()).getOrDefault(path, 0);
    }
}
