package dev.baltoro.engine.grammar.schema;

import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import tools.jackson.databind.JsonNode;

/// Which of JSON Schema's keywords a grammar can hold.
///
/// Words that are not JSON Schema's are annotations, as the specification has it (2020-12, core,
/// 6.5), also in the wrong letter case; `format` too is one (validation, 7.2.1).
final class Keywords {
    /// Keywords by the type they speak of; those of all types have none.
    private static final Map<String, Shape.Kind> TYPED = new TreeMap<>();

    private static final Set<String> UNTYPED =
            Set.of("type", "enum", "const", "anyOf", "oneOf", "allOf", "$ref");

    private static final Set<String> COMBINING =
            Set.of(
                    "not",
                    "if",
                    "then",
                    "else",
                    "dependencies",
                    "additionalItems",
                    "minContains",
                    "maxContains");

    private static final Set<String> REFUSED = Set.of("$dynamicRef", "$recursiveRef");

    /// What no schema can say itself: values that are excluded, ...
    static final String EXCEPT = "\0except";

    /// ... a pattern that does not match, ...
    static final String NOT_PATTERN = "\0notPattern";

    /// ... a number that none is a multiple of, ...
    static final String NOT_MULTIPLE = "\0notMultiple";

    /// ... numbers in their shortest spelling, ...
    static final String PLAIN = "\0plain";

    /// ... and that a number is not an integer.
    static final String FRACTION = "\0fraction";

    static {
        for (String name :
                new String[] {
                    "properties",
                    "patternProperties",
                    "additionalProperties",
                    "propertyNames",
                    "required",
                    "minProperties",
                    "maxProperties",
                    "dependentRequired",
                    "dependentSchemas",
                    "unevaluatedProperties"
                }) {
            TYPED.put(name, Shape.Kind.OBJECT);
        }
        for (String name :
                new String[] {
                    "items", "prefixItems", "minItems", "maxItems", "contains", "unevaluatedItems"
                }) {
            TYPED.put(name, Shape.Kind.ARRAY);
        }
        TYPED.put("uniqueItems", Shape.Kind.ARRAY);
        for (String name : new String[] {"minLength", "maxLength", "pattern"}) {
            TYPED.put(name, Shape.Kind.STRING);
        }
        for (String name :
                new String[] {
                    "minimum", "maximum", "exclusiveMinimum", "exclusiveMaximum", "multipleOf"
                }) {
            TYPED.put(name, Shape.Kind.NUMBER);
        }
    }

    private Keywords() {}

    static boolean isKnown(String name) {
        return TYPED.containsKey(name)
                || UNTYPED.contains(name)
                || REFUSED.contains(name)
                || COMBINING.contains(name);
    }

    /// Refuses a schema that says what no grammar here can hold.
    static void check(Located schema) {
        for (String name : schema.node().propertyNames()) {
            if (REFUSED.contains(name)) {
                throw schema.child(name)
                        .error("a grammar cannot express this keyword; leave it out");
            }
            if (name.startsWith("\0") && !schema.exact()) {
                throw schema.error("a keyword may not begin with U+0000");
            }
        }
    }

    /// Adds the types that a schema's own keywords speak of.
    static void spokenOf(JsonNode schema, Set<Shape.Kind> kinds) {
        for (String name : schema.propertyNames()) {
            Shape.Kind kind = TYPED.get(name);
            JsonNode value = schema.path(name);
            boolean draft3 = name.equals("required") && value.isBoolean();
            if (kind != null && !value.isNull() && !draft3) {
                kinds.add(kind);
            }
        }
    }
}
