package dev.baltoro.engine.grammar.schema;

import java.util.HashSet;
import java.util.Set;
import tools.jackson.databind.JsonNode;

/// A part of a schema and its place.
///
/// @param path JSON pointer of the part, from `#`
/// @param spent combining keywords (`anyOf`, `oneOf`) that have been worked out already
record Located(JsonNode node, String path, Set<String> spent) {
    Located(JsonNode node, String path) {
        this(node, path, Set.of());
    }

    /// {@return the value of a keyword}
    Located child(String name) {
        return new Located(
                node.path(name), path + "/" + name.replace("~", "~0").replace("/", "~1"));
    }

    Located child(int index) {
        return new Located(node.path(index), path + "/" + index);
    }

    Located without(String keyword) {
        Set<String> more = new HashSet<>(spent);
        more.add(keyword);
        return new Located(node, path, Set.copyOf(more));
    }

    boolean has(String keyword) {
        return node.has(keyword) && !spent.contains(keyword);
    }

    SchemaException error(String problem) {
        return new SchemaException(path, problem);
    }

    /// Places are unique in a schema, and comparing whole trees is slow.
    @Override
    public boolean equals(Object other) {
        return other instanceof Located located
                && path.equals(located.path)
                && spent.equals(located.spent);
    }

    @Override
    public int hashCode() {
        return 31 * path.hashCode() + spent.hashCode();
    }
}
