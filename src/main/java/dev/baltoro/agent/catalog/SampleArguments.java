package dev.baltoro.agent.catalog;

import java.util.List;
import java.util.Map;
import java.util.Optional;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.JsonNodeFactory;
import tools.jackson.databind.node.ObjectNode;

/// The plainest arguments that a schema allows: what it requires, and of that the first value that
/// it names. They show that a tool answers, and mean nothing.
public final class SampleArguments {
    private static final JsonNodeFactory JSON = JsonNodeFactory.instance;
    private static final int DEPTH_MAX = 24;

    /// Parts of a schema that are looked at; it may refer to itself many times.
    private static final int PARTS_MAX = 20_000;

    private static final String WORD = "example";

    private static final Map<String, String> FORMATS =
            Map.ofEntries(
                    Map.entry("date", "2026-01-15"),
                    Map.entry("date-time", "2026-01-15T12:00:00Z"),
                    Map.entry("time", "12:00:00Z"),
                    Map.entry("duration", "PT1H"),
                    Map.entry("email", "someone@example.com"),
                    Map.entry("hostname", "example.com"),
                    Map.entry("ipv4", "192.0.2.1"),
                    Map.entry("ipv6", "2001:db8::1"),
                    Map.entry("uri", "https://example.com/"),
                    Map.entry("url", "https://example.com/"),
                    Map.entry("uri-reference", "/"),
                    Map.entry("uuid", "123e4567-e89b-42d3-a456-426614174000"));

    private final SchemaRefs refs;
    private int parts;

    private SampleArguments(SchemaRefs refs) {
        this.refs = refs;
    }

    /// {@return arguments; empty if none are found}
    public static Optional<ObjectNode> of(JsonNode schema) {
        try {
            JsonNode value = new SampleArguments(new SchemaRefs(schema)).value(schema, 0);
            return value instanceof ObjectNode object ? Optional.of(object) : Optional.empty();
        } catch (NotFound e) {
            return Optional.empty();
        }
    }

    /// No plain value was found.
    private static final class NotFound extends RuntimeException {
        private static final long serialVersionUID = 1;

        NotFound(String what) {
            super(what, null, false, false);
        }
    }

    private JsonNode value(JsonNode given, int depth) {
        JsonNode schema = refs.followed(given);
        if (depth > DEPTH_MAX || schema.isMissingNode() && given.has("$ref")) {
            throw new NotFound("too deep, or nowhere");
        }
        if (schema.has("const")) {
            return schema.path("const");
        }
        if (schema.path("enum").isArray() && !schema.path("enum").isEmpty()) {
            return schema.path("enum").path(0);
        }
        for (String keyword : List.of("default", "examples", "example")) {
            JsonNode said = schema.path(keyword);
            JsonNode one = keyword.equals("examples") ? said.path(0) : said;
            if (fits(schema, one)) {
                return one;
            }
        }
        return typed(merged(schema, depth), depth);
    }

    private static boolean fits(JsonNode schema, JsonNode value) {
        return switch (schema.path("type").asString("")) {
            case "string" -> value.isString() && !value.asString().isEmpty();
            case "integer" -> value.isIntegralNumber();
            case "number" -> value.isNumber();
            case "boolean" -> value.isBoolean();
            default -> false; // of what has parts, the parts are asked
        };
    }

    /// {@return a schema with what its combinations add: all of `allOf`, the first that is not null
    /// of the others}
    private JsonNode merged(JsonNode schema, int depth) {
        if (++parts > PARTS_MAX) {
            throw new NotFound("a schema of many parts");
        }
        if (depth > DEPTH_MAX || !(schema instanceof ObjectNode object)) {
            return schema;
        }
        ObjectNode merged = object.deepCopy();
        for (JsonNode part : schema.path("allOf")) {
            add(merged, merged(refs.followed(part), depth + 1));
        }
        for (String keyword : List.of("anyOf", "oneOf")) {
            for (JsonNode branch : schema.path(keyword)) {
                JsonNode part = refs.followed(branch);
                if (!part.path("type").asString("").equals("null")) {
                    add(merged, merged(part, depth + 1));
                    break;
                }
            }
        }
        return merged;
    }

