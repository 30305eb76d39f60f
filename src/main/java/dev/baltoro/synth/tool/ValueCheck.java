package dev.baltoro.synth.tool;

import java.util.Map;
import java.util.Optional;
import java.util.regex.Pattern;
import tools.jackson.databind.JsonNode;

/// Whether a value is one that its column may have.
public final class ValueCheck {
    private static final Map<ValueKind, Pattern> FORMS =
            Map.of(
                    ValueKind.DATE, Pattern.compile("\\d{4}-\\d\\d-\\d\\d"),
                    ValueKind.TIME, Pattern.compile("[0-2]\\d:[0-5]\\d"),
                    ValueKind.MOMENT, Pattern.compile("\\d{4}-\\d\\d-\\d\\dT\\d\\d:\\d\\d"),
                    ValueKind.EMAIL, Pattern.compile("[^@\\s]+@[^@\\s]+"),
                    ValueKind.URL, Pattern.compile("[a-z]+://\\S+"));

    private ValueCheck() {}

    /// {@return what is wrong, in one line for the model; empty if nothing is}
    ///
    /// @param style how the parts of objects are written
    public static Optional<String> problem(Column column, JsonNode value, NamingStyle style) {
        boolean fits =
                switch (column.kind()) {
                    case COUNT, PERCENT, MINUTES ->
                            value.isIntegralNumber() && inside(column, value);
                    case AMOUNT -> value.isNumber() && inside(column, value);
                    case FLAG -> value.isBoolean();
                    case CHOICE -> value.isString() && column.choices().contains(value.asString());
                    case TAGS ->
                            value.isArray() && value.valueStream().allMatch(JsonNode::isString);
                    case NUMBERS ->
                            value.isArray() && value.valueStream().allMatch(JsonNode::isNumber);
                    case ADDRESS, MONEY, OBJECT -> partProblem(column, value, style).isEmpty();
                    case OBJECTS ->
                            value.isArray()
                                    && value.valueStream()
                                            .allMatch(one ->
                                                    partProblem(column, one, style).isEmpty());
                    default -> value.isString() && formed(column.kind(), value.asString());
                };
        return fits
                ? Optional.empty()
                : Optional.of("%s cannot be %s".formatted(column.said(), shortened(value)));
    }

    private static Optional<String> partProblem(Column column, JsonNode value, NamingStyle style) {
        if (!value.isObject()) {
            return Optional.of(column.said() + " is no object");
        }
        for (Column part : ColumnSchema.parts(column)) {
            JsonNode inner = value.path(style.parameter(part.said()));
            if (inner.isMissingNode()
                    ? !part.optional()
                    : problem(part, inner, style).isPresent()) {
                return Optional.of(part.said());
            }
        }
        return Optional.empty();
    }

    private static boolean inside(Column column, JsonNode value) {
        return value.asDouble() >= column.from()
                && (column.to() == Column.NUMBER_MAX || value.asDouble() <= column.to());
    }

    private static boolean formed(ValueKind kind, String text) {
        Pattern form = FORMS.get(kind);
        return form == null || form.matcher(text).matches();
    }

    private static String shortened(JsonNode value) {
        String text = value.toString();
        return text.length() <= 40 ? text : text.substring(0, 40) + "…";
    }
}
