package dev.baltoro.serve;

import static org.assertj.core.api.Assertions.assertThat;

import com.networknt.schema.InputFormat;
import com.networknt.schema.SchemaRegistry;
import com.networknt.schema.SpecificationVersion;
import java.net.http.HttpResponse;
import java.util.List;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ObjectNode;

/// `response_format` over HTTP: random weights ramble, and still every answer is JSON of its
/// schema. Another project's validator judges.
class StructuredOutputTest {
    private static final int SEEDS = 4;

    /// Enough for the shortest answer of each schema; longer ones are brought to their end.
    private static final int TOKENS = 400;

    private static Served served;

    @BeforeAll
    static void open() {
        served = Served.open();
    }

    @AfterAll
    static void close() {
        served.close();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                """
                {"type":"object","properties":{"towers":{"type":"integer","minimum":0,"maximum":12},
                 "old":{"type":"boolean"}},"required":["towers","old"],"additionalProperties":false}
                """,
                """
                {"type":"object","properties":{"city":{"type":"string","minLength":2,"maxLength":9},
                 "unit":{"enum":["celsius","kelvin","Grad – Réaumur"]},
                 "note":{"type":["string","null"],"maxLength":5}},
                 "required":["city","unit","note"],"additionalProperties":false}
                """,
                """
                {"type":"object","properties":{"steps":{"type":"array","minItems":1,"maxItems":3,
                 "items":{"type":"object","properties":{"text":{"type":"string","maxLength":6},
                 "cost":{"type":"number","exclusiveMinimum":0,"maximum":2.5}},
                 "required":["text","cost"],"additionalProperties":false}}},
                 "required":["steps"],"additionalProperties":false}
                """,
                """
                {"$defs":{"leaf":{"type":"object","properties":{"kind":{"const":"leaf"},
                 "id":{"type":"string","pattern":"^[a-f]{2}-[0-9]{3}$"}},"required":["kind","id"],
                 "additionalProperties":false},
                 "pair":{"type":"object","properties":{"kind":{"const":"pair"},
                 "left":{"$ref":"#/$defs/leaf"},"right":{"$ref":"#/$defs/leaf"}},
                 "required":["kind","left","right"],"additionalProperties":false}},
                 "type":"object","properties":{"tree":{"anyOf":[{"$ref":"#/$defs/leaf"},
                 {"$ref":"#/$defs/pair"}]}},"required":["tree"],"additionalProperties":false}
                """,
                """
                {"type":"array","items":{"type":"integer","multipleOf":5,"minimum":-20,"maximum":20},
                 "minItems":2,"maxItems":4}
                """
            })
    void answerIsOfItsSchema(String schema) throws Exception {
        ObjectNode format = JsonMapper.shared().createObjectNode().put("type", "json_schema");
        format.putObject("json_schema")
                .put("name", "answer")
                .put("strict", true)
                .set("schema", JsonMapper.shared().readTree(schema));
        for (int seed = 0; seed < SEEDS; seed++) {
            String answer = answer(format, seed);
            assertThat(
                            SchemaRegistry.withDefaultDialect(SpecificationVersion.DRAFT_2020_12)
                                    .getSchema(schema, InputFormat.JSON)
                                    .validate(answer, InputFormat.JSON))
                    .as(answer)
                    .isEmpty();
        }
    }

    @Test
    void answerIsAnObject() throws Exception {
        ObjectNode format = JsonMapper.shared().createObjectNode().put("type", "json_object");
        for (int seed = 0; seed < SEEDS; seed++) {
            String answer = answer(format, seed);
            assertThat(JsonMapper.shared().readTree(answer).isObject()).as(answer).isTrue();
        }
    }

    private static HttpResponse<String> asked(String strict, boolean tool, boolean stream)
            throws Exception {
        String schema =
                "{\"type\":\"object\",\"properties\":{\"n\":{\"type\":\"integer\",\"maximum\":9},"
                        + "\"s\":{\"maxLength\":3,\"type\":\"string\",\"pattern\":\"(a)\\\\1\"},"
                        + "\"o\":{\"$ref\":\"other.json\"}},\"required\":[\"n\",\"s\"]}";
        String wish =
                tool
                        ? "\"tools\":[{\"type\":\"function\",\"function\":{\"name\":\"t\",\"parameters\":%s%s}}],\"tool_choice\":\"required\""
                        : "\"response_format\":{\"type\":\"json_schema\",\"json_schema\":{\"name\":\"x\",\"schema\":%s%s}}";
        return served.post(
                "/v1/chat/completions",
                ("{\"model\":\"%s\",\"seed\":1,\"max_tokens\":%d,\"stream\":%s,"
                                + "\"messages\":[{\"role\":\"user\",\"content\":\"a\"}],"
                                + wish
                                + "}")
                        .formatted(Served.NAME, TOKENS, stream, schema, strict));
    }

    @ParameterizedTest
    @ValueSource(booleans = {false, true})
    void whatCannotBeHeldIsLeftOutOnlyWhereItIsSaidNotToBeStrict(boolean tool) throws Exception {
        for (boolean stream : new boolean[] {false, true}) {
            HttpResponse<String> relaxed = asked(",\"strict\":false", tool, stream);
            assertThat(relaxed.statusCode()).as(relaxed.body()).isEqualTo(200);
            assertThat(relaxed.headers().firstValue("Baltoro-Schema-Relaxed"))
                    .contains("$ref, pattern");
            for (String strict : List.of("", ",\"strict\":true", ",\"strict\":null")) {
                HttpResponse<String> refused = asked(strict, tool, stream);
                assertThat(refused.statusCode()).as(refused.body()).isEqualTo(400);
                assertThat(refused.headers().firstValue("Baltoro-Schema-Relaxed")).isEmpty();
            }
        }
        JsonNode message =
                JsonMapper.shared()
                        .readTree(asked(",\"strict\":false", tool, false).body())
                        .at("/choices/0/message");
        JsonNode value =
                JsonMapper.shared()
                        .readTree(
                                tool
                                        ? message.at("/tool_calls/0/function/arguments").asString()
                                        : message.path("content").asString());
        assertThat(value.path("n").intValue()).isLessThan(10);
        assertThat(value.path("s").asString().length()).isLessThan(7);
    }

    /// {@return the text that the whole and the streamed answer have}
    private static String answer(JsonNode format, int seed) throws Exception {
        ObjectNode body =
                JsonMapper.shared()
                        .createObjectNode()
                        .put("model", Served.NAME)
                        .put("temperature", 1)
                        .put("seed", seed)
                        .put("max_tokens", TOKENS);
        body.putArray("messages").addObject().put("role", "user").put("content", "a castle");
        body.set("response_format", format);
        JsonNode choice =
                JsonMapper.shared()
                        .readTree(served.post("/v1/chat/completions", body.toString()).body())
                        .path("choices")
                        .get(0);
        assertThat(choice.path("finish_reason").asString()).isEqualTo("stop");
        String whole = choice.path("message").path("content").asString();
        assertThat(streamed(body.put("stream", true))).isEqualTo(whole + " / stop");
        return whole;
    }

    private static String streamed(ObjectNode body) throws Exception {
        List<String> events =
                served.post("/v1/chat/completions", body.toString())
                        .body()
                        .lines()
                        .filter(line -> line.startsWith("data: "))
                        .map(line -> line.substring("data: ".length()))
                        .toList();
        assertThat(events.getLast()).isEqualTo("[DONE]");
        StringBuilder text = new StringBuilder();
        for (String event : events.subList(0, events.size() - 1)) {
            JsonNode choice = JsonMapper.shared().readTree(event).path("choices").get(0);
            text.append(choice.path("delta").path("content").asString(""));
            if (choice.path("finish_reason").isString()) {
                text.append(" / ").append(choice.path("finish_reason").stringValue());
            }
        }
        return text.toString();
    }
}
