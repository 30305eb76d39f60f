package dev.baltoro.synth.tool;

import dev.baltoro.agent.tool.ToolFailure;
import java.math.BigDecimal;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.JsonNodeFactory;
import tools.jackson.databind.node.ObjectNode;

/// Actions that add to numbers of rows and take away from them, never past a column's bounds.
///
/// @param table whose rows are changed
/// @param given by the call
record AmountMoving(Blueprint blueprint, TableState table, Given given) {
    JsonNode outcome() throws ToolFailure {
        BigDecimal delta = given.needed(Role.DELTA).decimalValue();
        for (Guard guard : blueprint.guards()) {
            if (guard.kind() == Guard.Kind.CEILING
                    && delta.abs().compareTo(new BigDecimal(guard.value())) > 0) {
                throw new ToolFailure("no more than %s at once".formatted(guard.value()));
            }
        }
        ObjectNode row = table.row(given.needed(Role.KEY));
        if (blueprint.action() == Action.ADJUST) {
            move(row, delta);
            return shown(row);
        }
        ObjectNode other = table.row(given.needed(Role.OTHER_KEY));
        if (row == other) {
            throw new ToolFailure("both are the same " + blueprint.table().noun());
        }
        if (delta.signum() <= 0) {
            throw new ToolFailure("nothing is moved");
        }
        move(row, delta.negate());
        move(other, delta);
        ObjectNode both = row.objectNode();
        both.set("from", shown(row));
        both.set("to", shown(other));
        return both;
    }

    private ObjectNode shown(ObjectNode row) {
        return new RowReading(blueprint, table, given).shown(row);
    }

    private void move(ObjectNode row, BigDecimal delta) throws ToolFailure {
        Column column =
                blueprint
                        .table()
                        .column(blueprint.detail())
                        .orElseThrow(() -> new ToolFailure("there is no such amount"));
        BigDecimal now = row.path(column.key()).decimalValue(BigDecimal.ZERO).add(delta);
        if (now.compareTo(BigDecimal.valueOf(column.from())) < 0) {
            throw new ToolFailure("there is not enough %s".formatted(column.said()));
        }
        if (column.to() != Column.NUMBER_MAX
                && now.compareTo(BigDecimal.valueOf(column.to())) > 0) {
            throw new ToolFailure("%s may be %d at most".formatted(column.said(), column.to()));
        }
        row.set(column.key(), plain(now));
    }

    /// {@return a number as a person would write it: 12, not 12.00}
    static JsonNode plain(BigDecimal number) {
        BigDecimal bare = number.stripTrailingZeros();
        if (bare.scale() > 0) {
            return JsonNodeFactory.instance.numberNode(bare.doubleValue());
        }
        long whole = bare.longValue();
        return whole == (int) whole // as a parser makes it, so that equal numbers are equal nodes
                ? JsonNodeFactory.instance.numberNode((int) whole)
                : JsonNodeFactory.instance.numberNode(whole);
    }
}
