package dev.baltoro.serve.anthropic;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import dev.baltoro.engine.chat.TinyChat;
import dev.baltoro.serve.http.ApiError;
import dev.baltoro.text.anthropic.MessagesRequest;
import dev.baltoro.text.openai.CodecLimits;
import dev.baltoro.text.openai.FieldException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ObjectNode;

/// What `/v1/messages` refuses, each by the name of its field, and what it lets pass.
class RefusedMessagesTest {
    private static final CodecLimits LIMITS =
            CodecLimits.OPENAI.withTokenIds(TinyChat.TOKENIZER.vocabSize());

    private static MessagesRequest read(String fields) {
        ObjectNode body =
                object(
                        "{\"model\":\"tiny\",\"max_tokens\":9,\"messages\":[{\"role\":\"user\",\"content\":\"hi\"}]}");
        body.setAll(object(fields));
        return MessagesRequest.read(body, LIMITS);
    }

    private static ObjectNode object(String json) {
        return (ObjectNode) JsonMapper.shared().readTree(json);
    }

    /// Each line: fields that are put into a good request, and the field that the error names.
    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            textBlock =
                    """
                    {"model":null} | model
                    {"max_tokens":null} | max_tokens
                    {"max_tokens":0} | max_tokens
                    {"messages":null} | messages
                    {"messages":[]} | messages
                    {"messages":["hi"]} | messages[0]
                    {"messages":[{"role":"system","content":"hi"}]} | messages[0].role
                    {"messages":[{"role":"user"}]} | messages[0].content
                    {"messages":[{"role":"user","content":5}]} | messages[0].content
                    {"messages":[{"role":"user","content":"a","name":"b"}]} | messages[0].name
                    {"messages":[{"role":"user","content":[{"type":"image","source":{}}]}]} | messages[0].content[0].type
                    {"messages":[{"role":"user","content":[{"type":"document","source":{}}]}]} | messages[0].content[0].type
                    {"messages":[{"role":"user","content":[{"type":"text"}]}]} | messages[0].content[0].text
                    {"messages":[{"role":"user","content":[{"type":"text","text":"a","citations":[]},{"type":"tool_use"}]}]} | messages[0].content[1].type
                    {"messages":[{"role":"user","content":[{"type":"tool_result","content":"a"}]}]} | messages[0].content[0].tool_use_id
                    {"messages":[{"role":"user","content":[{"type":"tool_result","tool_use_id":"a","content":[{"type":"image"}]}]}]} | messages[0].content[0].content[0].type
                    {"messages":[{"role":"user","content":[{"type":"tool_result","tool_use_id":"a","is_error":"yes"}]}]} | messages[0].content[0].is_error
                    {"messages":[{"role":"assistant","content":[{"type":"thinking","thinking":"a","signature":"b"}]}]} | messages[0].content[0].type
                    {"messages":[{"role":"assistant","content":[{"type":"tool_use","id":"a","name":"b","input":"c"}]}]} | messages[0].content[0].input
                    {"messages":[{"role":"assistant","content":[{"type":"tool_use","id":"a","name":"b","input":{}}]}]} | messages[0].content
                    {"system":5} | system
                    {"system":[{"type":"image"}]} | system[0].type
                    {"temperature":3} | temperature
                    {"top_p":2} | top_p
                    {"top_k":1.5} | top_k
                    {"stop_sequences":"a"} | stop_sequences
                    {"stop_sequences":[""]} | stop_sequences
                    {"stop":"a"} | stop
                    {"stream":1} | stream
                    {"thinking":{"type":"enabled","budget_tokens":1024}} | thinking
                    {"thinking":{"type":"adaptive"}} | thinking
                    {"thinking":"on"} | thinking
                    {"output_config":{"effort":"high"}} | output_config.effort
                    {"output_config":{"format":{"type":"xml"}}} | output_config.format.type
                    {"output_config":{"format":{"type":"json_schema"}}} | output_config.format.json_schema
                    {"output_config":{"format":{"type":"json_object"}},"messages":[{"role":"assistant","content":"a"}]} | output_config.format
                    {"output_format":{"type":"json_schema"}} | output_format
                    {"mcp_servers":[]} | mcp_servers
                    {"container":"a"} | container
                    {"context_management":{}} | context_management
                    {"max_completion_tokens":5} | max_completion_tokens
                    {"unheard_of":5} | unheard_of
                    {"tools":[{"type":"web_search_20250305","name":"web_search"}]} | tools[0].type
                    {"tools":[{"type":"bash_20250124","name":"bash"}]} | tools[0].type
                    {"tools":[{"name":"a"}]} | tools[0].input_schema
                    {"tools":[{"input_schema":{}}]} | tools[0].name
                    {"tools":[{"name":"a","input_schema":{}},{"name":"a","input_schema":{}}]} | tools[1].name
                    {"tools":[{"name":"a","input_schema":{},"parameters":{}}]} | tools[0].parameters
                    {"tool_choice":"auto"} | tool_choice
                    {"tool_choice":{"type":"any"}} | tool_choice.type
                    {"tool_choice":{"type":"required"}} | tool_choice.type
                    {"tool_choice":{"type":"tool","name":"b"}} | tool_choice.name
                    {"tool_choice":{"type":"auto","disable_parallel_tool_use":1}} | tool_choice.disable_parallel_tool_use
                    """)
    void fieldThatIsWrongIsNamed(String fields, String param) {
        assertThatExceptionOfType(FieldException.class)
                .isThrownBy(() -> read(fields))
                .satisfies(e -> {
                    assertThat(e.field()).isEqualTo(param);
                    assertThat(e).hasMessageContaining(param);
                    assertThat(e.getMessage()).doesNotContain("\n");
                });
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "{\"metadata\":{\"user_id\":\"a\"},\"service_tier\":\"auto\"}",
                "{\"thinking\":{\"type\":\"disabled\"},\"tools\":[],\"tool_choice\":{\"type\":\"auto\"}}",
                "{\"system\":[{\"type\":\"text\",\"text\":\"a\",\"cache_control\":{\"type\":\"ephemeral\"}}]}",
                "{\"output_config\":{\"format\":null},\"stop_sequences\":[],\"top_k\":5}"
            })
    void fieldThatAsksForNothingPasses(String fields) {
        assertThat(read(fields).model()).isEqualTo("tiny");
    }

    @Test
    void schemaThatCannotBeHeldIsRefusedInAnthropicsWords() {
        assertThat(
                        new AnthropicErrors()
                                .document(
                                        ApiError.invalid(
                                                "tools[0].input_schema", "#/not: leave it out"))
                                .toString())
                .isEqualTo(
                        "{\"type\":\"error\",\"error\":{\"type\":\"invalid_request_error\",\"message\":\"tools[0].input_schema: #/not: leave it out\"}}");
    }
}
