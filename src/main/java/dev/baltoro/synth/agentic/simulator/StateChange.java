package dev.baltoro.synth.agentic.simulator;

import java.util.Locale;
import java.util.Optional;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ObjectNode;

/// A row that a call added, changed or removed.
///
/// @param table its key in the state
/// @param key of the row
/// @param before the row as it was; empty for one that was added
/// @param after the row as it is; empty for one that was removed
public record StateChange(
        String table, Op op, String key, Optional<JsonNode> before, Optional<JsonNode> after) {
    /// What happened to the row.
    public enum Op {
        INSERT,
        UPDATE,
        DELETE
    }

    /// {@return it as JSON, without the table}
    public ObjectNode json() {
        ObjectNode json =
                JsonMapper.shared()
                        .createObjectNode()
                        .put("op", op.name().toLowerCase(Locale.ROOT))
                        .put("key", key);
        before.ifPresent(row -> json.set("before", row));
        after.ifPresent(row -> json.set("after", row));
        return json;
    }
}
