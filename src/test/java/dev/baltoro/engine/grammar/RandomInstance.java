package dev.baltoro.engine.grammar;

import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.TreeMap;
import java.util.stream.Stream;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.JsonNodeFactory;
import tools.jackson.databind.node.ObjectNode;

/// Values that a schema may allow or not, made without its grammar: guessed from some of its
/// keywords, or another value with a few changes.
final class RandomInstance {
    private static final JsonNodeFactory JSON = JsonNodeFactory.instance;

    /// Where the limits of [RandomSchema] lie, and on both sides of them.
    static final List<JsonNode> SCALARS =
            Stream.of(
                            Stream.of("", "a", "b", "ab", "bb", "abc", "1a", "b1", "x-1", "é\"\n")
                                    .map(JSON::stringNode),
                            Stream.of(0, 1, -1, 2, 3, 4, -2, 12).map(JSON::numberNode),
                            Stream.of("0.5", "-1.5", "1.9", "2.25")
                                    .map(number -> JSON.numberNode(new BigDecimal(number))),
                            Stream.of(true, false).map(JSON::booleanNode),
                            Stream.of(JSON.nullNode()))
                    .<JsonNode>flatMap(values -> values.map(JsonNode.class::cast))
                    .toList();

    private final Random random;
    private final JsonNode root;

    RandomInstance(Random random, JsonNode root) {
        this.random = random;
        this.root = root;
    }

    private boolean oneIn(int times) {
        return random.nextInt(times) == 0;
    }

    private <T> T any(List<T> list) {
        return list.get(random.nextInt(list.size()));
    }

    JsonNode guess() {
        return guess(root, 0);
    }

    private JsonNode guess(JsonNode schema, int depth) {
        if (schema.path("$ref").isString() && depth < 5) {
            return guess(root.at(schema.path("$ref").stringValue().substring(1)), depth + 1);
        }
        if (schema.has("const")) {
            return schema.path("const").deepCopy();
        }
        for (String list : List.of("enum", "anyOf", "oneOf")) {
            if (schema.path(list).isArray() && (list.equals("enum") || !schema.has("type"))) {
                JsonNode one = any(schema.path(list).valueStream().toList());
                return list.equals("enum") ? one.deepCopy() : guess(one, depth + 1);
            }
        }
        return switch (schema.path("type").asString("")) {
            case "object" -> object(schema, depth);
            case "array" -> array(schema, depth);
            default -> any(SCALARS);
        };
    }

    private ObjectNode object(JsonNode schema, int depth) {
        ObjectNode object = JSON.objectNode();
        for (String name : RandomSchema.NAMES) {
            JsonNode value = schema.path("properties").path(name);
            if (!value.isMissingNode() && depth < 5 && !oneIn(4)) {
                object.set(name, guess(value, depth + 1));
            }
        }
        if (oneIn(4)) {
            object.set(RandomSchema.UNDECLARED, guess(schema.path("additionalProperties"), depth));
        }
        return object;
    }

    private ArrayNode array(JsonNode schema, int depth) {
        ArrayNode array = JSON.arrayNode();
        for (int i = random.nextInt(4); i > 0 && depth < 5; i--) {
            JsonNode first = schema.path("prefixItems").path(array.size());
            array.add(guess(first.isMissingNode() ? schema.path("items") : first, depth + 1));
        }
        return array;
    }

    /// {@return a value with one to three changes}
    JsonNode changed(JsonNode value) {
        JsonNode changed = value.deepCopy();
        for (int i = 1 + random.nextInt(3); i > 0; i--) {
            changed = change(changed);
        }
        return changed;
    }

    private JsonNode change(JsonNode value) {
        if (value instanceof ObjectNode object && !oneIn(10)) {
            List<String> names = List.copyOf(object.propertyNames());
            if (names.isEmpty() || oneIn(4)) {
                object.set(any(RandomSchema.NAMES), any(SCALARS));
            } else if (oneIn(4)) {
                object.remove(any(names));
            } else {
                String name = any(names);
                object.set(name, change(object.path(name)));
            }
            return object;
        }
        if (value instanceof ArrayNode array && !oneIn(10)) {
            int at = array.isEmpty() ? 0 : random.nextInt(array.size());
            if (array.isEmpty() || oneIn(4)) {
                array.add(array.isEmpty() || oneIn(2) ? any(SCALARS) : array.get(at).deepCopy());
            } else if (oneIn(4)) {
                array.remove(at);
            } else {
                array.set(at, change(array.get(at)));
            }
            return array;
        }
        return oneIn(4) ? guess(root, 3) : any(SCALARS);
    }

    /// {@return a value whose properties stand in the order of their names, except for the last}
    static JsonNode sorted(JsonNode value) {
        if (value instanceof ObjectNode object) {
            TreeMap<String, JsonNode> members = new TreeMap<>();
            object.properties()
                    .forEach(member -> members.put(member.getKey(), sorted(member.getValue())));
            ObjectNode sorted = JSON.objectNode();
            members.forEach(sorted::set);
            return sorted;
        }
        if (value.isArray()) {
            List<JsonNode> items = new ArrayList<>();
            value.forEach(item -> items.add(sorted(item)));
            return JSON.arrayNode().addAll(items);
        }
        return value;
    }
}
