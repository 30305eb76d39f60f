package dev.baltoro.engine.grammar.schema;

import java.util.EnumSet;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import tools.jackson.databind.JsonNode;

/// Which types schemas allow.
///
/// A schema without `type` that has keywords of objects alone means objects, though the
/// specification lets any other value pass them: so do its writers. With keywords of several types
/// it means these, without any all types.
final class TypeReader {
    /// What draft 3 calls any type; so is one that is a schema, until it is worked out.
    static final String ANY = "any";

    private TypeReader() {}

    static Set<Shape.Kind> kinds(Conjunction all) {
        Set<Shape.Kind> kinds = EnumSet.allOf(Shape.Kind.class);
        for (Located type : all.each("type")) {
            Set<Shape.Kind> named = EnumSet.noneOf(Shape.Kind.class);
            Set<String> names = names(type);
            if (names.contains(ANY)) {
                continue;
            }
            names.forEach(name ->
                    named.add(
                            name.equals("integer")
                                    ? Shape.Kind.NUMBER
                                    : Shape.Kind.valueOf(name.toUpperCase(Locale.ROOT))));
            kinds.retainAll(named);
        }
        List<Located> written = all.parts().stream().filter(part -> !part.exact()).toList();
        boolean typed =
                written.stream()
                        .anyMatch(
                                part -> part.has("type") || part.has("enum") || part.has("const"));
        if (!typed) {
            Set<Shape.Kind> spokenOf = EnumSet.noneOf(Shape.Kind.class);
            written.forEach(part -> Keywords.spokenOf(part.node(), spokenOf));
            if (!spokenOf.isEmpty()) {
                kinds.retainAll(spokenOf);
            }
        }
        return kinds;
    }

    /// {@return whether numbers must be integers}
    static boolean integers(Conjunction all) {
        return all.each("type").stream()
                .map(TypeReader::names)
                .anyMatch(names -> names.contains("integer") && !names.contains("number"));
    }

    static Set<String> names(Located type) {
        Set<String> names = new HashSet<>();
        if (type.node().isArray()) {
            type.node().forEach(name -> names.add(name.isObject() ? ANY : name(type, name)));
        } else {
            names.add(name(type, type.node()));
        }
        return names;
    }

    private static String name(Located type, JsonNode node) {
        String name = node.isString() ? node.stringValue() : "";
        return switch (name) {
            case "object", "array", "string", "number", "integer", "boolean", "null", ANY -> name;
            default ->
                    throw type.error(
                            "%s is not a type; use object, array, string, number, integer, boolean or null"
                                    .formatted(node));
        };
    }
}
