package dev.baltoro.engine.grammar.schema;

import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import tools.jackson.databind.JsonNode;

/// Which of JSON Schema's keywords a grammar can hold.
///
/// Words that are not JSON Schema's are annotations, as the specification has it (2020-12, core,
/// 6.5); `format` too is one (validation, 7.2.1). A keyword in the wrong letter case is an error,
/// since nobody writes one as an annotation.
final class Keywords {
    /// Keywords by the type they speak of; those of all types have none.
    private static final Map<String, Shape.Kind> TYPED = new TreeMap<>();

    private static final Set<String> UNTYPED =
            Set.of("type", "enum", "const", "anyOf", "oneOf", "allOf", "$ref");

    private static final Set<String> REFUSED =
            Set.of(
                    "not",
                    "if",
                    "then",
                    "else",
                    "contains",
                    "minContains",
                    "maxContains",
                    "dependencies",
                    "dependentRequired",
                    "dependentSchemas",
                    "unevaluatedItems",
                    "unevaluatedProperties",
                    "additionalItems",
                    "$dynamicRef",
                    "$recursiveRef");

    static {
        for (String name :
                new String[] {
                    "properties",
                    "patternProperties",
                    "additionalProperties",
                    "propertyNames",
                    "required",
                    "minProperties",
                    "maxProperties"
                }) {
            TYPED.put(name, Shape.Kind.OBJECT);
        }
        for (String name : new String[] {"items", "prefixItems", "minItems", "maxItems"}) {
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

    /// Refuses a schema that says what no grammar here can hold.
    static void check(Located schema) {
        for (String name : schema.node().propertyNames()) {
            if (REFUSED.contains(name)) {
                throw schema.child(name)
                        .error("a grammar cannot express this keyword; leave it out");
            }
            if (!TYPED.containsKey(name) && !UNTYPED.contains(name)) {
                misspelled(schema, name);
            }
        }
    }

    private static void misspelled(Located schema, String name) {
        String lower = name.toLowerCase(Locale.ROOT);
        for (Set<String> known : Set.of(TYPED.keySet(), UNTYPED, REFUSED)) {
            for (String keyword : known) {
                if (keyword.toLowerCase(Locale.ROOT).equals(lower)) {
                    throw schema.child(name)
                            .error("unknown keyword; did you mean " + keyword + "?");
                }
            }
        }
    }

    /// Adds the types that a schema's own keywords speak of.
    static void spokenOf(JsonNode schema, Set<Shape.Kind> kinds) {
        for (String name : schema.propertyNames()) {
            Shape.Kind kind = TYPED.get(name);
            if (kind != null) {
                kinds.add(kind);
            }
        }
    }
}
