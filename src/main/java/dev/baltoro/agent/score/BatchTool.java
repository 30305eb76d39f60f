package dev.baltoro.agent.score;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

/// A tool whose only argument is a list, so that several calls mean one call with the lists joined.
///
/// @param list the argument's name
/// @param grouping how items about one thing are one item, where items are of that form
record BatchTool(String list, Optional<Grouping> grouping) {
    /// Tools of this form whose calls stay apart: a file that is read alone is another result.
    private static final Set<String> APART = Set.of("read_multiple_files");

    /// Items that say several things about one.
    ///
    /// @param about the member that names the thing, a string
    /// @param said the member that lists what is said of it
    record Grouping(String about, String said) {}

    /// {@return how calls of a tool are joined, if they are}
    ///
    /// @param schema of its arguments
    static Optional<BatchTool> of(String name, JsonNode schema) {
        JsonNode properties = schema.path("properties");
        if (APART.contains(name) || properties.size() != 1) {
            return Optional.empty();
        }
        Map.Entry<String, JsonNode> only = properties.properties().iterator().next();
        boolean required = schema.path("required").valueStream().count() == 1;
        return required && isType(only.getValue(), "array")
                ? Optional.of(new BatchTool(only.getKey(), grouping(only.getValue().path("items"))))
                : Optional.empty();
    }

    private static Optional<Grouping> grouping(JsonNode item) {
        Map<String, String> byType = new LinkedHashMap<>();
        for (Map.Entry<String, JsonNode> member : item.path("properties").properties()) {
            byType.put(member.getValue().path("type").asString(""), member.getKey());
        }
        String about = byType.get("string");
        String said = byType.get("array");
        return item.path("properties").size() == 2 && about != null && said != null
                ? Optional.of(new Grouping(about, said))
                : Optional.empty();
    }

    private static boolean isType(JsonNode schema, String type) {
        return schema.path("type").asString("").equals(type);
    }

    /// {@return whether arguments are a list alone}
    boolean fits(JsonNode arguments) {
        return arguments.isObject() && arguments.size() == 1 && arguments.path(list).isArray();
    }

    /// {@return arguments with the items of both}
    ObjectNode joined(JsonNode first, JsonNode second) {
        ArrayNode items = JsonMapper.shared().createArrayNode();
        items.addAll(List.copyOf(first.path(list).values()));
        items.addAll(List.copyOf(second.path(list).values()));
        return arguments(items);
    }

    /// {@return arguments with one item for each thing}
    ObjectNode grouped(JsonNode given) {
        JsonNode items = given.path(list);
        if (grouping.isEmpty()
                || !items.valueStream().allMatch(item -> isGroup(grouping.get(), item))) {
            return arguments(items);
        }
        String about = grouping.get().about;
        String said = grouping.get().said;
        Map<String, List<JsonNode>> groups = new LinkedHashMap<>();
        for (JsonNode item : items) {
            groups.computeIfAbsent(item.path(about).stringValue(), name -> new ArrayList<>())
                    .addAll(item.path(said).values());
        }
        ArrayNode merged = JsonMapper.shared().createArrayNode();
        groups.forEach((name, all) -> {
            ObjectNode item = merged.addObject().put(about, name);
            item.putArray(said).addAll(all);
        });
        return arguments(merged);
    }

    private static boolean isGroup(Grouping form, JsonNode item) {
        return item.isObject()
                && item.size() == 2
                && item.path(form.about).isString()
                && item.path(form.said).isArray();
    }

    private ObjectNode arguments(JsonNode items) {
        ObjectNode arguments = JsonMapper.shared().createObjectNode();
        arguments.set(list, items);
        return arguments;
    }
}
