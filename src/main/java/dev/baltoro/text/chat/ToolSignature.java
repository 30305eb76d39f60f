package dev.baltoro.text.chat;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/// A tool's declaration in one line, as people write one: for terminals, and for prompts that have
/// no room for JSON.
///
/// `add(title: string, due?: date, tags?: string[], room: {name: string}, mode: fast|slow = fast)
/// Adds a task.` A parameter that a call may leave out has a `?`, strings of a known format have
/// its name, and references that a schema makes to other parts of it are followed. What is too long
/// is cut, optional parameters first, and an `…` says so.
public final class ToolSignature {
    /// Longest signature in chars.
    public static final int CHARS_MAX = 480;

    private static final int DESCRIPTION_MAX = 120;
    private static final int VALUES_MAX = 8;
    private static final int VALUE_MAX = 40;
    private static final int DEPTH_MAX = 4;
    private static final String CUT = "…";
    private static final Set<String> FORMATS =
            Set.of("date", "time", "date-time", "email", "uri", "uuid");

    private final JsonNode root;

    private ToolSignature(JsonNode root) {
        this.root = root;
    }

    /// {@return such as `set(key: string, value: string) Save a value.`}
    public static String of(ToolDeclaration tool) {
        JsonNode function = JsonMapper.shared().readTree(tool.json()).path("function");
        JsonNode schema = function.path("parameters");
        ToolSignature signature = new ToolSignature(schema);
        String description = firstSentence(function.path("description").asString(""));
        String end = description.isEmpty() ? ")" : ")  " + description;
        String name = cut(tool.name(), VALUE_MAX * 2);
        int room = CHARS_MAX - name.length() - 1 - end.length();
        return name + "(" + signature.within(schema, room) + end;
    }

    /// {@return the parameters in a room: all, else without optional ones from the last on, else
    /// cut}
    private String within(JsonNode schema, int room) {
        Set<String> required = texts(schema.path("required")).collect(Collectors.toSet());
        List<Map.Entry<String, JsonNode>> left =
                new ArrayList<>(schema.path("properties").properties());
        String shown = members(left, required, 1);
        for (int i = left.size() - 1; i >= 0 && shown.length() > room; i--) {
            if (!required.contains(left.get(i).getKey())) {
                left.remove(i);
                shown = members(left, required, 1) + (left.isEmpty() ? CUT : ", " + CUT);
            }
        }
        return cut(shown, room);
    }

    private String members(
            List<Map.Entry<String, JsonNode>> properties, Set<String> required, int depth) {
        return properties.stream()
                .map(one -> {
                    boolean needed = required.contains(one.getKey());
                    JsonNode fallback = one.getValue().path("default");
                    return one.getKey()
                            + (needed ? ": " : "?: ")
                            + type(one.getValue(), depth)
                            + (fallback.isValueNode() && !fallback.isNull()
                                    ? " = " + cut(fallback.asString(), VALUE_MAX)
                                    : "");
                })
                .collect(Collectors.joining(", "));
    }

    private String type(JsonNode property, int depth) {
        JsonNode schema = followed(property);
        if (schema.has("enum")) {
            return choices(texts(schema.path("enum")).toList());
        }
        if (schema.has("const")) {
            return cut(schema.path("const").asString(""), VALUE_MAX);
        }
        for (String several : List.of("anyOf", "oneOf")) {
            if (schema.path(several).isArray() && depth < DEPTH_MAX) {
                return choices(
                        schema.path(several)
                                .valueStream()
                                .map(one -> type(one, depth + 1))
                                .filter(one -> !one.equals("null"))
                                .distinct()
                                .toList());
            }
        }
        String type = named(schema);
        String format = schema.path("format").asString("");
        return switch (type) {
            case "string" -> FORMATS.contains(format) ? format : type;
            case "array" ->
                    (depth < DEPTH_MAX ? type(schema.path("items"), depth + 1) : "any") + "[]";
            case "object" -> object(schema, depth);
            default -> type;
        };
    }

    private String object(JsonNode schema, int depth) {
        if (schema.path("properties").isEmpty() || depth >= DEPTH_MAX) {
            return "object";
        }
        Set<String> required = texts(schema.path("required")).collect(Collectors.toSet());
        List<Map.Entry<String, JsonNode>> properties =
                List.copyOf(schema.path("properties").properties());
        return "{" + members(properties, required, depth + 1) + "}";
    }

    /// {@return the part of the schema that a reference names; itself if it is none}
    private JsonNode followed(JsonNode schema) {
        String reference = schema.path("$ref").asString("");
        return reference.startsWith("#/") ? root.at(reference.substring(1)) : schema;
    }

    /// {@return the type; of several the first that is not `null`}
    private static String named(JsonNode schema) {
        JsonNode type = schema.path("type");
        if (type.isArray()) {
            return texts(type).filter(one -> !one.equals("null")).findFirst().orElse("any");
        }
        return type.asString(schema.has("properties") ? "object" : "any");
    }

    private static String choices(List<String> values) {
        String shown =
                values.stream()
                        .limit(VALUES_MAX)
                        .map(value -> cut(value, VALUE_MAX))
                        .collect(Collectors.joining("|"));
        return values.size() > VALUES_MAX ? shown + "|" + CUT : shown;
    }

    private static String firstSentence(String description) {
        String line = description.strip().replaceAll("\\s+", " ");
        int end = line.indexOf(". ");
        return cut(end < 0 ? line : line.substring(0, end + 1), DESCRIPTION_MAX);
    }

    private static String cut(String text, int most) {
        return text.length() <= most ? text : text.substring(0, Math.max(0, most - 1)) + CUT;
    }

    private static Stream<String> texts(JsonNode array) {
        return array.valueStream().map(one -> one.asString(""));
    }
}
