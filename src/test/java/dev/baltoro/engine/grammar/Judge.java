package dev.baltoro.engine.grammar;

import com.networknt.schema.InputFormat;
import com.networknt.schema.Schema;
import com.networknt.schema.SchemaRegistry;
import com.networknt.schema.SpecificationVersion;
import java.util.List;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ObjectNode;

/// Another project's validator, so that the grammar does not judge itself.
final class Judge {
    private final Schema schema;

    Judge(String schemaJson) {
        this(schemaJson, SpecificationVersion.DRAFT_2020_12);
    }

    /// @param version of JSON Schema where the schema does not say
    Judge(String schemaJson, SpecificationVersion version) {
        schema = SchemaRegistry.withDefaultDialect(version).getSchema(schemaJson, InputFormat.JSON);
    }

    /// {@return a schema whose `format`s, which are annotations, judge nothing}
    static JsonNode withoutFormats(JsonNode schema) {
        JsonNode copy = schema.deepCopy();
        copy.findParents("format").stream()
                .filter(parent -> parent.path("format").isString())
                .forEach(parent -> ((ObjectNode) parent).remove("format"));
        return copy;
    }

    /// {@return what is wrong with a text; nothing if it is JSON of the schema}
    List<String> errors(String json) {
        JsonMapper.shared().readTree(json);
        return schema.validate(json, InputFormat.JSON).stream().map(Object::toString).toList();
    }
}
