package dev.baltoro.engine.grammar.copy;

import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;

/// Where in the JSON of a call's arguments its bytes have come to. The JSON is taken for valid: a
/// grammar sees to that.
final class ArgumentPlace {
    /// What stands in an array has no key of its own.
    private static final String ELEMENT = "";

    private final List<String> keys = new ArrayList<>();
    private final List<Boolean> objects = new ArrayList<>();
    private final ByteArrayOutputStream key = new ByteArrayOutputStream();
    private boolean string;
    private boolean isKey;
    private boolean escaped;

    ArgumentPlace() {}

    private ArgumentPlace(ArgumentPlace other) {
        keys.addAll(other.keys);
        objects.addAll(other.objects);
        key.writeBytes(other.key.toByteArray());
        string = other.string;
        isKey = other.isKey;
        escaped = other.escaped;
    }

    ArgumentPlace copy() {
        return new ArgumentPlace(this);
    }

    /// Goes on by a byte.
    void next(byte next) {
        if (string) {
            inString(next);
            return;
        }
        switch (next) {
            case '"' -> {
                string = true;
                key.reset();
            }
            case '{', '[' -> {
                objects.add(next == '{');
                keys.add(ELEMENT);
                isKey = next == '{';
            }
            case '}', ']' -> {
                objects.removeLast();
                keys.removeLast();
                isKey = false;
            }
            case ':' -> isKey = false;
            case ',' -> isKey = objects.getLast();
            default -> {} // a number, a word, a space
        }
    }

    private void inString(byte next) {
        if (escaped) {
            escaped = false;
        } else if (next == '\\') {
            escaped = true;
        } else if (next == '"') {
            string = false;
            if (isKey) {
                keys.set(keys.size() - 1, key.toString(StandardCharsets.UTF_8));
            }
            return;
        }
        if (isKey) {
            key.write(next);
        }
    }

    /// {@return whether it is inside a string}
    boolean inString() {
        return string;
    }

    /// {@return whether it is inside a string that is a value}
    boolean inValue() {
        return string && !isKey;
    }

    /// {@return whether the next byte is the second of an escape}
    boolean isEscaped() {
        return escaped;
    }

    /// {@return the value's keys from the outside in, with points between; arrays add none}
    String path() {
        return String.join(".", keys.stream().filter(name -> !name.equals(ELEMENT)).toList());
    }
}
