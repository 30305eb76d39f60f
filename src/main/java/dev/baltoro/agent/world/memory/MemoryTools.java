package dev.baltoro.agent.world.memory;

import dev.baltoro.agent.tool.Tool;
import dev.baltoro.agent.tool.ToolFailure;
import dev.baltoro.agent.tool.ToolParameter;
import java.util.Map;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ObjectNode;

/// A memory of values by key. The state is `{"memory": {key: value}}`.
public final class MemoryTools {
    public static final Tool GET =
            Tool.declare("get", "Read a key.", ToolParameter.text("key"))
                    .returning((state, arguments) -> value(state, arguments));

    public static final Tool SET =
            Tool.declare(
                            "set",
                            "Save a value.",
                            ToolParameter.text("key"),
                            ToolParameter.text("value"))
                    .doing((state, arguments) -> {
                        memory(state)
                                .put(
                                        arguments.path("key").asString(),
                                        arguments.path("value").asString());
                    });

    public static final Tool DELETE =
            Tool.declare("delete", "Forget a key.", ToolParameter.text("key"))
                    .doing((state, arguments) -> {
                        String unused = value(state, arguments);
                        memory(state).remove(arguments.path("key").asString());
                    });

    public static final Tool KEYS =
            Tool.declare("keys", "List all keys.")
                    .returning((state, _) -> String.join(", ", memory(state).propertyNames()));

    private MemoryTools() {}

    /// {@return a state}
    public static ObjectNode state(Map<String, String> entries) {
        ObjectNode state = JsonMapper.shared().createObjectNode();
        ObjectNode memory = state.putObject("memory");
        entries.forEach(memory::put);
        return state;
    }

    private static ObjectNode memory(ObjectNode state) {
        return state.withObject("/memory");
    }

    private static String value(ObjectNode state, JsonNode arguments) throws ToolFailure {
        String key = arguments.path("key").asString();
        JsonNode value = memory(state).path(key);
        if (value.isMissingNode()) {
            throw new ToolFailure("no key " + key);
        }
        return value.asString();
    }
}
