package dev.baltoro.text.chat;

import java.math.BigDecimal;
import java.util.Arrays;
import java.util.Comparator;
import java.util.Map;
import tools.jackson.databind.JsonNode;

/// JSON as K2's template writes tool declarations: Python's `json.dumps` with keys sorted at every
/// depth, separators `,` and `:`, and other alphabets as they are.
final class CanonicalJson {
    /// Python writes floats from 1e-4 up to this power of ten without an exponent.
    private static final int PLAIN_EXPONENT_MAX = 16;

    private static final int PLAIN_EXPONENT_MIN = -4;

    private CanonicalJson() {}

    static String write(JsonNode node) {
        StringBuilder target = new StringBuilder();
        write(node, target);
        return target.toString();
    }

    private static void write(JsonNode node, StringBuilder target) {
        switch (node.getNodeType()) {
            case OBJECT -> writeObject(node, target);
            case ARRAY -> {
                String separator = "[";
                for (JsonNode element : node) {
                    target.append(separator);
                    write(element, target);
                    separator = ",";
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

    private static void writeObject(JsonNode node, StringBuilder target) {
        target.append('{');
        node.properties().stream()
                .sorted(Map.Entry.comparingByKey(BY_CODE_POINT))
                .forEach(entry -> {
                    if (target.charAt(target.length() - 1) != '{') {
                        target.append(',');
                    }
                    writeString(entry.getKey(), target);
                    target.append(':');
                    write(entry.getValue(), target);
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
