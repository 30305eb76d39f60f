package dev.baltoro.synth.tool;

import dev.baltoro.agent.tool.ToolFailure;
import java.math.BigDecimal;
import java.math.MathContext;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

/// Actions that leave a table as it is.
///
/// @param table whose rows are read
/// @param given by the call
record RowReading(Blueprint blueprint, TableState table, Given given) {
    JsonNode outcome() throws ToolFailure {
        return switch (blueprint.action()) {
            case GET -> shown(table.row(given.needed(Role.KEY)));
            case GET_MANY -> {
                List<ObjectNode> rows = new ArrayList<>();
                for (JsonNode key : given.needed(Role.KEYS)) {
                    rows.add(table.row(key));
                }
                yield several(rows);
            }
            case COUNT -> JsonMapper.shared().createObjectNode().put("count", matching().size());
            case TOTAL -> total(matching());
            case COMPARE -> comparison();
            default -> several(page(found()));
        };
    }

    private List<ObjectNode> found() throws ToolFailure {
        List<ObjectNode> rows = matching();
        if (rows.isEmpty() && has(Guard.Kind.EMPTY)) {
            throw new ToolFailure("no %s was found".formatted(blueprint.table().noun()));
        }
        return rows;
    }

    private boolean has(Guard.Kind kind) {
        return blueprint.guards().stream().anyMatch(guard -> guard.kind() == kind);
    }

    /// {@return the rows that a call means, in the table's order}
    List<ObjectNode> matching() {
        ObjectNode equal = given.byColumn(Role.WHERE);
        ObjectNode least = given.byColumn(Role.AT_LEAST);
        ObjectNode most = given.byColumn(Role.AT_MOST);
        Optional<String> query =
                given.first(Role.QUERY).map(text -> text.asString().toLowerCase(Locale.ROOT));
        return table.rows().stream()
                .filter(row -> all(equal, row, 0) && all(least, row, 1) && all(most, row, -1))
                .filter(row -> query.isEmpty() || hasText(row, query.get()))
                .toList();
    }

    /// @param sign 0 for rows whose values are equal, 1 where they may be larger, -1 smaller
    private static boolean all(ObjectNode bounds, ObjectNode row, int sign) {
        for (Map.Entry<String, JsonNode> bound : bounds.properties()) {
            JsonNode value = row.path(bound.getKey());
            boolean fits =
                    sign == 0
                            ? holds(value, bound.getValue())
                            : !value.isMissingNode()
                                    && sign * compare(value, bound.getValue()) >= 0;
            if (!fits) {
                return false;
            }
        }
        return true;
    }

    /// {@return whether a value is the wanted one, or a list that has what is wanted}
    private static boolean holds(JsonNode value, JsonNode wanted) {
        if (value.isArray() && !wanted.isEmpty()) {
            return wanted.valueStream().allMatch(one -> value.valueStream().anyMatch(one::equals));
        }
        return value.isNumber() && wanted.isNumber()
                ? compare(value, wanted) == 0
                : value.equals(wanted);
    }

    private static int compare(JsonNode a, JsonNode b) {
        return a.isNumber() && b.isNumber()
                ? a.decimalValue().compareTo(b.decimalValue())
                : a.asString("").compareTo(b.asString(""));
    }

    private boolean hasText(ObjectNode row, String query) {
        return blueprint.table().columns().stream()
                .filter(column -> column.kind().isText() || column.kind() == ValueKind.TAGS)
                .map(column -> row.path(column.key()))
                .anyMatch(value ->
                        (value.isArray() ? value.toString() : value.asString(""))
                                .toLowerCase(Locale.ROOT)
                                .contains(query));
    }

    private List<ObjectNode> page(List<ObjectNode> rows) {
        List<ObjectNode> ordered = new ArrayList<>(rows);
        given.first(Role.SORT)
                .flatMap(this::sorting)
                .ifPresent(key -> {
                    Comparator<ObjectNode> by = (a, b) -> compare(a.path(key), b.path(key));
                    ordered.sort(given.flag(Role.DESCENDING) ? by.reversed() : by);
                });
        int from = given.first(Role.OFFSET).map(JsonNode::asInt).orElse(0);
        int most = given.first(Role.LIMIT).map(JsonNode::asInt).orElse(TableState.ROWS_MAX);
        return ordered.stream().skip(from).limit(most).toList();
    }

    /// {@return the key of the column that a call names in the server's style}
    private Optional<String> sorting(JsonNode name) {
        return blueprint.table().columns().stream()
                .filter(column ->
                        blueprint.style().parameter(column.said()).equals(name.asString()))
                .map(Column::key)
                .findFirst();
    }

    private ObjectNode several(List<ObjectNode> rows) {
        ObjectNode result = JsonMapper.shared().createObjectNode();
        ArrayNode array = result.putArray(blueprint.style().parameter(blueprint.table().plural()));
        rows.forEach(row -> array.add(shown(row)));
        return result;
    }

    /// {@return a row with its names in the server's style}
    ObjectNode shown(ObjectNode row) {
        ObjectNode shown = JsonMapper.shared().createObjectNode();
        if (row.has(TypedTable.ID)) {
            shown.set(TypedTable.ID, row.get(TypedTable.ID));
        }
        for (Column column : blueprint.table().columns()) {
            if (row.has(column.key())) {
                shown.set(blueprint.style().parameter(column.said()), row.get(column.key()));
            }
        }
        return shown;
    }

    private ObjectNode total(List<ObjectNode> rows) {
        BigDecimal sum = BigDecimal.ZERO;
        int count = 0;
        for (ObjectNode row : rows) {
            if (row.path(blueprint.detail()).isNumber()) {
                sum = sum.add(row.path(blueprint.detail()).decimalValue());
                count++;
            }
        }
        ObjectNode total = JsonMapper.shared().createObjectNode();
        total.set("sum", AmountMoving.plain(sum));
        total.put("count", count);
        if (count > 0) {
            total.set(
                    "average",
                    AmountMoving.plain(
                            sum.divide(BigDecimal.valueOf(count), MathContext.DECIMAL32)));
        }
        return total;
    }

    private ObjectNode comparison() throws ToolFailure {
        JsonNode one = table.row(given.needed(Role.KEY)).path(blueprint.detail());
        JsonNode other = table.row(given.needed(Role.OTHER_KEY)).path(blueprint.detail());
        if (!one.isNumber() || !other.isNumber()) {
            throw new ToolFailure("one of them has no " + blueprint.detail().replace('_', ' '));
        }
        ObjectNode compared = JsonMapper.shared().createObjectNode();
        compared.set("first", one);
        compared.set("second", other);
        compared.set(
                "difference",
                AmountMoving.plain(one.decimalValue().subtract(other.decimalValue())));
        return compared;
    }
}
