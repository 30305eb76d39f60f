package dev.baltoro.engine.grammar.schema;

import dev.baltoro.engine.grammar.regex.Patience;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

/// A schema that its sender does not want to hold strictly: keywords that no grammar can hold are
/// left out, one after the other, instead of refusing it.
///
/// @param definition the values of what is left
/// @param keywords the keywords that were left out; `schema` if it was all of it
public record Relaxed(Definition definition, Set<String> keywords) {
    /// Keywords that are left out of one schema; then all of it is.
    private static final int KEYWORDS_MAX = 50;

    /// {@return the values of a schema, or of what is left of it}
    ///
    /// @param root what places in it begin with in messages
    /// @param arguments whether it speaks of a tool's arguments, which are objects
    /// @throws SchemaException if it is not JSON, or has no value
    public static Relaxed read(JsonNode schema, String root, boolean arguments) {
        JsonNode left = schema.deepCopy();
        Set<String> keywords = new TreeSet<>();
        for (int i = 0; i <= KEYWORDS_MAX; i++) {
            try {
                return new Relaxed(definition(left, root, arguments), keywords);
            } catch (SchemaException e) {
                if (e.path().equals(root)) {
                    throw e; // nothing in it, but all of it
                }
                Optional<String> keyword = remove(left, e.path().substring(root.length()));
                if (keyword.isEmpty()) {
                    break;
                }
                keywords.add(keyword.get());
            }
        }
        String anything = arguments ? "{\"type\":\"object\"}" : "{}";
        return Patience.limited(() ->
                new Relaxed(
                        definition(SchemaReader.parse(anything), root, arguments),
                        Set.of("schema")));
    }

    private static Definition definition(JsonNode schema, String root, boolean arguments) {
        return arguments
                ? SchemaReader.readObject(schema, root)
                : SchemaReader.read(schema.toString(), true);
    }

    /// Removes the innermost keyword of a place, and returns which it was.
    private static Optional<String> remove(JsonNode schema, String pointer) {
        String[] steps = pointer.split("/", -1);
        JsonNode at = schema;
        ObjectNode holder = JsonMapper.shared().createObjectNode();
        String keyword = "";
        for (int i = 1; i < steps.length; i++) {
            String step = steps[i].replace("~1", "/").replace("~0", "~");
            if (at instanceof ObjectNode object && object.has(step)) {
                if (Keywords.isKnown(step)) {
                    holder = object;
                    keyword = step;
                }
                at = object.path(step);
            } else if (at instanceof ArrayNode array && step.matches("[0-9]{1,6}")) {
                at = array.path(Integer.parseInt(step));
            } else {
                break;
            }
        }
        if (keyword.isEmpty()) {
            return Optional.empty();
        }
        holder.remove(keyword);
        return Optional.of(keyword);
    }
}
