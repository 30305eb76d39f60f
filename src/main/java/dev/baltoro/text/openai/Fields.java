package dev.baltoro.text.openai;

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
public record Fields(String path, JsonNode node) {
    private static final int SHOWN_MAX = 40;

    /// {@return the fields of a request's body}
    public static Fields body(JsonNode body) {
        return new Fields("", body);
    }

    /// {@return the fields of a value that must be an object}
    public static Fields of(String path, JsonNode value) {
        if (!value.isObject()) {
            throw refused(path, "%s is %s; use an object".formatted(path, shown(value)));
        }
        return new Fields(path, value);
    }

    /// {@return whether a field is there and not null}
    public boolean has(String key) {
        return node.hasNonNull(key);
    }

    /// {@return a field's value; a missing node if it is absent}
    public JsonNode get(String key) {
        return node.path(key);
    }

    /// {@return how an error names a field}
    public String name(String key) {
        return path.isEmpty() ? key : path + "." + key;
    }

    /// {@return a string, if the field is there}
    ///
    /// @throws FieldException if it is something else
    public Optional<String> string(String key) {
        if (!has(key)) {
            return Optional.empty();
        }
        if (!get(key).isString()) {
            throw wrong(key, "a string");
        }
        return Optional.of(get(key).stringValue());
    }

    /// {@return a string}
    ///
    /// @throws FieldException if it is absent or something else
    public String requiredString(String key) {
        return string(key).orElseThrow(() -> missing(key, "a string"));
    }

    /// {@return a whole number of a range, if the field is there}
    ///
    /// @throws FieldException if it is something else
    public OptionalInt integer(String key, int least, int most) {
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

    /// {@return a number of a range, if the field is there}
    ///
    /// @throws FieldException if it is something else
    public OptionalDouble number(String key, double least, double most) {
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

    /// {@return true or false; `otherwise` if the field is absent}
    ///
    /// @throws FieldException if it is something else
    public boolean flag(String key, boolean otherwise) {
        if (!has(key)) {
            return otherwise;
        }
        if (!get(key).isBoolean()) {
            throw wrong(key, "true or false");
        }
        return get(key).booleanValue();
    }

    /// {@return an object's fields, if the field is there}
    ///
    /// @throws FieldException if it is something else
    public Optional<Fields> object(String key) {
        return has(key) ? Optional.of(of(name(key), get(key))) : Optional.empty();
    }

    /// {@return the objects in a list; empty if it is absent}
    public List<Fields> objects(String key, int most) {
        List<Fields> objects = new ArrayList<>();
        for (JsonNode element : elements(key, most)) {
            objects.add(of("%s[%d]".formatted(name(key), objects.size()), element));
        }
        return objects;
    }

    /// {@return the values in a list; empty if it is absent}
    public List<JsonNode> elements(String key, int most) {
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

    /// {@return the error of a field that has to be there}
    ///
    /// @param wanted what it should be
    public FieldException missing(String key, String wanted) {
        return new FieldException(
                name(key),
                "%s is missing; give %s".formatted(name(key), wanted),
                "missing_required_parameter");
    }

    /// {@return the error of a field with a wrong value}
    ///
    /// @param wanted what it should be
    public FieldException wrong(String key, String wanted) {
        return refused(name(key), "%s is %s; use %s".formatted(name(key), shown(get(key)), wanted));
    }

    /// {@return the error of a value that is refused}
    ///
    /// @param param where it stands
    /// @param message one line that says what is wrong and what to do
    public static FieldException refused(String param, String message) {
        return new FieldException(param, message, "invalid_value");
    }

    /// {@return the beginning of a value, on one line and without halves of surrogate pairs, which
    /// no UTF-8 can carry}
    public static String shown(JsonNode value) {
        String text = value.toString();
        String cut = text.length() <= SHOWN_MAX ? text : text.substring(0, SHOWN_MAX) + "...";
        int[] whole = cut.codePoints().map(c -> c >= 0xD800 && c <= 0xDFFF ? 0xFFFD : c).toArray();
        return new String(whole, 0, whole.length);
    }

    private static String plain(double value) {
        return value == Math.rint(value) ? Long.toString((long) value) : Double.toString(value);
    }
}
