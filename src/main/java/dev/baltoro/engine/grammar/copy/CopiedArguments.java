package dev.baltoro.engine.grammar.copy;

import dev.baltoro.text.chat.KnownTools;
import dev.baltoro.text.chat.ToolDeclaration;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Set;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/// The string arguments of known tools whose words all stand in the conversation.
///
/// A schema says so by a keyword of its own, [KnownTools#COPIED], which validators pass over.
public final class CopiedArguments {
    private final Map<String, Set<String>> paths = new HashMap<>();

    /// Reads the schemas of tools.
    public CopiedArguments(KnownTools known) {
        for (ToolDeclaration tool : known.tools()) {
            Set<String> found = new HashSet<>();
            find(JsonMapper.shared().readTree(tool.json()).at("/function/parameters"), "", found);
            if (!found.isEmpty()) {
                paths.put(tool.name(), found);
            }
        }
    }

    private static void find(JsonNode schema, String path, Set<String> found) {
        if (schema.path(KnownTools.COPIED).asBoolean(false)) {
            found.add(path);
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

    /// {@return whether a value is such}
    ///
    /// @param path its keys from the outside in, with points between; arrays add none
    boolean contains(String tool, String path) {
        return paths.getOrDefault(tool, Set.of()).contains(path);
    }
}
