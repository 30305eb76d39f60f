package dev.baltoro.engine.grammar.schema;

import java.util.HashSet;
import java.util.List;
import java.util.Set;

/// Whether the branches of `oneOf` exclude each other, so that one of them holds when any does.
///
/// Proven where types differ, constants differ, a string's constants are outside the other's
/// language, or where a property that one branch requires is forbidden in the other or has values
/// that are disjoint there and is required too.
final class Disjoint {
    private record Pair(Definition first, Definition second) {}

    private final Set<Pair> open = new HashSet<>();

    private Disjoint() {}

    static void check(Located oneOf, List<Definition> branches) {
        for (int i = 0; i < branches.size(); i++) {
            SchemaException.checkPatience(oneOf.path());
            for (int j = 0; j < i; j++) {
                if (!new Disjoint().disjoint(branches.get(j), branches.get(i))) {
                    throw oneOf.error(
                            "branches %d and %d may both match, which a grammar cannot rule out; use anyOf, or tell them apart by type or by a required constant property"
                                    .formatted(j, i));
                }
            }
        }
    }

    private boolean disjoint(Definition first, Definition second) {
        // What is asked again while it is being worked out is not proven yet.
        if (!open.add(new Pair(first, second))) {
            return false;
        }
        boolean result =
                first.alternatives().stream()
                        .allMatch(left ->
                                second.alternatives().stream()
                                        .allMatch(right -> disjoint(left.shape(), right.shape())));
        open.remove(new Pair(first, second));
        return result;
    }

    private boolean disjoint(Shape first, Shape second) {
        if (kind(first) != kind(second)) {
            return true;
        }
        return switch (first) {
            case Shape.Members left when second instanceof Shape.Members right ->
                    differ(left, right) || differ(right, left);
            case Shape.Word left when second instanceof Shape.Word right -> differ(left, right);
            case Shape.Word left when second instanceof Shape.Text right -> outside(left, right);
            case Shape.Text left when second instanceof Shape.Word right -> outside(right, left);
            default -> false;
        };
    }

    private boolean differ(Shape.Members left, Shape.Members right) {
        return left.properties().stream()
                .filter(Shape.Property::required)
                .anyMatch(property -> excluded(property, right));
    }

    private boolean excluded(Shape.Property property, Shape.Members from) {
        for (Shape.Property other : from.properties()) {
            if (other.name().equals(property.name())) {
                return other.required() && disjoint(property.value(), other.value());
            }
        }
        return from.closed()
                && from.others().stream()
                        .noneMatch(others -> others.names().matches(property.name()));
    }

    private static boolean differ(Shape.Word left, Shape.Word right) {
        return !SchemaReader.JSON
                .readTree(left.json())
                .equals(
                        (first, second) ->
                                first.isNumber() && second.isNumber()
                                        ? first.decimalValue().compareTo(second.decimalValue())
                                        : first.equals(second) ? 0 : 1,
                        SchemaReader.JSON.readTree(right.json()));
    }

    private static boolean outside(Shape.Word word, Shape.Text text) {
        return !text.language().matches(SchemaReader.JSON.readTree(word.json()).stringValue());
    }

    private static Shape.Kind kind(Shape shape) {
        return switch (shape) {
            case Shape.Word(Shape.Kind kind, _) -> kind;
            case Shape.Text _ -> Shape.Kind.STRING;
            case Shape.Number _ -> Shape.Kind.NUMBER;
            case Shape.Members _ -> Shape.Kind.OBJECT;
            case Shape.Items _ -> Shape.Kind.ARRAY;
            case Shape.AnyOf _ -> throw new IllegalStateException("choices are opened before");
        };
    }
}
