package dev.baltoro.synth.tool;

import dev.baltoro.agent.tool.ToolFailure;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.JsonNodeFactory;
import tools.jackson.databind.node.ObjectNode;

/// The rows of one table in a world's state, and the rules that always hold for them: keys are
/// unique, each row has what it must, and each value is one of its column.
///
/// @param style how the parts of objects are written in values
public record TableState(ObjectNode state, TypedTable table, NamingStyle style) {
    /// Most rows that a table takes, whatever its tools allow.
    public static final int ROWS_MAX = 10_000;

    private static final int FIRST_NUMBER = 101;

    /// {@return the rows in their order}
    public List<ObjectNode> rows() {
        List<ObjectNode> rows = new ArrayList<>();
        for (JsonNode row : array()) {
            rows.add((ObjectNode) row);
        }
        return rows;
    }

    private ArrayNode array() {
        return state.get(table.key()) instanceof ArrayNode there
                ? there
                : state.putArray(table.key());
    }

    /// {@return the row that has a key}
    ///
    /// @throws ToolFailure if none has
    public ObjectNode row(JsonNode key) throws ToolFailure {
        for (ObjectNode row : rows()) {
            if (row.path(table.idKey()).equals(key)) {
                return row;
            }
        }
        throw new ToolFailure("there is no %s %s".formatted(table.noun(), key.asString()));
    }

    /// Adds a row, and gives it a key where the table gives keys.
    ///
    /// @throws ToolFailure if its key is taken, or the table is full
    public ObjectNode add(ObjectNode values) throws ToolFailure {
        if (array().size() >= ROWS_MAX) {
            throw new ToolFailure("there is no room for another " + table.noun());
        }
        ObjectNode row = values.objectNode();
        if (table.keyForm() != KeyForm.LABEL) {
            row.set(TypedTable.ID, nextKey());
        }
        row.setAll(values);
        JsonNode key = row.path(table.idKey());
        for (ObjectNode other : rows()) {
            if (other.path(table.idKey()).equals(key)) {
                throw new ToolFailure(
                        "there is a %s %s already".formatted(table.noun(), key.asString()));
            }
        }
        array().add(row);
        return row;
    }

    public void remove(ObjectNode row) {
        ArrayNode array = array();
        for (int i = 0; i < array.size(); i++) {
            if (array.get(i) == row) {
                array.remove(i);
                return;
            }
        }
    }

    private JsonNode nextKey() {
        int last = FIRST_NUMBER - 1;
        for (ObjectNode row : rows()) {
            String key = row.path(TypedTable.ID).asString();
            last = Math.max(last, Integer.parseInt(key.substring(key.indexOf('-') + 1)));
        }
        return table.keyForm() == KeyForm.NUMBER
                ? JsonNodeFactory.instance.numberNode(last + 1)
                : JsonNodeFactory.instance.stringNode(table.prefix() + "-" + (last + 1));
    }

    /// {@return which rule does not hold; empty if all do}
    public Optional<String> broken() {
        Set<JsonNode> keys = new HashSet<>();
        for (ObjectNode row : rows()) {
            if (!keys.add(row.path(table.idKey()))) {
                return Optional.of("two rows have the key " + row.path(table.idKey()));
            }
            for (Column column : table.columns()) {
                JsonNode value = row.path(column.key());
                if (value.isMissingNode() && !column.optional()) {
                    return Optional.of("a row lacks " + column.said());
                }
                if (!value.isMissingNode()
                        && ValueCheck.problem(column, value, style).isPresent()) {
                    return ValueCheck.problem(column, value, style);
                }
            }
        }
        return Optional.empty();
    }
}
