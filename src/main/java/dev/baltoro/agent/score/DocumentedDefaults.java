package dev.baltoro.agent.score;

import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.BooleanNode;
import tools.jackson.databind.node.JsonNodeFactory;

/// The values that a tool takes for arguments that are left out, as far as its schema says: by
/// `default`, by "(default: 5)" or "fast (default)" in a description, or by being a flag, which is
/// off.
final class DocumentedDefaults {
    private static final Pattern NAMED = Pattern.compile("\\(default: ([^(),;]+)[),;]");
    private static final Pattern MARKED = Pattern.compile("([\\w.-]+) \\((?:[^()]*\\W)?default\\)");

    private DocumentedDefaults() {}

    /// {@return defaults by the argument's name}
    ///
    /// @param schema of the arguments
    static Map<String, JsonNode> of(JsonNode schema) {
        Map<String, JsonNode> defaults = new LinkedHashMap<>();
        for (Map.Entry<String, JsonNode> property : schema.path("properties").properties()) {
            of(schema, property.getKey(), property.getValue())
                    .ifPresent(value -> defaults.put(property.getKey(), value));
        }
        return defaults;
    }

    private static Optional<JsonNode> of(JsonNode schema, String name, JsonNode property) {
        if (property.has("default")) {
            return Optional.of(property.get("default"));
        }
        boolean required =
                schema.path("required")
                        .valueStream()
                        .anyMatch(one -> one.asString("").equals(name));
        if (required) {
            return Optional.empty();
        }
        return worded(property)
                .or(() ->
                        property.path("type").asString("").equals("boolean")
                                ? Optional.of(BooleanNode.FALSE)
                                : Optional.empty());
    }

    private static Optional<JsonNode> worded(JsonNode property) {
        String description = property.path("description").asString("");
        Matcher named = NAMED.matcher(description);
        if (named.find()) {
            return typed(property, named.group(1).strip());
        }
        Matcher marked = MARKED.matcher(description);
        return marked.find() ? typed(property, marked.group(1)) : Optional.empty();
    }

    /// {@return a word as a value of the property's type; empty if it is none}
    private static Optional<JsonNode> typed(JsonNode property, String word) {
        JsonNodeFactory nodes = JsonNodeFactory.instance;
        try {
            Optional<JsonNode> value =
                    switch (property.path("type").asString("")) {
                        case "string" -> Optional.of(nodes.stringNode(word));
                        case "integer" -> Optional.of(nodes.numberNode(Long.parseLong(word)));
                        case "number" -> Optional.of(nodes.numberNode(Double.parseDouble(word)));
                        case "boolean" ->
                                word.equals("true") || word.equals("false")
                                        ? Optional.of(nodes.booleanNode(word.equals("true")))
                                        : Optional.empty();
                        default -> Optional.empty();
                    };
            JsonNode allowed = property.path("enum");
            return value.filter(
                    one -> !allowed.isArray() || allowed.valueStream().anyMatch(one::equals));
        } catch (NumberFormatException e) {
            return Optional.empty();
        }
    }
}
