package dev.baltoro.engine.grammar;

import com.networknt.schema.InputFormat;
import com.networknt.schema.Schema;
import com.networknt.schema.SchemaRegistry;
import com.networknt.schema.SpecificationVersion;
import java.util.List;
import tools.jackson.databind.json.JsonMapper;

/// Another project's validator, so that the grammar does not judge itself.
final class Judge {
    private final Schema schema;

    Judge(String schemaJson) {
        schema =
                SchemaRegistry.withDefaultDialect(SpecificationVersion.DRAFT_2020_12)
                        .getSchema(schemaJson, InputFormat.JSON);
    }

    /// {@return what is wrong with a text; nothing if it is JSON of the schema}
    List<String> errors(String json) {
        JsonMapper.shared().readTree(json);
        return schema.validate(json, InputFormat.JSON).stream().map(Object::toString).toList();
    }
}
