package dev.baltoro.model;

import java.util.Optional;
import java.util.OptionalInt;
import tools.jackson.databind.JsonNode;

/// Typed reading of one JSON object's keys, with one-line errors that name file and key.
///
/// @param source what the messages call the object, for example the file's path
/// @param node the object
record JsonFields(String source, JsonNode node) {

    boolean has(String key) {
        return node.hasNonNull(key);
    }

    int integer(String key) {
        return integer(key, required(key));
    }

    OptionalInt optionalInteger(String key) {
        return has(key) ? OptionalInt.of(integer(key, node.get(key))) : OptionalInt.empty();
    }

    double number(String key) {
        return number(key, required(key));
    }

    double number(String key, double otherwise) {
        return has(key) ? number(key, node.get(key)) : otherwise;
    }

    boolean flag(String key, boolean otherwise) {
        if (!has(key)) {
            return otherwise;
        }
        JsonNode value = node.get(key);
        if (!value.isBoolean()) {
            throw wrongType(key, value, "true or false");
        }
        return value.booleanValue();
    }

    String string(String key) {
        JsonNode value = required(key);
        if (!value.isString()) {
            throw wrongType(key, value, "a string");
        }
        return value.stringValue();
    }

    Optional<JsonFields> object(String key) {
        if (!has(key)) {
            return Optional.empty();
        }
        JsonNode value = node.get(key);
        if (!value.isObject()) {
            throw wrongType(key, value, "an object");
        }
        return Optional.of(new JsonFields(source + ", " + key, value));
    }

    /// The first id of a key that holds one id or a list of them.
    OptionalInt firstInteger(String key) {
        if (!has(key)) {
            return OptionalInt.empty();
        }
        JsonNode value = node.get(key);
        if (value.isArray()) {
            return value.isEmpty()
                    ? OptionalInt.empty()
                    : OptionalInt.of(integer(key, value.get(0)));
        }
        return OptionalInt.of(integer(key, value));
    }

    ConfigException error(String message) {
        return new ConfigException(source + ": " + message);
    }

    private JsonNode required(String key) {
        if (!has(key)) {
            throw error(key + " is missing; add it to the file");
        }
        return node.get(key);
    }

    private int integer(String key, JsonNode value) {
        if (!value.isIntegralNumber() || !value.canConvertToInt()) {
            throw wrongType(key, value, "a whole number");
        }
        return value.intValue();
    }

    private double number(String key, JsonNode value) {
        if (!value.isNumber()) {
            throw wrongType(key, value, "a number");
        }
        return value.doubleValue();
    }

    private ConfigException wrongType(String key, JsonNode value, String wanted) {
        return error("%s is %s; it must be %s".formatted(key, shown(value), wanted));
    }

    private static String shown(JsonNode value) {
        String text = value.toString();
        return text.length() <= 40 ? text : text.substring(0, 40) + "...";
    }
}
