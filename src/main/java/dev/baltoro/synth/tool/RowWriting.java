package dev.baltoro.synth.tool;

import dev.baltoro.agent.tool.ToolFailure;
import java.util.List;
import java.util.Map;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

/// Actions that add, change and delete rows.
///
/// @param table whose rows are changed
/// @param given by the call
record RowWriting(Blueprint blueprint, TableState table, Given given) {
    JsonNode outcome() throws ToolFailure {
        return switch (blueprint.action()) {
            case CREATE -> shown(created(given.byColumn(Role.VALUE)));
            case CREATE_MANY -> createdMany(given.needed(Role.ITEMS));
            case UPDATE, SET -> {
                ObjectNode row = held();
                yield shown(changed(row, given.byColumn(Role.VALUE)));
            }
            case DELETE -> {
                ObjectNode row = held();
                table.remove(row);
                ObjectNode done = JsonMapper.shared().createObjectNode();
                yield done.set("deleted", row.get(blueprint.table().idKey()));
            }
            case CLEAR -> cleared();
            case TAG -> relabelled(true);
            default -> relabelled(false);
        };
    }

    private ObjectNode shown(ObjectNode row) {
        return new RowReading(blueprint, table, given).shown(row);
    }

    private ObjectNode created(ObjectNode values) throws ToolFailure {
        int rows = table.rows().size();
        for (Guard guard : blueprint.guards()) {
            if (guard.kind() == Guard.Kind.FULL && rows >= Integer.parseInt(guard.value())) {
                throw new ToolFailure(
                        "there are %d %s already, and no more than %s are kept"
                                .formatted(rows, blueprint.table().plural(), guard.value()));
            }
        }
        refuse(values);
        return table.add(values);
    }

    private ObjectNode createdMany(JsonNode items) throws ToolFailure {
        ObjectNode result = JsonMapper.shared().createObjectNode();
        ArrayNode array = result.putArray("created");
        for (JsonNode item : items) {
            ObjectNode values = JsonMapper.shared().createObjectNode();
            for (Column column : blueprint.table().columns()) {
                JsonNode value = item.path(blueprint.style().parameter(column.said()));
                if (!value.isMissingNode()) {
                    values.set(column.key(), value);
                }
            }
            array.add(shown(created(values)));
        }
        return result;
    }

    /// {@return the row that the call means, if it may be changed}
    private ObjectNode held() throws ToolFailure {
        ObjectNode row = table.row(given.needed(Role.KEY));
        for (Guard guard : blueprint.guards()) {
            if (guard.kind() == Guard.Kind.LOCKED
                    && row.path(guard.column()).asString("").equals(guard.value())) {
                throw new ToolFailure(
                        "its %s is %s: it cannot be changed"
                                .formatted(guard.column().replace('_', ' '), guard.value()));
            }
        }
        return row;
    }

    private ObjectNode changed(ObjectNode row, ObjectNode values) throws ToolFailure {
        if (values.isEmpty()) {
            throw new ToolFailure("nothing was given to change");
        }
        refuse(values);
        row.setAll(values);
        return row;
    }

    /// Refuses values that a guard does not allow.
    private void refuse(ObjectNode values) throws ToolFailure {
        for (Guard guard : blueprint.guards()) {
            JsonNode value = values.path(guard.column());
            if (value.isMissingNode()) {
                continue;
            }
            String said = guard.column().replace('_', ' ');
            if (guard.kind() == Guard.Kind.CEILING
                    && value.asDouble() > Double.parseDouble(guard.value())) {
                throw new ToolFailure("%s may be %s at most".formatted(said, guard.value()));
            }
            if (guard.kind() == Guard.Kind.UNIQUE
                    && table.rows().stream()
                            .anyMatch(row -> row.path(guard.column()).equals(value))) {
                throw new ToolFailure(
                        "there is a %s with the %s %s already"
                                .formatted(blueprint.table().noun(), said, value.asString("")));
            }
        }
    }

    private ObjectNode cleared() throws ToolFailure {
        List<ObjectNode> rows = new RowReading(blueprint, table, given).matching();
        for (Guard guard : blueprint.guards()) {
            if (guard.kind() == Guard.Kind.TOO_MANY
                    && rows.size() > Integer.parseInt(guard.value())) {
                throw new ToolFailure(
                        "%d %s are meant; no more than %s are deleted at once"
                                .formatted(rows.size(), blueprint.table().plural(), guard.value()));
            }
        }
        rows.forEach(table::remove);
        return JsonMapper.shared().createObjectNode().put("deleted", rows.size());
    }

    private ObjectNode relabelled(boolean add) throws ToolFailure {
        ObjectNode row = held();
        for (Map.Entry<String, JsonNode> labels : given.byColumn(Role.LABELS).properties()) {
            ArrayNode now = JsonMapper.shared().createArrayNode();
            row.path(labels.getKey()).forEach(now::add);
            for (JsonNode label : labels.getValue()) {
                boolean there = now.valueStream().anyMatch(label::equals);
                if (add && !there) {
                    now.add(label);
                } else if (!add && !there) {
                    throw new ToolFailure("it does not have " + label.asString());
                } else if (!add) {
                    now.removeIf(label::equals);
                }
            }
            row.set(labels.getKey(), now);
        }
        return shown(row);
    }
}
