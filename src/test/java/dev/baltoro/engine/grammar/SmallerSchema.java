package dev.baltoro.engine.grammar;

import java.util.List;
import java.util.Set;
import java.util.function.Predicate;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

/// Takes parts out of a schema as long as something remains true of it.
final class SmallerSchema {
    /// Without these a schema is read narrower than it is written, which is another matter.
    private static final Set<String> KEPT =
            Set.of("type", "const", "enum", "additionalProperties", "$ref");

    private final JsonNode root;
    private final Predicate<JsonNode> holds;

    private SmallerSchema(JsonNode root, Predicate<JsonNode> holds) {
        this.root = root;
        this.holds = holds;
    }

    /// {@return a schema of which nothing more can be left out}
    static JsonNode of(JsonNode schema, Predicate<JsonNode> holds) {
        SmallerSchema smaller = new SmallerSchema(schema.deepCopy(), holds);
        while (smaller.less(smaller.root)) {
            // again: what could not go before may go now
        }
        return smaller.root;
    }

    private boolean less(JsonNode node) {
        boolean changed = false;
        if (node instanceof ObjectNode object) {
            for (String name : List.copyOf(object.propertyNames())) {
                JsonNode value = object.path(name);
                if (!KEPT.contains(name)) {
                    ObjectNode before = object.deepCopy();
                    object.remove(name);
                    if (holds.test(root)) {
                        changed = true;
                        continue;
                    }
                    object.removeAll();
                    object.setAll(before); // in the old order
                    object.set(name, value);
                }
                changed |= less(object.path(name));
            }
        }
        if (node instanceof ArrayNode array) {
            for (int i = array.size() - 1; i >= 0; i--) {
                JsonNode item = array.remove(i);
                if (holds.test(root)) {
                    changed = true;
                } else {
                    array.insert(i, item);
                    changed |= less(item);
                }
            }
        }
        return changed;
    }
}
