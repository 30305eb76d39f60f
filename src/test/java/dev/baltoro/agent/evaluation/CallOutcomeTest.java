package dev.baltoro.agent.evaluation;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/// What servers and validators say, word for word.
class CallOutcomeTest {
    @ParameterizedTest
    @ValueSource(
            strings = {
                "MCP error -32602: Input validation error: Invalid arguments for tool read_text_file: Invalid input: expected number, received string at head",
                "MCP error -32602: Invalid arguments for tool add: [{\"code\": \"invalid_type\", \"expected\": \"string\"}]",
                "Expected string, received number",
                "Error executing tool add: 1 validation error for addArguments\nnote\n  Field required [type=missing]",
                "2 validation errors for call[move]",
                "Input should be a valid integer, unable to parse string as an integer",
                "data must have required property 'path'",
                "data/count must be integer",
                "Input validation error: 'path' is a required property",
                "5 is not of type 'string'",
                "Additional properties are not allowed ('colour' was unexpected)",
                "failed to deserialize parameters: missing field `query`",
                "invalid type: string \"3\", expected u64",
                "json: cannot unmarshal string into Go struct field Args.count of type int",
                "validating \"arguments\": validating root: required: missing properties: [\"text\"]",
                "add() got an unexpected keyword argument 'colour'",
                "add() missing 1 required positional argument: 'note'",
                "Missing required parameter: query"
            })
    void whatValidatorsSayIsOfTheArguments(String message) {
        assertThat(ArgumentComplaint.is(message)).isTrue();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "Entity with name Zed not found",
                "Access denied - path outside allowed directories: /x/y not in /srv",
                "ENOENT: no such file or directory, open '/srv/n'",
                "Cannot specify both head and tail parameters simultaneously",
                "Could not find exact match for edit:\nold",
                "MCP error -32602: Tool nope not found",
                "Division by zero",
                "Parent directory does not exist: /srv/a"
            })
    void whatIsNotThereIsNoFaultOfTheArguments(String message) {
        assertThat(ArgumentComplaint.is(message)).isFalse();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {"Error: no such note", "failed: disk full", "{\"error\": \"no such note\"}"})
    void aResultThatBeginsWithAnErrorIsAFailure(String result) {
        assertThat(ArgumentComplaint.isFailure(result)).isTrue();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {"errors.log\nnotes.txt", "{\"error\": null, \"n\": 1}", "No errors", ""})
    void otherResultsAreNone(String result) {
        assertThat(ArgumentComplaint.isFailure(result)).isFalse();
    }
}
