package dev.baltoro.synth.evolve;

import dev.baltoro.synth.tool.Column;
import dev.baltoro.synth.tool.ValueKind;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Pattern;
import tools.jackson.databind.JsonNode;

/// Parameters of tools that exist, read as columns: by type, format, and what their names say.
final class ReadColumn {
    private static final int DEPTH_MAX = 2;
    private static final int CHOICES_MAX = 12;

    /// What names say of texts, the first that matches.
    private static final List<Map.Entry<Pattern, ValueKind>> NAMES =
            List.of(
                    named("e ?mail", ValueKind.EMAIL),
                    named("url|uri|link|website|endpoint|webhook", ValueKind.URL),
                    named("date|day|deadline|since|birthday", ValueKind.DATE),
                    named("time|timestamp|at|when", ValueKind.MOMENT),
                    named("path|file|filename|directory|folder|dir", ValueKind.PATH),
                    named("phone|mobile number", ValueKind.PHONE),
                    named("language|lang|locale", ValueKind.LANGUAGE),
                    named("currency", ValueKind.CURRENCY),
                    named("color|colour", ValueKind.COLOR),
                    named("city|location|place|country|region", ValueKind.PLACE),
                    named(
                            "id|ids|key|code|symbol|hash|sha|slug|address|uuid|ticker|version|branch|ref",
                            ValueKind.CODE),
                    named(
                            "description|content|body|text|message|prompt|notes?|comment|reason|summary|instructions?",
                            ValueKind.NOTE),
                    named(
                            "user|username|owner|author|assignee|sender|recipient|person|member",
                            ValueKind.NAME));

    private ReadColumn() {}

    private static Map.Entry<Pattern, ValueKind> named(String words, ValueKind kind) {
        return Map.entry(Pattern.compile("(^|.* )(" + words + ")"), kind);
    }

    /// {@return the column; empty if nothing is said about its values}
    ///
    /// @param name of the parameter
    /// @param schema of its values
    static Optional<Column> of(String name, JsonNode schema) {
        return of(name, schema, 0);
    }

    private static Optional<Column> of(String name, JsonNode schema, int depth) {
        List<String> words = NameWords.of(name);
        if (words.isEmpty() || words.size() > 6) {
            return Optional.empty();
        }
        String said = String.join(" ", words);
        JsonNode choices = schema.path("enum");
        if (choices.isArray()
                && !choices.isEmpty()
                && choices.valueStream().allMatch(JsonNode::isString)) {
            return Optional.of(
                    Column.choice(
                            said,
                            choices.valueStream()
                                    .map(JsonNode::asString)
                                    .distinct()
                                    .limit(CHOICES_MAX)
                                    .toList()));
        }
        return switch (type(schema)) {
            case "integer" -> Optional.of(Column.of(said, ValueKind.COUNT));
            case "number" -> Optional.of(Column.of(said, ValueKind.AMOUNT));
            case "boolean" -> Optional.of(Column.of(said, ValueKind.FLAG));
            case "array" -> array(said, schema.path("items"), depth);
            case "object" -> object(said, schema, ValueKind.OBJECT, depth);
            default -> Optional.of(Column.of(said, text(said, schema.path("format").asString(""))));
        };
    }

    private static String type(JsonNode schema) {
        JsonNode type = schema.path("type");
        if (type.isArray()) {
            return type.valueStream()
                    .map(one -> one.asString(""))
                    .filter(one -> !one.equals("null"))
                    .findFirst()
                    .orElse("string");
        }
        for (JsonNode one : schema.path("anyOf")) {
            if (!one.path("type").asString("").equals("null")) {
                return one.path("type").asString("string");
            }
        }
        return type.asString(schema.has("properties") ? "object" : "string");
    }

    private static ValueKind text(String said, String format) {
        switch (format) {
            case "date" -> {
                return ValueKind.DATE;
            }
            case "date-time" -> {
                return ValueKind.MOMENT;
            }
            case "email" -> {
                return ValueKind.EMAIL;
            }
            case "uri", "url" -> {
                return ValueKind.URL;
            }
            default -> {}
        }
        return NAMES.stream()
                .filter(entry -> entry.getKey().matcher(said).matches())
                .map(Map.Entry::getValue)
                .findFirst()
                .orElse(ValueKind.TITLE);
    }

    private static Optional<Column> array(String said, JsonNode items, int depth) {
        return switch (type(items)) {
            case "object" -> object(said, items, ValueKind.OBJECTS, depth);
            case "integer", "number" -> Optional.of(Column.of(said, ValueKind.NUMBERS));
            default -> Optional.of(Column.of(said, ValueKind.TAGS));
        };
    }

    private static Optional<Column> object(
            String said, JsonNode schema, ValueKind kind, int depth) {
        List<String> required =
                schema.path("required").valueStream().map(one -> one.asString("")).toList();
        List<Column> parts = new ArrayList<>();
        if (depth < DEPTH_MAX) {
            for (Map.Entry<String, JsonNode> one : schema.path("properties").properties()) {
                of(one.getKey(), one.getValue(), depth + 1)
                        .map(part -> part.optional(!required.contains(one.getKey())))
                        .filter(part ->
                                parts.stream().noneMatch(other -> other.key().equals(part.key())))
                        .ifPresent(parts::add);
            }
        }
        return parts.isEmpty()
                ? Optional.empty()
                : Optional.of(new Column(said, kind, List.of(), 0, 0, false, parts));
    }
}