    private static void add(ObjectNode to, JsonNode part) {
        for (Map.Entry<String, JsonNode> member : part.properties()) {
            JsonNode there = to.path(member.getKey());
            if (there instanceof ObjectNode object && member.getValue().isObject()) {
                object.setAll((ObjectNode) member.getValue());
            } else if (there instanceof ArrayNode array && member.getValue().isArray()) {
                array.addAll((ArrayNode) member.getValue());
            } else if (!to.has(member.getKey())) {
                to.set(member.getKey(), member.getValue());
            }
        }
    }

    private JsonNode typed(JsonNode schema, int depth) {
        for (String said : List.of("const", "enum")) {
            if (schema.has(said)) { // of the branch that was chosen
                return schema.path(said).isArray() ? schema.path(said).path(0) : schema.path(said);
            }
        }
        JsonNode type = schema.path("type");
        String name = type.isArray() ? first(type) : type.asString(guessed(schema));
        return switch (name) {
            case "object" -> object(schema, depth);
            case "array" -> array(schema, depth);
            case "integer", "number" -> number(schema);
            case "boolean" -> JSON.booleanNode(false);
            case "null" -> JSON.nullNode();
            default -> string(schema);
        };
    }

    private static String first(JsonNode types) {
        return types.valueStream()
                .map(type -> type.asString(""))
                .filter(type -> !type.equals("null"))
                .findFirst()
                .orElse("null");
    }

    private static String guessed(JsonNode schema) {
        return schema.has("properties") || schema.has("required")
                ? "object"
                : schema.has("items") ? "array" : "string";
    }

    private ObjectNode object(JsonNode schema, int depth) {
        ObjectNode object = JsonMapper.shared().createObjectNode();
        for (JsonNode name : schema.path("required")) {
            String key = name.asString("");
            object.set(key, value(schema.path("properties").path(key), depth + 1));
        }
        return object;
    }

    private ArrayNode array(JsonNode schema, int depth) {
        ArrayNode array = JSON.arrayNode();
        int count = Math.max(schema.path("minItems").asInt(1), 1);
        JsonNode first = schema.path("prefixItems");
        for (int i = 0; i < count && schema.path("maxItems").asInt(1) > 0; i++) {
            array.add(value(first.has(i) ? first.path(i) : schema.path("items"), depth + 1));
            if (array.size() > DEPTH_MAX) {
                throw new NotFound("many items");
            }
        }
        return array;
    }

    private static JsonNode number(JsonNode schema) {
        double from = schema.path("minimum").asDouble(Double.NEGATIVE_INFINITY);
        JsonNode above = schema.path("exclusiveMinimum");
        from = above.isNumber() ? Math.max(from, Math.floor(above.asDouble()) + 1) : from;
        double to = schema.path("maximum").asDouble(Double.POSITIVE_INFINITY);
        double value = Math.min(Math.max(1, from), to);
        double step = schema.path("multipleOf").asDouble(1);
        value = step > 0 ? Math.ceil(value / step) * step : value;
        boolean whole = value == Math.rint(value);
        return whole ? JSON.numberNode((long) value) : JSON.numberNode(value);
    }

    private static JsonNode string(JsonNode schema) {
        String text = FORMATS.getOrDefault(schema.path("format").asString(""), WORD);
        int least = schema.path("minLength").asInt(0);
        int most = schema.path("maxLength").asInt(Integer.MAX_VALUE);
        if (least > 10_000) {
            throw new NotFound("a long text");
        }
        text = text.length() < least ? text + "x".repeat(least - text.length()) : text;
        return JSON.stringNode(text.length() > most ? text.substring(0, Math.max(0, most)) : text);
    }
}
