package dev.baltoro.synth.tool;

import dev.baltoro.text.chat.ToolDeclaration;
import java.util.stream.Stream;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

/// Writes a blueprint down: its declaration and the schema of its results.
final class DeclarationWriter {
    private DeclarationWriter() {}

    /// {@return what a model reads}
    ///
    /// @param explained whether parameters are described
    static ToolDeclaration declaration(Blueprint blueprint, boolean explained) {
        return ToolDeclaration.function(
                blueprint.name(),
                blueprint.description(),
                parameters(blueprint, explained).toString());
    }

    /// {@return the JSON Schema of a call's arguments}
    static ObjectNode parameters(Blueprint blueprint, boolean explained) {
        ObjectNode schema = JsonMapper.shared().createObjectNode().put("type", "object");
        ObjectNode properties = schema.putObject("properties");
        ArrayNode required = JsonMapper.shared().createArrayNode();
        for (ToolInput input : blueprint.inputs()) {
            ObjectNode property = ColumnSchema.of(input.column(), blueprint.style());
            if (explained) {
                property.put("description", Description.of(input, blueprint.table()));
            }
            if (!input.fallback().isEmpty()) {
                property.set("default", JsonMapper.shared().readTree(input.fallback()));
            }
            properties.set(blueprint.written(input), property);
            if (input.required()) {
                required.add(blueprint.written(input));
            }
        }
        schema.set("required", required);
        return schema;
    }

    /// {@return the JSON Schema of a result that is no error}
    static ObjectNode result(Blueprint blueprint) {
        NamingStyle style = blueprint.style();
        ObjectNode row = ColumnSchema.row(blueprint.table(), style);
        return switch (blueprint.action()) {
            case CREATE, GET, UPDATE, SET, TAG, UNTAG, ADJUST -> row;
            case CREATE_MANY -> object("created", array(row));
            case GET_MANY, LIST, SEARCH ->
                    object(style.parameter(blueprint.table().plural()), array(row));
            case COUNT -> object("count", type("integer"));
            case CLEAR -> object("deleted", type("integer"));
            case DELETE -> object("deleted", type(blueprint.table().idColumn().kind().type()));
            case TOTAL -> object("sum", type("number"), "count", type("integer"));
            case TRANSFER -> object("from", row, "to", row.deepCopy());
            case COMPARE ->
                    object(
                            "first",
                            type("number"),
                            "second",
                            type("number"),
                            "difference",
                            type("number"));
            case MANAGE -> type("object");
            case SEQUENCE ->
                    object(
                            blueprint.parts().stream()
                                    .flatMap(part -> Stream.of(part.choice(), result(part)))
                                    .toArray());
            case CONVERT -> object("value", type("number"), "unit", type("string"));
            case COMPUTE -> object("result", type("number"));
        };
    }

    private static ObjectNode type(String type) {
        return JsonMapper.shared().createObjectNode().put("type", type);
    }

    private static ObjectNode array(ObjectNode items) {
        return (ObjectNode) type("array").set("items", items);
    }

    private static ObjectNode object(Object... named) {
        ObjectNode schema = type("object");
        ObjectNode properties = schema.putObject("properties");
        ArrayNode required = schema.putArray("required");
        for (int i = 0; i < named.length; i += 2) {
            properties.set((String) named[i], (ObjectNode) named[i + 1]);
            required.add((String) named[i]);
        }
        return schema;
    }
}
