package dev.baltoro.agent.mcp;

import java.util.Optional;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ObjectNode;

/// What a server says of a tool's effects: the annotations of the protocol. They are hints, and
/// only as good as the server.
///
/// @param readOnly whether it changes nothing
/// @param destructive whether it may destroy, not only add
/// @param idempotent whether doing it again changes nothing more
/// @param openWorld whether it deals with the world outside the server
public record ToolHints(
        Optional<Boolean> readOnly,
        Optional<Boolean> destructive,
        Optional<Boolean> idempotent,
        Optional<Boolean> openWorld) {
    /// {@return the hints in a tool's `annotations`, whatever that is}
    static ToolHints of(JsonNode annotations) {
        return new ToolHints(
                flag(annotations, "readOnlyHint"),
                flag(annotations, "destructiveHint"),
                flag(annotations, "idempotentHint"),
                flag(annotations, "openWorldHint"));
    }

    private static Optional<Boolean> flag(JsonNode annotations, String name) {
        JsonNode value = annotations.path(name);
        return value.isBoolean() ? Optional.of(value.asBoolean()) : Optional.empty();
    }

    /// {@return whether a call may change something: it may unless the server says it does not}
    public boolean mayChange() {
        return !readOnly.orElse(false);
    }

    /// {@return the hints that are given, as the protocol writes them}
    public ObjectNode json() {
        ObjectNode json = JsonMapper.shared().createObjectNode();
        readOnly.ifPresent(value -> json.put("readOnlyHint", value));
        destructive.ifPresent(value -> json.put("destructiveHint", value));
        idempotent.ifPresent(value -> json.put("idempotentHint", value));
        openWorld.ifPresent(value -> json.put("openWorldHint", value));
        return json;
    }
}
