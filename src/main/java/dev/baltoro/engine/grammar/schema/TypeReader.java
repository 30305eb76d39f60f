package dev.baltoro.engine.grammar.schema;

import java.util.EnumSet;
import java.util.HashSet;
import java.util.Locale;
import java.util.Set;
import tools.jackson.databind.JsonNode;

/// Which types schemas allow.
///
/// A schema without `type` that has keywords of objects alone means objects, though the
/// specification lets any other value pass them: so do its writers. With keywords of several types
/// it means these, without any all types.
final class TypeReader {
    private TypeReader() {}

    static Set<Shape.Kind> kinds(Conjunction all) {
        Set<Shape.Kind> kinds = EnumSet.allOf(Shape.Kind.class);
        for (Located type : all.each("type")) {
            Set<Shape.Kind> named = EnumSet.noneOf(Shape.Kind.class);
            names(type)
                    .forEach(name ->
                            named.add(
                                    name.equals("integer")
                                            ? Shape.Kind.NUMBER
                                            : Shape.Kind.valueOf(name.toUpperCase(Locale.ROOT))));
            kinds.retainAll(named);
        }
        if (!all.has("type") && !all.has("enum") && !all.has("const")) {
            Set<Shape.Kind> spokenOf = EnumSet.noneOf(Shape.Kind.class);
            all.parts().forEach(part -> Keywords.spokenOf(part.node(), spokenOf));
            return spokenOf.isEmpty() ? kinds : spokenOf;
        }
        return kinds;
    }

    /// {@return whether numbers must be integers}
    static boolean integers(Conjunction all) {
        return all.each("type").stream()
                .map(TypeReader::names)
                .anyMatch(names -> names.contains("integer") && !names.contains("number"));
    }

    private static Set<String> names(Located type) {
        Set<String> names = new HashSet<>();
        if (type.node().isArray()) {
            type.node().forEach(name -> names.add(name(type, name)));
        } else {
            names.add(name(type, type.node()));
        }
        return names;
    }

    private static String name(Located type, JsonNode node) {
        String name = node.isString() ? node.stringValue() : "";
        return switch (name) {
            case "object", "array", "string", "number", "integer", "boolean", "null" -> name;
            default ->
                    throw type.error(
                            "%s is no type; use object, array, string, number, integer, boolean or null"
                                    .formatted(node));
        };
    }
}
