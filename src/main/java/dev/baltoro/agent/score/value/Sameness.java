package dev.baltoro.agent.score.value;

import java.util.Map;
import tools.jackson.databind.JsonNode;

/// Equality of two JSON values that no tool would treat differently.
///
/// Types count: 3 equals 3.0 but neither "3" nor true. Texts are compared in Unicode's composed
/// form, absolute paths without trailing slashes. Lists have no order.
public final class Sameness {
    /// Numbers may differ by this share of the larger one.
    public static final double RELATIVE_TOLERANCE = 1e-9;

    private static final double ABSOLUTE_TOLERANCE = 1e-12;

    private Sameness() {}

    /// {@return whether two values are the same}
    public static boolean same(JsonNode a, JsonNode b) {
        return switch (a.getNodeType()) {
            case BOOLEAN -> b.isBoolean() && a.booleanValue() == b.booleanValue();
            case NUMBER -> b.isNumber() && sameNumber(a, b);
            case STRING -> b.isString() && sameText(a.stringValue(), b.stringValue());
            case ARRAY ->
                    b.isArray()
                            && Pairing.exists(
                                    a.size(), b.size(), (i, j) -> same(a.get(i), b.get(j)));
            case OBJECT -> b.isObject() && sameObject(a, b);
            case NULL -> b.isNull();
            case BINARY, POJO, MISSING -> false;
        };
    }

    private static boolean sameNumber(JsonNode a, JsonNode b) {
        if (a.isIntegralNumber() && b.isIntegralNumber()) {
            if (a.bigIntegerValue().equals(b.bigIntegerValue())) {
                return true;
            }
        }
        return close(a.doubleValue(), b.doubleValue(), RELATIVE_TOLERANCE, ABSOLUTE_TOLERANCE);
    }

    /// {@return whether two numbers differ by at most a share of the larger, or by at most an
    /// absolute amount}
    public static boolean close(double a, double b, double relative, double absolute) {
        if (a == b) {
            return true;
        }
        if (!Double.isFinite(a) || !Double.isFinite(b)) {
            return false;
        }
        double apart = Math.abs(a - b);
        return apart <= relative * Math.max(Math.abs(a), Math.abs(b)) || apart <= absolute;
    }

    private static boolean sameText(String first, String second) {
        String a = TextForm.composed(first);
        String b = TextForm.composed(second);
        return a.equals(b)
                || a.startsWith("/")
                        && a.length() > 1
                        && withoutSlashes(a).equals(withoutSlashes(b));
    }

    private static String withoutSlashes(String path) {
        int end = path.length();
        while (end > 0 && path.charAt(end - 1) == '/') {
            end--;
        }
        return path.substring(0, end);
    }

    private static boolean sameObject(JsonNode a, JsonNode b) {
        if (a.size() != b.size()) {
            return false;
        }
        for (Map.Entry<String, JsonNode> member : a.properties()) {
            if (!b.has(member.getKey()) || !same(member.getValue(), b.get(member.getKey()))) {
                return false;
            }
        }
        return true;
    }
}
