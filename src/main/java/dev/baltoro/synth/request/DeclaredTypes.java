package dev.baltoro.synth.request;

import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;
import tools.jackson.databind.node.StringNode;

/// Brings values into the types of a JSON Schema, as far as what they mean stays the same: a number
/// that is wanted as text, an enum's value in other letters.
final class DeclaredTypes {
    private static final JsonMapper JSON = JsonMapper.shared();

    private DeclaredTypes() {}

    /// {@return the value as the schema wants it; empty if it does not fit}
    static Optional<JsonNode> fit(JsonNode schema, JsonNode value) {
        for (String key : new String[] {"anyOf", "oneOf"}) {
            if (schema.path(key).isArray()) {
                return schema.path(key)
                        .valueStream()
                        .map(option -> fit(option, value))
                        .flatMap(Optional::stream)
                        .findFirst();
            }
        }
        JsonNode allowed = schema.path("enum");
        if (allowed.isArray()) {
            return allowed.valueStream().filter(each -> alike(each, value)).findFirst();
        }
        if (schema.has("const")) {
            return schema.path("const").equals(value) ? Optional.of(value) : Optional.empty();
        }
        return typed(schema, value);
    }

    private static Optional<JsonNode> typed(JsonNode schema, JsonNode value) {
        JsonNode type = schema.path("type");
        if (type.isArray()) {
            return type.valueStream()
                    .map(each -> typed(each.asString(), schema, value))
                    .flatMap(Optional::stream)
                    .findFirst();
        }
        return typed(type.asString(""), schema, value);
    }

    private static Optional<JsonNode> typed(String type, JsonNode schema, JsonNode value) {
        return switch (type) {
            case "string" ->
                    value.isString()
                            ? text(schema, value)
                            : value.isNumber()
                                    ? Optional.of(StringNode.valueOf(value.asString()))
                                    : Optional.empty();
            case "integer" ->
                    value.isIntegralNumber() && within(schema, value)
                            ? Optional.of(value)
                            : Optional.empty();
            case "number" ->
                    value.isNumber() && within(schema, value)
                            ? Optional.of(value)
                            : Optional.empty();
            case "boolean" -> value.isBoolean() ? Optional.of(value) : Optional.empty();
            case "array" -> value.isArray() ? items(schema, value) : Optional.empty();
            case "object" -> value.isObject() ? object(schema, value) : Optional.empty();
            default -> Optional.of(value);
        };
    }

    private static Optional<JsonNode> text(JsonNode schema, JsonNode value) {
        int length = value.asString().length();
        return length >= schema.path("minLength").asInt(0)
                        && length <= schema.path("maxLength").asInt(Integer.MAX_VALUE)
                ? Optional.of(value)
                : Optional.empty();
    }

    private static boolean within(JsonNode schema, JsonNode value) {
        double number = value.asDouble();
        return number >= schema.path("minimum").asDouble(Double.NEGATIVE_INFINITY)
                && number <= schema.path("maximum").asDouble(Double.POSITIVE_INFINITY);
    }

    private static Optional<JsonNode> items(JsonNode schema, JsonNode value) {
        ArrayNode list = JSON.createArrayNode();
        for (JsonNode item : value) {
            Optional<JsonNode> fit = fit(schema.path("items"), item);
            if (fit.isEmpty()) {
                return Optional.empty();
            }
            list.add(fit.get());
        }
        return list.size() >= schema.path("minItems").asInt(0)
                ? Optional.of(list)
                : Optional.empty();
    }

    private static Optional<JsonNode> object(JsonNode schema, JsonNode value) {
        for (JsonNode required : schema.path("required")) {
            if (!value.has(required.asString())) {
                return Optional.empty();
            }
        }
        ObjectNode object = JSON.createObjectNode();
        for (Map.Entry<String, JsonNode> field : value.properties()) {
            JsonNode property = schema.path("properties").path(field.getKey());
            if (property.isMissingNode() && schema.has("properties")) {
                return Optional.empty();
            }
            Optional<JsonNode> fit = fit(property, field.getValue());
            if (fit.isEmpty()) {
                return Optional.empty();
            }
            object.set(field.getKey(), fit.get());
        }
        return Optional.of(object);
    }

    private static boolean alike(JsonNode a, JsonNode b) {
        return a.equals(b)
                || a.isString() && b.isString() && bare(a.asString()).equals(bare(b.asString()));
    }

    private static String bare(String text) {
        return text.toLowerCase(Locale.ROOT).replaceAll("[-_ ]", "");
    }
}
