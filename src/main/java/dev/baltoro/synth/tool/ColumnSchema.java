package dev.baltoro.synth.tool;

import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

/// JSON Schemas of columns' values and of rows.
final class ColumnSchema {
    private static final List<String> CURRENCIES = List.of("EUR", "USD", "GBP", "CHF", "SEK");

    private ColumnSchema() {}

    /// {@return the schema of a column's values}
    static ObjectNode of(Column column, NamingStyle style) {
        ObjectNode schema =
                JsonMapper.shared().createObjectNode().put("type", column.kind().type());
        switch (column.kind()) {
            case COUNT, PERCENT, MINUTES, AMOUNT -> bounds(schema, column);
            case DATE -> schema.put("format", "date");
            case EMAIL -> schema.put("format", "email");
            case URL -> schema.put("format", "uri");
            case TIME -> schema.put("pattern", "^[0-2][0-9]:[0-5][0-9]$");
            case CHOICE -> column.choices().forEach(schema.putArray("enum")::add);
            case TAGS -> schema.putObject("items").put("type", "string");
            case NUMBERS -> schema.putObject("items").put("type", "number");
            case ADDRESS, MONEY, OBJECT -> object(schema, parts(column), style);
            case OBJECTS ->
                    object(schema.putObject("items").put("type", "object"), column.parts(), style);
            default -> {}
        }
        return schema;
    }

    /// {@return the columns of an object's value}
    static List<Column> parts(Column column) {
        return switch (column.kind()) {
            case ADDRESS ->
                    List.of(
                            Column.of("street", ValueKind.TITLE),
                            Column.of("postcode", ValueKind.CODE).optional(true),
                            Column.of("city", ValueKind.PLACE));
            case MONEY ->
                    List.of(
                            Column.of("amount", ValueKind.AMOUNT),
                            Column.choice("currency", CURRENCIES));
            default -> column.parts();
        };
    }

    /// Declares the properties of an object, and which of them it always has.
    static void object(ObjectNode schema, List<Column> columns, NamingStyle style) {
        ObjectNode properties = schema.putObject("properties");
        for (Column part : columns) {
            properties.set(style.parameter(part.said()), of(part, style));
        }
        ArrayNode required = JsonMapper.shared().createArrayNode();
        columns.stream()
                .filter(part -> !part.optional())
                .map(part -> style.parameter(part.said()))
                .forEach(required::add);
        if (!required.isEmpty()) {
            schema.set("required", required);
        }
    }

    /// {@return the schema of a table's rows as a tool returns them}
    static ObjectNode row(TypedTable table, NamingStyle style) {
        ObjectNode schema = JsonMapper.shared().createObjectNode().put("type", "object");
        List<Column> columns =
                table.keyForm() == KeyForm.LABEL
                        ? table.columns()
                        : Stream.concat(
                                        Stream.of(table.idColumn().called(TypedTable.ID)),
                                        table.columns().stream())
                                .toList();
        object(schema, columns, style);
        return schema;
    }

    private static void bounds(ObjectNode schema, Column column) {
        for (Map.Entry<String, Long> bound :
                List.of(Map.entry("minimum", column.from()), Map.entry("maximum", column.to()))) {
            if (bound.getValue() != Column.NUMBER_MAX) {
                schema.put(bound.getKey(), bound.getValue());
            }
        }
    }
}
