package dev.baltoro.agent.score;

import static org.assertj.core.api.Assertions.assertThat;

import com.networknt.schema.InputFormat;
import com.networknt.schema.Schema;
import com.networknt.schema.SchemaRegistry;
import com.networknt.schema.SpecificationVersion;
import java.util.List;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/// Held against another project's validator.
class SchemaFitTest {
    private static final List<String> VALUES =
            List.of(
                    "{}",
                    "{\"a\":1}",
                    "{\"a\":\"x\"}",
                    "{\"a\":1,\"b\":2}",
                    "{\"b\":{\"a\":1}}",
                    "{\"b\":{\"a\":{}}}",
                    "{\"x1\":5,\"a\":1}",
                    "[]",
                    "[1]",
                    "[1,\"b\"]",
                    "[1,1.0]",
                    "[[1],[1]]",
                    "[1,2,3,4]",
                    "1",
                    "1.0",
                    "2.5",
                    "-3",
                    "0.1",
                    "12",
                    "\"\"",
                    "\"abc\"",
                    "\"ab\"",
                    "\"😀\"",
                    "\"xay\"",
                    "true",
                    "false",
                    "null");

    @ParameterizedTest
    @ValueSource(
            strings = {
                "{}",
                "true",
                "false",
                "{\"type\":\"integer\"}",
                "{\"type\":[\"string\",\"null\"]}",
                "{\"enum\":[1,\"abc\",null,[1]]}",
                "{\"const\":1}",
                "{\"type\":\"object\",\"properties\":{\"a\":{\"type\":\"number\"}},\"required\":[\"a\"]}",
                "{\"properties\":{\"a\":{}},\"additionalProperties\":false}",
                "{\"properties\":{\"a\":{}},\"patternProperties\":{\"^x\":{\"maximum\":4}},\"additionalProperties\":{\"type\":\"object\"}}",
                "{\"minProperties\":1,\"maxProperties\":1}",
                "{\"items\":{\"type\":\"integer\"},\"minItems\":1,\"maxItems\":3}",
                "{\"items\":[{\"type\":\"integer\"},{\"type\":\"string\"}],\"additionalItems\":false}",
                "{\"uniqueItems\":true}",
                "{\"minLength\":1,\"maxLength\":2}",
                "{\"pattern\":\"a\"}",
                "{\"minimum\":1,\"exclusiveMaximum\":12}",
                "{\"exclusiveMinimum\":1,\"maximum\":12}",
                "{\"multipleOf\":0.1}",
                "{\"anyOf\":[{\"type\":\"string\"},{\"minimum\":2}]}",
                "{\"oneOf\":[{\"type\":\"number\"},{\"type\":\"integer\"}]}",
                "{\"allOf\":[{\"type\":\"number\"},{\"minimum\":2}]}",
                "{\"not\":{\"type\":\"object\"}}",
                "{\"properties\":{\"a\":{\"type\":\"number\"},\"b\":{\"$ref\":\"#\"}}}",
                "{\"properties\":{\"b\":{\"$ref\":\"#/definitions/d\"}},\"definitions\":{\"d\":{\"required\":[\"a\"]}}}",
            })
    void valueFitsWhereAnotherValidatorSaysSo(String schema) {
        JsonNode ours = JsonMapper.shared().readTree(schema);
        Schema theirs =
                SchemaRegistry.withDefaultDialect(SpecificationVersion.DRAFT_7)
                        .getSchema(schema, InputFormat.JSON);
        for (String value : VALUES) {
            assertThat(SchemaFit.fits(ours, JsonMapper.shared().readTree(value)))
                    .as("%s under %s", value, schema)
                    .isEqualTo(theirs.validate(value, InputFormat.JSON).isEmpty());
        }
    }
}
