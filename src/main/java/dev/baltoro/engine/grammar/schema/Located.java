package dev.baltoro.engine.grammar.schema;

import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.BooleanNode;
import tools.jackson.databind.node.JsonNodeFactory;
import tools.jackson.databind.node.ObjectNode;

/// A part of a schema and its place, or a part made of such parts.
///
/// @param path JSON pointer of the part, from `#`; of a part that was made, of what it was made of
/// @param id what tells it from all other parts
/// @param spent combining keywords (`anyOf`, `not`, ...) that have been worked out already
/// @param exact whether it is read to the letter, without the narrower readings of [TypeReader] and
///   [ObjectReader]: so is what was turned round, and a condition
/// @param grafts children that are not the node's own
/// @param under ids of the schemas with `unevaluatedProperties` or `unevaluatedItems` that this one
///   is a part of, at the same value
record Located(
        JsonNode node,
        String path,
        String id,
        Set<String> spent,
        boolean exact,
        Map<String, Located> grafts,
        Set<String> under) {
    private static final JsonNodeFactory JSON = JsonNodeFactory.instance;

    Located(JsonNode node, String path) {
        this(node, path, path, Set.of(), false, Map.of(), Set.of());
    }

    /// {@return the schema of all values}
    static Located anything(String path) {
        return new Located(BooleanNode.TRUE, path, "true", Set.of(), true, Map.of(), Set.of());
    }

    /// {@return a schema that is made of some keywords and of other schemas}
    ///
    /// @param like what it is made for
    /// @param id tells it from what else is made for that
    static Located made(Located like, String id, JsonNode node, Map<String, Located> grafts) {
        return new Located(
                node, like.path, "(" + like.id + ")" + id, Set.of(), true, grafts, like.under);
    }

    /// {@return the values that are not this schema's}
    Located negated() {
        ObjectNode node = JSON.objectNode();
        node.set("not", this.node);
        return made(this, "/!", node, Map.of("not", exactly()));
    }

    /// {@return the values of all of some schemas}
    static Located all(Located like, String id, List<Located> schemas) {
        Located list = list(like, id, schemas);
        ObjectNode node = JSON.objectNode();
        node.set("allOf", list.node);
        return made(like, id, node, Map.of("allOf", list));
    }

    static Located list(Located like, String id, List<Located> schemas) {
        ArrayNode nodes = JSON.arrayNode();
        Map<String, Located> grafts = new java.util.HashMap<>();
        for (int i = 0; i < schemas.size(); i++) {
            nodes.add(schemas.get(i).node);
            grafts.put(Integer.toString(i), schemas.get(i));
        }
        return made(like, id + "[]", nodes, Map.copyOf(grafts));
    }

    /// {@return the value of a keyword}
    Located child(String name) {
        Located graft = grafts.get(name);
        if (graft != null) {
            return graft;
        }
        return below(node.path(name), name.replace("~", "~0").replace("/", "~1"));
    }

    Located child(int index) {
        Located graft = grafts.get(Integer.toString(index));
        return graft != null ? graft : below(node.path(index), Integer.toString(index));
    }

    private Located below(JsonNode value, String step) {
        String place = step.startsWith("\0") ? path : path + "/" + step;
        return new Located(value, place, id + "/" + step, Set.of(), exact, Map.of(), Set.of());
    }

    /// {@return a part of this schema that speaks of the same value}
    Located beside(Located part) {
        Set<String> more = new HashSet<>(under);
        if (node.has("unevaluatedProperties") || node.has("unevaluatedItems")) {
            more.add(id);
        }
        more.addAll(part.under);
        return new Located(
                part.node,
                part.path,
                part.id,
                part.spent,
                part.exact,
                part.grafts,
                Set.copyOf(more));
    }

    Located exactly() {
        return exact ? this : new Located(node, path, id, spent, true, grafts, under);
    }

    Located without(String keyword) {
        Set<String> more = new HashSet<>(spent);
        more.add(keyword);
        return new Located(node, path, id, Set.copyOf(more), exact, grafts, under);
    }

    /// {@return whether a keyword is said; null says nothing, as in the rest of a request}
    boolean has(String keyword) {
        JsonNode value = node.path(keyword);
        return !value.isMissingNode()
                && (!value.isNull() || keyword.equals("const"))
                && !spent.contains(keyword);
    }

    SchemaException error(String problem) {
        return new SchemaException(path, problem);
    }

    /// Ids tell parts apart, and comparing whole trees is slow.
    @Override
    public boolean equals(Object other) {
        return other instanceof Located located
                && id.equals(located.id)
                && spent.equals(located.spent)
                && exact == located.exact
                && under.equals(located.under);
    }

    @Override
    public int hashCode() {
        return 31 * id.hashCode() + spent.hashCode();
    }
}
