package dev.baltoro.text.chat;

import java.math.BigDecimal;
import java.util.Arrays;
import java.util.Comparator;
import java.util.Map;
import java.util.stream.Stream;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/// JSON as K2's template writes tool declarations: Python's `json.dumps` with keys sorted at every
/// depth, separators `,` and `:`, and other alphabets as they are.
public final class CanonicalJson {
    /// What stands between elements, and between a key and its value.
    private record Layout(String comma, String colon, boolean sorted) {
        static final Layout NONE = new Layout(",", ":", true);
        static final Layout SPACES = new Layout(", ", ": ", true);
    }

    /// Python writes floats from 1e-4 up to this power of ten without an exponent.
    private static final int PLAIN_EXPONENT_MAX = 16;

    private static final int PLAIN_EXPONENT_MIN = -4;

    private CanonicalJson() {}

    static String write(JsonNode node) {
        return write(node, Layout.NONE);
    }

    /// {@return the same with a space after each comma and colon, as `json.dumps` has it when
    /// nothing is said}
    static String spaced(String json) {
        return write(JsonMapper.shared().readTree(json), Layout.SPACES);
    }

    /// {@return Python's `json.dumps` of a value, other alphabets as they are and keys in their
    /// order}
    ///
    /// @param comma what stands between elements
    /// @param colon what stands between a key and its value
    public static String dumps(JsonNode node, String comma, String colon) {
        return write(node, new Layout(comma, colon, false));
    }

    private static String write(JsonNode node, Layout layout) {
        StringBuilder target = new StringBuilder();
        write(node, layout, target);
        return target.toString();
    }

    private static void write(JsonNode node, Layout layout, StringBuilder target) {
        switch (node.getNodeType()) {
            case OBJECT -> writeObject(node, layout, target);
            case ARRAY -> {
                String separator = "[";
                for (JsonNode element : node) {
                    target.append(separator);
                    write(element, layout, target);
                    separator = layout.comma();
                }
                target.append(node.isEmpty() ? "[]" : "]");
            }
            case STRING -> writeString(node.stringValue(), target);
            case NUMBER ->
                    target.append(
                            node.isIntegralNumber()
                                    ? node.asString()
                                    : pythonFloat(node.doubleValue()));
            case BOOLEAN, NULL ->
                    target.append(node.asString().isEmpty() ? "null" : node.asString());
            case BINARY, POJO, MISSING ->
                    throw new IllegalArgumentException("not JSON: " + node.getNodeType());
        }
    }

    private static void writeObject(JsonNode node, Layout layout, StringBuilder target) {
        target.append('{');
        Stream<Map.Entry<String, JsonNode>> entries = node.properties().stream();
        (layout.sorted() ? entries.sorted(Map.Entry.comparingByKey(BY_CODE_POINT)) : entries)
                .forEach(entry -> {
                    if (target.charAt(target.length() - 1) != '{') {
                        target.append(layout.comma());
                    }
                    writeString(entry.getKey(), target);
                    target.append(layout.colon());
                    write(entry.getValue(), layout, target);
                });
        target.append('}');
    }

    /// Python's order of strings; Java's own is by UTF-16 unit.
    private static final Comparator<String> BY_CODE_POINT =
            (left, right) -> {
                int[] a = left.codePoints().toArray();
                int[] b = right.codePoints().toArray();
                return Arrays.compare(a, b);
            };

    private static void writeString(String text, StringBuilder target) {
        target.append('"');
        for (int i = 0; i < text.length(); i++) {
            char c = text.charAt(i);
            switch (c) {
                case '"' -> target.append("\\\"");
                case '\\' -> target.append("\\\\");
                case '\n' -> target.append("\\n");
                case '\r' -> target.append("\\r");
                case '\t' -> target.append("\\t");
                case '\f' -> target.append("\\f");
                case '\b' -> target.append("\\b");
                default -> {
                    if (c < 0x20) {
                        target.append("\\u%04x".formatted((int) c));
                    } else {
                        target.append(c);
                    }
                }
            }
        }
        target.append('"');
    }

    /// {@return the shortest digits that give the same double, in Python's layout}
    static String pythonFloat(double value) {
        if (Double.isInfinite(value)) {
            return value > 0 ? "Infinity" : "-Infinity";
        }
        if (value == 0) {
            return 1 / value < 0 ? "-0.0" : "0.0";
        }
        BigDecimal shortest = new BigDecimal(Double.toString(value)).stripTrailingZeros();
        int exponent = shortest.precision() - shortest.scale() - 1;
        if (exponent >= PLAIN_EXPONENT_MIN && exponent < PLAIN_EXPONENT_MAX) {
            String plain = shortest.toPlainString();
            return plain.contains(".") ? plain : plain + ".0";
        }
        String digits = shortest.unscaledValue().abs().toString();
        String fraction = digits.length() > 1 ? "." + digits.substring(1) : "";
        return "%s%s%se%s%02d"
                .formatted(
                        value < 0 ? "-" : "",
                        digits.charAt(0),
                        fraction,
                        exponent < 0 ? "-" : "+",
                        Math.abs(exponent));
    }
}
