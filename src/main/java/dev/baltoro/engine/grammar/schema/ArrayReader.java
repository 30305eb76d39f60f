package dev.baltoro.engine.grammar.schema;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import tools.jackson.databind.node.JsonNodeFactory;
import tools.jackson.databind.node.ObjectNode;

/// Arrays: `items`, `prefixItems` (or a list under `items` with `additionalItems`, as older drafts
/// have it), `unevaluatedItems`, `contains`, `minItems`, `maxItems`.
final class ArrayReader {
    /// Items that a list without repetitions may be required to have.
    private static final int UNIQUE_MAX = 100;

    private ArrayReader() {}

    static Shape shape(SchemaReader reader, Conjunction all, String path) {
        int most = all.most("maxItems");
        Optional<Located> unique =
                all.each("uniqueItems").stream()
                        .filter(value -> value.node().asBoolean(false) && most > 1)
                        .findFirst();
        int prefix = all.parts().stream().mapToInt(part -> first(part).size()).max().orElse(0);
        Optional<Located> contains = contains(all);
        if (unique.isPresent() && (prefix > 0 || contains.isPresent())) {
            throw unique.get()
                    .error("cannot be expressed beside prefixItems or contains; leave one out");
        }
        int least = all.least("minItems");
        if (unique.isPresent() && least > UNIQUE_MAX) {
            throw unique.get()
                    .error(
                            "can be expressed for minItems up to %d; leave one out"
                                    .formatted(UNIQUE_MAX));
        }
        List<Definition> items = new ArrayList<>();
        List<Definition> matches = new ArrayList<>();
        for (int i = 0; i <= prefix; i++) {
            List<Located> item = item(all, i, path);
            unique.ifPresent(value -> item.add(shortestSpelling(value)));
            List<Located> match = new ArrayList<>(item);
            if (contains.isPresent()) {
                Located part = contains.get();
                match.add(part.child("contains"));
                if (part.has("maxContains")) {
                    item.add(part.child("contains").negated());
                }
                matches.add(reader.definition(match));
            }
            items.add(reader.definition(item));
        }
        Shape.Items shape =
                new Shape.Items(
                        items.subList(0, prefix),
                        Optional.of(items.getLast()),
                        least,
                        most,
                        contains.map(part ->
                                new Shape.Contains(
                                        matches,
                                        least(part),
                                        part.has("maxContains")
                                                ? Conjunction.count(part.child("maxContains"))
                                                : Shape.UNBOUNDED)),
                        unique.isPresent());
        unique.ifPresent(value -> reader.atEnd(() -> requireScalars(items.getLast(), value)));
        return shape;
    }

    /// Numbers are told apart by their spelling.
    private static Located shortestSpelling(Located unique) {
        ObjectNode node = JsonNodeFactory.instance.objectNode().put(Keywords.PLAIN, true);
        return Located.made(unique, "/plain", node, Map.of());
    }

    /// What an item says is known only when all of it is written, and then it is too late.
    private static void requireScalars(Definition item, Located unique) {
        boolean containers =
                item.alternatives().stream()
                        .filter(Definition::isPossible)
                        .anyMatch(one ->
                                one.shape() instanceof Shape.Members
                                        || one.shape() instanceof Shape.Items);
        if (containers) {
            throw unique.error(
                    "can be expressed for items that are strings, numbers or constants, not for objects and arrays; leave it out");
        }
    }

    private static Optional<Located> contains(Conjunction all) {
        List<Located> parts =
                all.parts().stream()
                        .filter(part -> part.has("contains"))
                        .filter(part -> least(part) > 0 || part.has("maxContains"))
                        .toList();
        if (parts.size() > 1) {
            throw parts.getLast()
                    .child("contains")
                    .error("only one contains can be expressed for one array");
        }
        return parts.stream().findFirst();
    }

    /// {@return how many items must match `contains` at least}
    static int least(Located part) {
        if (!part.has("minContains")) {
            return 1;
        }
        Located value = part.child("minContains");
        int least = Conjunction.count(value);
        if (least > Conjunction.LEAST_MAX) {
            throw value.error("may be %d at most".formatted(Conjunction.LEAST_MAX));
        }
        return least;
    }

    /// {@return the schemas of the first items, each with a schema of its own}
    private static List<Located> first(Located part) {
        Located list = part.child(part.has("prefixItems") ? "prefixItems" : "items");
        if (part.has("prefixItems") && !list.node().isArray()) {
            throw list.error("takes a list of schemas");
        }
        List<Located> schemas = new ArrayList<>();
        for (int i = 0; list.node().isArray() && i < list.node().size(); i++) {
            schemas.add(list.child(i));
        }
        return schemas;
    }

    /// {@return what a schema itself says of the item at a place}
    static List<Located> own(Located part, int index) {
        List<Located> evaluated = evaluated(part, index);
        return evaluated.isEmpty() && part.has("unevaluatedItems")
                ? List.of(part.child("unevaluatedItems"))
                : evaluated;
    }

    private static List<Located> evaluated(Located part, int index) {
        List<Located> first = first(part);
        if (index < first.size()) {
            return List.of(first.get(index));
        }
        boolean older = !part.has("prefixItems") && part.node().path("items").isArray();
        String rest = older ? "additionalItems" : "items";
        return part.has(rest) && !part.node().path(rest).isArray()
                ? List.of(part.child(rest))
                : List.of();
    }

    private static List<Located> item(Conjunction all, int index, String path) {
        List<Located> schemas = new ArrayList<>();
        schemas.add(Located.anything(path + " (any item)"));
        for (Located part : all.parts()) {
            boolean elsewhere =
                    all.parts().stream()
                            .filter(other -> other.under().contains(part.id()) && !other.exact())
                            .anyMatch(other -> !own(other, index).isEmpty());
            schemas.addAll(elsewhere ? evaluated(part, index) : own(part, index));
        }
        return schemas;
    }
}
