package dev.baltoro.engine.grammar.schema;

import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.JsonNodeFactory;
import tools.jackson.databind.node.ObjectNode;

/// A conjunction with a combining keyword as a choice of conjunctions without it.
///
/// @param keyword the place of the keyword
/// @param choices what holds at once in each
record Branches(Located keyword, List<List<Located>> choices) {
    private static final List<String> KEYWORDS =
            List.of(
                    "not",
                    "if",
                    "dependentRequired",
                    "dependentSchemas",
                    "dependencies",
                    "anyOf",
                    "oneOf",
                    "type");

    /// {@return the choice that the first combining keyword makes; empty without one}
    static Optional<Branches> of(Conjunction all, Located root) {
        for (String keyword : KEYWORDS) {
            for (Located part : all.parts()) {
                if (part.has(keyword) && (!keyword.equals("type") || hasSchemas(part))) {
                    return Optional.of(of(all, part, keyword, root));
                }
            }
        }
        return Optional.empty();
    }

    /// {@return whether a conjunction has no combining keyword left}
    static boolean none(Conjunction all) {
        return KEYWORDS.stream()
                .noneMatch(keyword ->
                        all.parts().stream()
                                .anyMatch(part ->
                                        part.has(keyword)
                                                && (!keyword.equals("type") || hasSchemas(part))));
    }

    /// Draft 3 has schemas among the types.
    private static boolean hasSchemas(Located part) {
        return part.node().path("type").valueStream().anyMatch(JsonNode::isObject);
    }

    private static Branches of(Conjunction all, Located part, String keyword, Located root) {
        Located value = part.child(keyword);
        Optional<String> name = dependent(part, keyword);
        Located spent = part.without(name.map(one -> keyword + "/" + one).orElse(keyword));
        List<Located> rest = new ArrayList<>();
        for (Located other : all.parts()) {
            rest.add(other.equals(part) ? spent : other);
        }
        List<List<Located>> added =
                switch (keyword) {
                    case "not" -> single(Negation.of(value, all.propertyNames(), root));
                    case "if" -> condition(part, value);
                    case "anyOf" -> single(Conjunction.list(value));
                    case "oneOf" -> exactlyOne(rest, Conjunction.list(value), root);
                    case "type" -> types(part, value);
                    default ->
                            name.map(one -> dependency(part, value, one))
                                    .orElse(List.of(List.of()));
                };
        List<List<Located>> choices = new ArrayList<>();
        for (List<Located> more : added) {
            List<Located> both = new ArrayList<>(rest);
            more.forEach(schema -> both.add(part.beside(schema)));
            choices.add(both);
        }
        return new Branches(value, choices);
    }

    /// {@return the first name of a dependency that has not been worked out yet}
    private static Optional<String> dependent(Located part, String keyword) {
        if (!keyword.startsWith("depend")) {
            return Optional.empty();
        }
        Located dependencies = part.child(keyword);
        if (!dependencies.node().isObject()) {
            throw dependencies.error("takes an object of schemas or lists of names, by name");
        }
        return dependencies.node().propertyNames().stream()
                .filter(name -> !part.spent().contains(keyword + "/" + name))
                .findFirst();
    }

    private static List<List<Located>> single(List<Located> schemas) {
        return schemas.stream().map(List::of).toList();
    }

    private static List<List<Located>> condition(Located part, Located condition) {
        List<Located> then = new ArrayList<>(List.of(condition.exactly()));
        List<Located> otherwise = new ArrayList<>(List.of(condition.negated()));
        if (!part.has("then") && !part.has("else")) {
            return List.of(List.of());
        }
        if (part.has("then")) {
            then.add(part.child("then"));
        }
        if (part.has("else")) {
            otherwise.add(part.child("else"));
        }
        return List.of(then, otherwise);
    }

    /// One branch, and of the others none: but for those that exclude it anyway.
    private static List<List<Located>> exactlyOne(
            List<Located> rest, List<Located> branches, Located root) {
        List<List<Located>> choices = new ArrayList<>();
        for (int i = 0; i < branches.size(); i++) {
            List<Located> choice = new ArrayList<>(List.of(branches.get(i)));
            for (int j = 0; j < branches.size(); j++) {
                List<Located> both = new ArrayList<>(rest);
                both.add(branches.get(i));
                both.add(branches.get(j).exactly());
                if (j != i
                        && !Contradiction.in(Conjunction.of(both, root), root)
                        && !leavesOut(rest, branches.get(i), branches.get(j), root)) {
                    choice.add(branches.get(j).negated());
                }
            }
            choices.add(choice);
        }
        return choices;
    }

    /// An object that gets no undeclared properties does not match what requires one.
    private static boolean leavesOut(
            List<Located> rest, Located branch, Located other, Located root) {
        List<Located> both = new ArrayList<>(rest);
        both.add(branch);
        Conjunction all = Conjunction.of(both, root);
        Set<String> names = all.propertyNames();
        return ObjectReader.onlyDeclared(all)
                && TypeReader.kinds(all).equals(Set.of(Shape.Kind.OBJECT))
                && none(all)
                && !names.containsAll(
                        Contradiction.required(Conjunction.of(List.of(other.exactly()), root)));
    }

    private static List<List<Located>> types(Located part, Located types) {
        List<List<Located>> choices = new ArrayList<>();
        for (int i = 0; i < types.node().size(); i++) {
            Located type = types.child(i);
            if (type.node().isObject()) {
                choices.add(List.of(type));
            } else {
                ObjectNode node = JsonNodeFactory.instance.objectNode();
                node.set("type", type.node());
                choices.add(
                        List.of(
                                new Located(
                                        node,
                                        part.path(),
                                        type.id() + "!",
                                        Set.of(),
                                        part.exact(),
                                        Map.of(),
                                        Set.of())));
            }
        }
        return choices;
    }

    /// An object without the property, one that has it and what it asks for, or no object.
    private static List<List<Located>> dependency(Located part, Located dependencies, String name) {
        ObjectNode absent = JsonNodeFactory.instance.objectNode().put("type", "object");
        absent.putObject("properties").put(name, false);
        ObjectNode present = JsonNodeFactory.instance.objectNode().put("type", "object");
        present.putArray("required").add(name);
        ObjectNode others = JsonNodeFactory.instance.objectNode();
        others.putArray("type").add("array").add("string").add("number").add("boolean").add("null");
        return List.of(
                List.of(Located.made(part, "/absent " + name, absent, Map.of())),
                List.of(
                        Located.made(part, "/present " + name, present, Map.of()),
                        needed(part, dependencies.child(name), name)),
                List.of(Located.made(part, "/no object", others, Map.of())));
    }

    private static Located needed(Located part, Located value, String name) {
        if (!value.node().isArray() && !value.node().isString()) {
            return value;
        }
        ObjectNode node = JsonNodeFactory.instance.objectNode().put("type", "object");
        names(value).forEach(node.putArray("required")::add);
        return Located.made(part, "/needed by " + name, node, Map.of());
    }

    /// {@return the property names that a dependency lists}
    static Set<String> names(Located list) {
        Set<String> names = new LinkedHashSet<>();
        if (list.node().isString()) {
            names.add(list.node().stringValue());
            return names;
        }
        if (!list.node().isArray() || !list.node().valueStream().allMatch(JsonNode::isString)) {
            throw list.error("takes a list of property names");
        }
        list.node().forEach(name -> names.add(name.stringValue()));
        return names;
    }
}
