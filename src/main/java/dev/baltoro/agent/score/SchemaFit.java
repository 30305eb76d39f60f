package dev.baltoro.agent.score;

import dev.baltoro.agent.score.value.Sameness;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Predicate;
import java.util.regex.Pattern;
import java.util.regex.PatternSyntaxException;
import java.util.stream.Stream;
import tools.jackson.databind.JsonNode;

/// Whether values fit a JSON Schema, by the assertions of draft 7 that tools' schemas have: types,
/// constants, members, items, lengths, ranges, patterns, combinations, and references within the
/// schema. `format` and references to other documents let everything through.
///
/// Written apart from the grammar that holds answers to a schema, so that one can be checked
/// against the other.
public final class SchemaFit {
    /// References that are followed within one another.
    private static final int DEPTH_MAX = 64;

    private final JsonNode root;
    private final Map<String, Pattern> patterns = new HashMap<>();
    private int depth;

    private SchemaFit(JsonNode root) {
        this.root = root;
    }

    /// {@return whether a value fits}
    public static boolean fits(JsonNode schema, JsonNode value) {
        return new SchemaFit(schema).fit(schema, value);
    }

    private boolean fit(JsonNode schema, JsonNode value) {
        if (schema.isBoolean()) {
            return schema.booleanValue();
        }
        if (++depth > DEPTH_MAX) {
            throw new IllegalArgumentException("the schema's references do not end");
        }
        try {
            return schema.has("$ref")
                    ? fitReference(schema.path("$ref").asString(""), value)
                    : fitType(schema.path("type"), value)
                            && fitConstants(schema, value)
                            && fitCombinations(schema, value)
                            && switch (value.getNodeType()) {
                                case OBJECT -> fitObject(schema, value);
                                case ARRAY -> fitArray(schema, value);
                                case STRING -> fitString(schema, value.stringValue());
                                case NUMBER -> fitNumber(schema, value.doubleValue());
                                default -> true;
                            };
        } finally {
            depth--;
        }
    }

    private boolean fitReference(String reference, JsonNode value) {
        if (!reference.startsWith("#")) {
            return true;
        }
        JsonNode target = reference.equals("#") ? root : root.at(reference.substring(1));
        return target.isMissingNode() || fit(target, value);
    }

    private static boolean fitType(JsonNode type, JsonNode value) {
        return type.isMissingNode()
                || (type.isArray() ? type.valueStream() : Stream.of(type))
                        .anyMatch(one -> isOfType(one.asString(""), value));
    }

    private static boolean isOfType(String type, JsonNode value) {
        return switch (type) {
            case "object" -> value.isObject();
            case "array" -> value.isArray();
            case "string" -> value.isString();
            case "boolean" -> value.isBoolean();
            case "null" -> value.isNull();
            case "number" -> value.isNumber();
            case "integer" ->
                    value.isNumber() && value.doubleValue() == Math.rint(value.doubleValue());
            default -> true;
        };
    }

    private static boolean fitConstants(JsonNode schema, JsonNode value) {
        JsonNode allowed = schema.path("enum");
        return (!allowed.isArray() || allowed.valueStream().anyMatch(one -> equal(one, value)))
                && (!schema.has("const") || equal(schema.get("const"), value));
    }

    /// Equality in JSON's sense: 1 is 1.0, and lists have an order.
    private static boolean equal(JsonNode a, JsonNode b) {
        return a.isNumber() && b.isNumber() ? Sameness.same(a, b) : a.equals(b);
    }

    private boolean fitCombinations(JsonNode schema, JsonNode value) {
        Predicate<JsonNode> fits = one -> fit(one, value);
        JsonNode any = schema.path("anyOf");
        JsonNode one = schema.path("oneOf");
        return schema.path("allOf").valueStream().allMatch(fits)
                && (!any.isArray() || any.valueStream().anyMatch(fits))
                && (!one.isArray() || one.valueStream().filter(fits).count() == 1)
                && (!schema.has("not") || !fit(schema.get("not"), value));
    }

    private boolean fitObject(JsonNode schema, JsonNode value) {
        boolean whole =
                schema.path("required").valueStream().allMatch(name -> value.has(name.asString("")))
                        && value.size() >= schema.path("minProperties").asLong(0)
                        && value.size() <= schema.path("maxProperties").asLong(Long.MAX_VALUE);
        return whole
                && value.properties().stream()
                        .allMatch(member -> fitMember(schema, member.getKey(), member.getValue()));
    }

    private boolean fitMember(JsonNode schema, String name, JsonNode value) {
        boolean declared = schema.path("properties").has(name);
        if (declared && !fit(schema.path("properties").get(name), value)) {
            return false;
        }
        for (Map.Entry<String, JsonNode> other : schema.path("patternProperties").properties()) {
            if (found(other.getKey(), name)) {
                declared = true;
                if (!fit(other.getValue(), value)) {
                    return false;
                }
            }
        }
        JsonNode more = schema.path("additionalProperties");
        return declared || more.isMissingNode() || fit(more, value);
    }

    private boolean fitArray(JsonNode schema, JsonNode list) {
        if (list.size() < schema.path("minItems").asLong(0)
                || list.size() > schema.path("maxItems").asLong(Long.MAX_VALUE)) {
            return false;
        }
        List<JsonNode> items = List.copyOf(list.values());
        JsonNode each = schema.path("items");
        for (int i = 0; i < items.size(); i++) {
            JsonNode item = each.isArray() ? each.path(i) : each;
            if (item.isMissingNode()) {
                item = each.isArray() ? schema.path("additionalItems") : item;
            }
            if (!item.isMissingNode() && !fit(item, items.get(i))) {
                return false;
            }
        }
        return !schema.path("uniqueItems").asBoolean(false) || areUnique(items);
    }

    private static boolean areUnique(List<JsonNode> items) {
        for (int i = 0; i < items.size(); i++) {
            JsonNode item = items.get(i);
            if (items.subList(0, i).stream().anyMatch(other -> equal(other, item))) {
                return false;
            }
        }
        return true;
    }

    private boolean fitString(JsonNode schema, String text) {
        int letters = text.codePointCount(0, text.length());
        return letters >= schema.path("minLength").asLong(0)
                && letters <= schema.path("maxLength").asLong(Long.MAX_VALUE)
                && (!schema.has("pattern") || found(schema.path("pattern").asString(""), text));
    }

    private boolean found(String pattern, String text) {
        try {
            return patterns.computeIfAbsent(pattern, Pattern::compile).matcher(text).find();
        } catch (PatternSyntaxException e) {
            return true; // of another dialect
        }
    }

    private static boolean fitNumber(JsonNode schema, double number) {
        double infinity = Double.POSITIVE_INFINITY;
        double step = number(schema, "multipleOf", 0);
        double steps = step == 0 ? 0 : number / step;
        return number >= number(schema, "minimum", -infinity)
                && number <= number(schema, "maximum", infinity)
                && number > number(schema, "exclusiveMinimum", -infinity)
                && number < number(schema, "exclusiveMaximum", infinity)
                && Sameness.close(steps, Math.rint(steps), Sameness.RELATIVE_TOLERANCE, 0);
    }

    private static double number(JsonNode schema, String key, double otherwise) {
        JsonNode bound = schema.path(key);
        return bound.isNumber() ? bound.doubleValue() : otherwise;
    }
}
