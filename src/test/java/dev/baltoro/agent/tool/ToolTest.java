package dev.baltoro.agent.tool;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ObjectNode;

class ToolTest {
    private static final Tool PAINT =
            Tool.declare(
                            "paint",
                            "Paint a door.",
                            ToolParameter.integer("door"),
                            ToolParameter.oneOf("color", "red", "blue"),
                            ToolParameter.number("coats").optional())
                    .doing((state, arguments) -> {
                        state.put(
                                arguments.path("door").asString(),
                                arguments.path("color").asString());
                        if (arguments.path("door").asInt() > 9) {
                            throw new ToolFailure("no door " + arguments.path("door"));
                        }
                    });

    private final ObjectNode state = JsonMapper.shared().createObjectNode();

    @Test
    void parametersAreDeclaredAsAJsonSchema() {
        assertThat(PAINT.declaration().json())
                .contains(
                        "\"properties\":{\"coats\":{\"type\":\"number\"},"
                                + "\"color\":{\"enum\":[\"red\",\"blue\"],\"type\":\"string\"},"
                                + "\"door\":{\"type\":\"integer\"}}")
                .contains("\"required\":[\"door\",\"color\"]");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '`',
            value = {
                "{\"door\":1,\"color\":\"red\"}|ok",
                "{\"door\":1,\"color\":\"red\",\"coats\":1.5}|ok",
                "{\"door\":1}|error: bad call: color is missing",
                "{\"door\":1,\"color\":\"red\",\"size\":2}|error: bad call: there is no parameter size",
                "{\"door\":\"1\",\"color\":\"red\"}|error: bad call: door is no integer",
                "{\"door\":1.5,\"color\":\"red\"}|error: bad call: door is no integer",
                "{\"door\":1,\"color\":\"pink\"}|error: bad call: color cannot be pink",
                "{\"door\":1,\"color\":null}|error: bad call: color is no string",
                "[1]|error: bad call: the arguments are not a JSON object",
                "{\"door\":|error: bad call: the arguments are not JSON",
                "``|error: bad call: the arguments are not a JSON object",
                "{\"door\":10,\"color\":\"red\"}|error: no door 10"
            })
    void aCallIsCheckedAgainstTheDeclarationAndAFailedOneChangesNothing(
            String arguments, String result) {
        assertThat(PAINT.call(state, arguments)).isEqualTo(result);
        assertThat(state.isEmpty()).isEqualTo(!result.equals("ok"));
        assertThat(Tool.isMalformed(result)).isEqualTo(result.contains("bad call"));
    }

    @Test
    void aFailingToolFailsItsFirstCallsInAWorldAndSaysSoInTheStateAlone() {
        Tool busy = PAINT.failingFirst(2);
        String call = "{\"door\":1,\"color\":\"red\"}";
        assertThat(busy.call(state, call)).isEqualTo("error: busy, try again");
        ObjectNode copy = state.deepCopy();
        assertThat(busy.call(state, call)).isEqualTo("error: busy, try again");
        assertThat(state.has("1")).isFalse();
        assertThat(busy.call(state, call)).isEqualTo("ok");
        assertThat(busy.call(copy, call)).isEqualTo("error: busy, try again");
    }
}
