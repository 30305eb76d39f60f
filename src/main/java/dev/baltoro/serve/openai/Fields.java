package dev.baltoro.serve.openai;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.OptionalInt;
import tools.jackson.databind.JsonNode;

/// Typed reading of one JSON object of a request, with errors that name the field.
///
/// A null is taken as absent, as OpenAI does.
///
/// @param path where the object stands, for example `messages[1]`; empty for the body itself
record Fields(String path, JsonNode node) {
    private static final int SHOWN_MAX = 40;

    /// {@return the fields of a request's body}
    static Fields body(JsonNode body) {
        return new Fields("", body);
    }

    /// {@return the fields of a value that must be an object}
    static Fields of(String path, JsonNode value) {
        if (!value.isObject()) {
            throw refused(path, "%s is %s; use an object".formatted(path, shown(value)));
        }
        return new Fields(path, value);
    }

    boolean has(String key) {
        return node.hasNonNull(key);
    }

    JsonNode get(String key) {
        return node.path(key);
    }

    /// {@return how an error names a field}
    String name(String key) {
        return path.isEmpty() ? key : path + "." + key;
    }

    Optional<String> string(String key) {
        if (!has(key)) {
            return Optional.empty();
        }
        if (!get(key).isString()) {
            throw wrong(key, "a string");
        }
        return Optional.of(get(key).stringValue());
    }

    String requiredString(String key) {
        return string(key).orElseThrow(() -> missing(key, "a string"));
    }

    OptionalInt integer(String key, int least, int most) {
        if (!has(key)) {
            return OptionalInt.empty();
        }
        JsonNode value = get(key);
        if (!value.isIntegralNumber()
                || !value.canConvertToInt()
                || value.intValue() < least
                || value.intValue() > most) {
            throw wrong(key, "a whole number from %d to %d".formatted(least, most));
        }
        return OptionalInt.of(value.intValue());
    }

    OptionalDouble number(String key, double least, double most) {
        if (!has(key)) {
            return OptionalDouble.empty();
        }
        JsonNode value = get(key);
        // Written so that NaN, should a parser ever give it, is refused too.
        if (!(value.isNumber() && value.doubleValue() >= least && value.doubleValue() <= most)) {
            throw wrong(key, "a number from %s to %s".formatted(plain(least), plain(most)));
        }
        return OptionalDouble.of(value.doubleValue());
    }

    boolean flag(String key, boolean otherwise) {
        if (!has(key)) {
            return otherwise;
        }
        if (!get(key).isBoolean()) {
            throw wrong(key, "true or false");
        }
        return get(key).booleanValue();
    }

    Optional<Fields> object(String key) {
        return has(key) ? Optional.of(of(name(key), get(key))) : Optional.empty();
    }

    /// {@return the objects in a list; empty if it is absent}
    List<Fields> objects(String key, int most) {
        List<Fields> objects = new ArrayList<>();
        for (JsonNode element : elements(key, most)) {
            objects.add(of("%s[%d]".formatted(name(key), objects.size()), element));
        }
        return objects;
    }

    /// {@return the values in a list; empty if it is absent}
    List<JsonNode> elements(String key, int most) {
        if (!has(key)) {
            return List.of();
        }
        JsonNode value = get(key);
        if (!value.isArray()) {
            throw wrong(key, "a list");
        }
        if (value.size() > most) {
            throw refused(
                    name(key),
                    "%s has %d elements; use at most %d".formatted(name(key), value.size(), most));
        }
        return List.copyOf(value.values());
    }

    RequestException missing(String key, String wanted) {
        return new RequestException(
                ApiError.invalid(
                        name(key),
                        "%s is missing; give %s".formatted(name(key), wanted),
                        "missing_required_parameter"));
    }

    RequestException wrong(String key, String wanted) {
        return refused(name(key), "%s is %s; use %s".formatted(name(key), shown(get(key)), wanted));
    }

    static RequestException refused(String param, String message) {
        return new RequestException(ApiError.invalid(param, message));
    }

    /// {@return the beginning of a value, on one line and without halves of surrogate pairs, which
    /// no UTF-8 can carry}
    static String shown(JsonNode value) {
        String text = value.toString();
        String cut = text.length() <= SHOWN_MAX ? text : text.substring(0, SHOWN_MAX) + "...";
        int[] whole = cut.codePoints().map(c -> c >= 0xD800 && c <= 0xDFFF ? 0xFFFD : c).toArray();
        return new String(whole, 0, whole.length);
    }

    private static String plain(double value) {
        return value == Math.rint(value) ? Long.toString((long) value) : Double.toString(value);
    }
}
