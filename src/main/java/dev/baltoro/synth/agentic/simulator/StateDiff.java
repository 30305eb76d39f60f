package dev.baltoro.synth.agentic.simulator;

import dev.baltoro.agent.tool.Tool;
import dev.baltoro.synth.agentic.simulator.StateChange.Op;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import tools.jackson.databind.JsonNode;

/// What two states of a world differ in, row by row. What is no part of what a task is about
/// ([Tool#ASIDE]) is not looked at.
public final class StateDiff {
    private StateDiff() {}

    /// {@return the changes from one state to another: by table, then in the order of the rows}
    ///
    /// @param keys what tells rows apart, by table; `id` where nothing is said
    public static List<StateChange> between(
            JsonNode before, JsonNode after, Map<String, String> keys) {
        Set<String> tables = new LinkedHashSet<>(before.propertyNames());
        tables.addAll(after.propertyNames());
        tables.remove(Tool.ASIDE);
        List<StateChange> changes = new ArrayList<>();
        for (String table : tables) {
            String key = keys.getOrDefault(table, "id");
            Map<String, JsonNode> old = rows(before.path(table), key);
            Map<String, JsonNode> now = rows(after.path(table), key);
            old.forEach((id, row) -> {
                Optional<JsonNode> next = Optional.ofNullable(now.get(id));
                if (next.isEmpty()) {
                    changes.add(new StateChange(table, Op.DELETE, id, Optional.of(row), next));
                } else if (!next.get().equals(row)) {
                    changes.add(new StateChange(table, Op.UPDATE, id, Optional.of(row), next));
                }
            });
            now.forEach((id, row) -> {
                if (!old.containsKey(id)) {
                    changes.add(
                            new StateChange(
                                    table, Op.INSERT, id, Optional.empty(), Optional.of(row)));
                }
            });
        }
        return changes;
    }

    private static Map<String, JsonNode> rows(JsonNode table, String key) {
        Map<String, JsonNode> rows = new LinkedHashMap<>();
        table.forEach(row -> rows.put(row.path(key).asString(""), row));
        return rows;
    }
}
