package dev.baltoro.agent.score.value;

import dev.baltoro.text.chat.CanonicalJson;
import java.util.stream.Collectors;
import tools.jackson.databind.JsonNode;

/// A value as text, to search in or to compare loosely.
public final class WrittenValue {
    private WrittenValue() {}

    /// {@return all that a value says: a text itself, a list's elements side by side, else JSON}
    public static String all(JsonNode value) {
        return switch (value.getNodeType()) {
            case STRING -> value.stringValue();
            case ARRAY ->
                    value.valueStream().map(WrittenValue::all).collect(Collectors.joining(" | "));
            default -> CanonicalJson.dumps(value, ", ", ": ");
        };
    }

    /// {@return a text itself, else JSON: 3 is "3" and 3.0 is "3.0"}
    public static String plain(JsonNode value) {
        return value.isString() ? value.stringValue() : CanonicalJson.dumps(value, ", ", ": ");
    }
}
