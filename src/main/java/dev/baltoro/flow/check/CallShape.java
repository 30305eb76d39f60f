package dev.baltoro.flow.check;

import dev.baltoro.agent.request.WantedCall;
import java.util.Locale;
import java.util.Map;
import java.util.SortedSet;
import java.util.TreeSet;
import tools.jackson.databind.JsonNode;

/// Which arguments a call has, and of which types, whatever their values: what a validator looks
/// at.
///
/// @param tool its name
/// @param arguments such as `edits[].newText: string, path: string`
record CallShape(String tool, String arguments) {
    static CallShape of(WantedCall call) {
        SortedSet<String> leaves = new TreeSet<>();
        for (Map.Entry<String, JsonNode> member : call.arguments().properties()) {
            add(member.getKey(), member.getValue(), leaves);
        }
        return new CallShape(call.name(), String.join(", ", leaves));
    }

    private static void add(String path, JsonNode value, SortedSet<String> leaves) {
        if (value.isArray() && !value.isEmpty()) {
            value.forEach(item -> add(path + "[]", item, leaves));
        } else if (value.isObject() && !value.isEmpty()) {
            for (Map.Entry<String, JsonNode> member : value.properties()) {
                add(path + "." + member.getKey(), member.getValue(), leaves);
            }
        } else {
            leaves.add(path + ": " + value.getNodeType().name().toLowerCase(Locale.ROOT));
        }
    }

    @Override
    public String toString() {
        return tool + "(" + arguments + ")";
    }
}
