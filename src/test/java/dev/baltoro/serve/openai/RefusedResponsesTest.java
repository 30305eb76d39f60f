package dev.baltoro.serve.openai;

import static org.assertj.core.api.Assertions.assertThat;

import dev.baltoro.engine.chat.TinyChat;
import dev.baltoro.serve.answer.AnswerTimes;
import dev.baltoro.serve.answer.ModelRegistry;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ObjectNode;

/// What `/v1/responses` refuses, each by the name of its field, and what it lets pass.
class RefusedResponsesTest {
    private static final TinyChat TINY = new TinyChat(4);

    @AfterAll
    static void close() {
        TINY.close();
    }

    private static RecordedResponse ask(String fields) throws Exception {
        ObjectNode body = object("{\"model\":\"tiny\",\"input\":\"hi\",\"max_output_tokens\":2}");
        body.setAll(object(fields));
        RecordedResponse response = new RecordedResponse();
        new Responses(ModelRegistry.of(TINY.chat()), AnswerTimes.IGNORED).handle(body, response);
        return response;
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
                    {"input":null} | input
                    {"input":[]} | input
                    {"input":5} | input
                    {"input":["hi"]} | input[0]
                    {"input":[{"role":"wizard","content":"hi"}]} | input[0].role
                    {"input":[{"role":"user"}]} | input[0].content
                    {"input":[{"role":"user","content":[{"type":"input_image","image_url":"a"}]}]} | input[0].content[0].type
                    {"input":[{"role":"user","content":[{"type":"input_file","file_id":"a"}]}]} | input[0].content[0].type
                    {"input":[{"role":"user","content":[{"type":"input_text"}]}]} | input[0].content[0].text
                    {"input":[{"type":"item_reference","id":"a"}]} | input[0].type
                    {"input":[{"type":"reasoning","summary":[]}]} | input[0].type
                    {"input":[{"type":"web_search_call"}]} | input[0].type
                    {"input":[{"type":"function_call","name":"a","arguments":"{}"}]} | input[0].call_id
                    {"input":[{"type":"function_call","call_id":"a","name":"a","arguments":{}}]} | input[0].arguments
                    {"input":[{"type":"function_call_output","call_id":"a"}]} | input[0].output
                    {"instructions":5} | instructions
                    {"previous_response_id":"resp_1"} | previous_response_id
                    {"conversation":"conv_1"} | conversation
                    {"conversation":{"id":"conv_1"}} | conversation
                    {"prompt":{"id":"a"}} | prompt
                    {"background":true} | background
                    {"truncation":"auto"} | truncation
                    {"reasoning":{"effort":"high"}} | reasoning.effort
                    {"reasoning":{"summary":"auto"}} | reasoning.summary
                    {"include":["reasoning.encrypted_content"]} | include
                    {"include":["file_search_call.results"]} | include
                    {"top_logprobs":3} | top_logprobs
                    {"include":["message.output_text.logprobs"],"top_logprobs":21} | top_logprobs
                    {"max_tool_calls":3} | max_tool_calls
                    {"context_management":[]} | context_management
                    {"max_output_tokens":0} | max_output_tokens
                    {"max_tokens":5} | max_tokens
                    {"max_completion_tokens":5} | max_completion_tokens
                    {"messages":[]} | messages
                    {"response_format":{"type":"text"}} | response_format
                    {"n":2} | n
                    {"temperature":3} | temperature
                    {"top_p":2} | top_p
                    {"metadata":{"a":1}} | metadata.a
                    {"metadata":"a"} | metadata
                    {"stream":"yes"} | stream
                    {"text":{"verbosity":"high"}} | text.verbosity
                    {"text":{"format":{"type":"xml"}}} | text.format.type
                    {"text":{"format":{"type":"json_schema","name":"n","schema":{"not":{}}}}} | text.format.schema
                    {"tools":[{"type":"web_search"}]} | tools[0].type
                    {"tools":[{"type":"file_search","vector_store_ids":[]}]} | tools[0].type
                    {"tools":[{"type":"mcp","server_label":"a"}]} | tools[0].type
                    {"tools":[{"type":"custom","name":"a"}]} | tools[0].type
                    {"tools":[{"type":"function"}]} | tools[0].name
                    {"tools":[{"type":"function","function":{"name":"a"}}]} | tools[0].function
                    {"tools":[{"type":"function","name":"a"},{"type":"function","name":"a"}]} | tools[1].name
                    {"tools":[{"type":"function","name":"a","parameters":[]}]} | tools[0].parameters
                    {"tools":[{"type":"function","name":"a","parameters":{"type":"nothing"}}]} | tools[0].parameters
                    {"tool_choice":"required"} | tool_choice
                    {"tool_choice":"maybe"} | tool_choice
                    {"tool_choice":{"type":"web_search"}} | tool_choice.type
                    {"tools":[{"type":"function","name":"a"}],"tool_choice":{"type":"function","name":"b"}} | tool_choice.name
                    {"tools":[{"type":"function","name":"a"}],"tool_choice":{"type":"allowed_tools","mode":"none"}} | tool_choice.mode
                    {"tools":[{"type":"function","name":"a"}],"tool_choice":{"type":"allowed_tools","mode":"auto","tools":[]}} | tool_choice.tools
                    {"tools":[{"type":"function","name":"a"}],"parallel_tool_calls":1} | parallel_tool_calls
                    """)
    void fieldThatIsWrongIsNamed(String fields, String param) throws Exception {
        RecordedResponse response = ask(fields);
        JsonNode error = response.document().path("error");
        assertThat(response.status()).isEqualTo(400);
        assertThat(error.path("param").asString()).as(error::toString).isEqualTo(param);
        assertThat(error.path("type").asString()).isEqualTo("invalid_request_error");
        assertThat(error.path("message").asString()).isNotBlank().doesNotContain("\n");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "{\"store\":true}",
                "{\"store\":false,\"user\":\"a\",\"safety_identifier\":\"b\"}",
                "{\"background\":false,\"truncation\":\"disabled\",\"service_tier\":\"auto\"}",
                "{\"previous_response_id\":null,\"conversation\":null,\"reasoning\":null}",
                "{\"reasoning\":{},\"include\":[],\"tools\":[],\"tool_choice\":\"auto\"}",
                "{\"reasoning\":{\"effort\":\"none\",\"summary\":null}}",
                "{\"text\":{\"format\":{\"type\":\"text\"},\"verbosity\":\"medium\"}}",
                "{\"prompt_cache_key\":\"a\",\"top_logprobs\":0}"
            })
    void fieldThatAsksForNothingChangesNothing(String fields) throws Exception {
        RecordedResponse response = ask(fields);
        assertThat(response.status()).isEqualTo(200);
        assertThat(response.document().path("status").asString()).isIn("completed", "incomplete");
        assertThat(response.document().path("store").asBoolean(true)).isFalse();
    }
}
