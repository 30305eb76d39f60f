package dev.baltoro.flow.specialist;

import dev.baltoro.text.chat.ToolDeclaration;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

/// The order in which a model writes arguments: required ones as the schema lists them, which is
/// how people think of them (`source` before `destination`), then the others by name. One order, so
/// that none has to be guessed.
final class ArgumentOrder {
    private final Map<String, JsonNode> schemas = new HashMap<>();

    ArgumentOrder(List<ToolDeclaration> tools) {
        for (ToolDeclaration tool : tools) {
            schemas.put(tool.name(), tool.parameters());
        }
    }

    /// {@return a call's arguments in order}
    JsonNode of(String tool, JsonNode arguments) {
        JsonNode schema = schemas.get(tool);
        return schema == null ? arguments : ordered(arguments, schema);
    }

    private static JsonNode ordered(JsonNode value, JsonNode schema) {
        return switch (value) {
            case ObjectNode object -> {
                Set<String> names = new LinkedHashSet<>();
                for (JsonNode name : schema.path("required")) {
                    names.add(name.asString(""));
                }
                object.propertyNames().stream().sorted().forEach(names::add);
                ObjectNode ordered = JsonMapper.shared().createObjectNode();
                for (String name : names) {
                    if (object.has(name)) {
                        ordered.set(
                                name,
                                ordered(object.get(name), schema.path("properties").path(name)));
                    }
                }
                yield ordered;
            }
            case ArrayNode array -> {
                ArrayNode ordered = JsonMapper.shared().createArrayNode();
                array.forEach(item -> ordered.add(ordered(item, schema.path("items"))));
                yield ordered;
            }
            default -> value;
        };
    }
}
