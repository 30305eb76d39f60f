package dev.baltoro.serve.openai;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.baltoro.engine.chat.TinyChat;
import dev.baltoro.serve.answer.AnswerTimes;
import dev.baltoro.serve.answer.ModelRegistry;
import dev.baltoro.serve.http.JsonBody;
import dev.baltoro.serve.http.RequestException;
import java.nio.charset.StandardCharsets;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ObjectNode;

class RefusedRequestsTest {
    private static final TinyChat TINY = new TinyChat(4);

    @AfterAll
    static void close() {
        TINY.close();
    }

    /// Each line: fields that are put into a good request, and the field that the error names.
    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            textBlock =
                    """
                    {"model":null} | model
                    {"model":7} | model
                    {"messages":null} | messages
                    {"messages":[]} | messages
                    {"messages":"hi"} | messages
                    {"messages":["hi"]} | messages[0]
                    {"messages":[{"content":"hi"}]} | messages[0].role
                    {"messages":[{"role":"user","content":"a"},{"role":"wizard","content":"hi"}]} | messages[1].role
                    {"messages":[{"role":"function","name":"f","content":"hi"}]} | messages[0].role
                    {"messages":[{"role":"user"}]} | messages[0].content
                    {"messages":[{"role":"user","content":5}]} | messages[0].content
                    {"messages":[{"role":"user","content":[{"type":"image_url","image_url":{}}]}]} | messages[0].content[0].type
                    {"messages":[{"role":"user","content":[{"type":"text"}]}]} | messages[0].content[0].text
                    {"messages":[{"role":"assistant","content":null}]} | messages[0].content
                    {"messages":[{"role":"assistant","function_call":{}}]} | messages[0].function_call
                    {"messages":[{"role":"assistant","tool_calls":[{"id":"a","type":"function"}]}]} | messages[0].tool_calls[0].function
                    {"messages":[{"role":"assistant","tool_calls":[{"id":"a","type":"function","function":{"name":"f","arguments":{}}}]}]} | messages[0].tool_calls[0].function.arguments
                    {"messages":[{"role":"tool","content":"5"}]} | messages[0].tool_call_id
                    {"temperature":"hot"} | temperature
                    {"temperature":2.5} | temperature
                    {"temperature":1e999} | temperature
                    {"top_p":-0.1} | top_p
                    {"top_k":1.5} | top_k
                    {"min_p":2} | min_p
                    {"repetition_penalty":0} | repetition_penalty
                    {"presence_penalty":3} | presence_penalty
                    {"frequency_penalty":-3} | frequency_penalty
                    {"n":0} | n
                    {"n":129} | n
                    {"seed":1.5} | seed
                    {"seed":99999999999999999999} | seed
                    {"max_tokens":0} | max_tokens
                    {"max_completion_tokens":-1} | max_completion_tokens
                    {"stop":""} | stop
                    {"stop":[1]} | stop
                    {"stop":"\\ud83c"} | stop
                    {"stop":["a","a","a","a","a","a","a","a","a","a","a","a","a","a","a","a","a"]} | stop
                    {"logit_bias":[1]} | logit_bias
                    {"logit_bias":{"x":1}} | logit_bias
                    {"logit_bias":{"99999":1}} | logit_bias
                    {"logit_bias":{"1":101}} | logit_bias.1
                    {"logprobs":3} | logprobs
                    {"top_logprobs":3} | top_logprobs
                    {"logprobs":true,"top_logprobs":21} | top_logprobs
                    {"stream":"yes"} | stream
                    {"stream_options":{"include_usage":true}} | stream_options
                    {"functions":[]} | functions
                    {"tools":[{"type":"web_search"}]} | tools[0].type
                    {"tools":[{"type":"function"}]} | tools[0].function
                    {"tools":[{"type":"function","function":{"name":"a\\nb"}}]} | tools[0].function.name
                    {"tools":[{"type":"function","function":{"name":"a"}},{"type":"function","function":{"name":"a"}}]} | tools[1].function.name
                    {"tools":[{"type":"function","function":{"name":"a","parameters":[]}}]} | tools[0].function.parameters
                    {"tools":[{"type":"function","function":{"name":"a","parameters":{"type":"object","properties":{"b":{"type":"nothing"}}}}}]} | tools[0].function.parameters
                    {"tool_choice":"required"} | tool_choice
                    {"tool_choice":"maybe"} | tool_choice
                    {"tools":[{"type":"function","function":{"name":"a"}}],"tool_choice":{"type":"function","function":{"name":"b"}}} | tool_choice.function.name
                    {"tool_choice":{"type":"custom"}} | tool_choice.type
                    {"tool_choice":{"type":"allowed_tools"}} | tool_choice.allowed_tools
                    {"tool_choice":{"type":"allowed_tools","allowed_tools":{"mode":"none"}}} | tool_choice.allowed_tools.mode
                    {"tool_choice":{"type":"allowed_tools","allowed_tools":{"mode":"auto","tools":[]}}} | tool_choice.allowed_tools.tools
                    {"tool_choice":{"type":"allowed_tools","allowed_tools":{"mode":"auto","tools":[{"type":"function","function":{"name":"b"}}]}}} | tool_choice.allowed_tools.tools[0].function.name
                    {"tools":[{"type":"function","function":{"name":"a"}}],"parallel_tool_calls":1} | parallel_tool_calls
                    {"response_format":"json"} | response_format
                    {"response_format":{"type":"xml"}} | response_format.type
                    {"response_format":{"type":"json_schema"}} | response_format.json_schema
                    {"response_format":{"type":"json_schema","json_schema":{"schema":{}}}} | response_format.json_schema.name
                    {"response_format":{"type":"json_schema","json_schema":{"name":"n"}}} | response_format.json_schema.schema
                    {"response_format":{"type":"json_schema","json_schema":{"name":"n","schema":{"not":{}}}}} | response_format.json_schema.schema
                    """)
    void chatNamesTheFieldThatIsWrong(String fields, String param) throws Exception {
        ObjectNode body =
                object(
                        "{\"model\":\"tiny\",\"messages\":[{\"role\":\"user\",\"content\":\"hi\"}]}");
        body.setAll(object(fields));
        RecordedResponse response = new RecordedResponse();
        new ChatCompletions(ModelRegistry.of(TINY.chat()), AnswerTimes.IGNORED)
                .handle(body, response);
        requireRefused(response, param);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            textBlock =
                    """
                    {"prompt":null} | prompt
                    {"prompt":5} | prompt
                    {"prompt":[]} | prompt
                    {"prompt":[1,"a"]} | prompt
                    {"prompt":[[1],[]]} | prompt[1]
                    {"prompt":[[1],[99999]]} | prompt[1]
                    {"suffix":"end"} | suffix
                    {"best_of":2} | best_of
                    {"guided_json":{}} | guided_json
                    {"structured_outputs":{"regex":"a"}} | structured_outputs
                    {"response_format":{"type":"json_object"}} | response_format
                    {"grammar":"root ::= x"} | grammar
                    {"max_completion_tokens":5} | max_completion_tokens
                    {"tools":[{}]} | tools
                    {"messages":[]} | messages
                    {"ignore_eos":true} | ignore_eos
                    {"nonsense":1} | nonsense
                    {"logprobs":6} | logprobs
                    {"logprobs":true} | logprobs
                    {"logprobs":6,"echo":true} | logprobs
                    {"max_tokens":-1} | max_tokens
                    {"max_tokens":-1,"echo":true} | max_tokens
                    {"suffix":"end","echo":true} | suffix
                    {"best_of":2,"echo":true,"logprobs":1} | best_of
                    {"prompt":["a","b"],"n":100} | n
                    """)
    void completionsNameTheFieldThatIsWrong(String fields, String param) throws Exception {
        ObjectNode body = object("{\"model\":\"tiny\",\"prompt\":\"hi\"}");
        body.setAll(object(fields));
        RecordedResponse response = new RecordedResponse();
        new Completions(ModelRegistry.of(TINY.chat()), AnswerTimes.IGNORED).handle(body, response);
        requireRefused(response, param);
    }

    private static void requireRefused(RecordedResponse response, String param) {
        JsonNode error = response.document().path("error");
        assertThat(response.status()).isEqualTo(400);
        assertThat(error.path("param").asString()).as(error::toString).isEqualTo(param);
        assertThat(error.path("type").asString()).isEqualTo("invalid_request_error");
        assertThat(error.path("message").asString()).isNotBlank().doesNotContain("\n");
        assertThat(error.path("code").asString()).isNotBlank();
    }

    @Test
    void anotherModelIsNotFound() throws Exception {
        RecordedResponse response = new RecordedResponse();
        new ChatCompletions(ModelRegistry.of(TINY.chat()), AnswerTimes.IGNORED)
                .handle(object("{\"model\":\"gpt-\\ud83c\",\"messages\":[]}"), response);
        assertThat(response.status()).isEqualTo(404);
        assertThat(response.document().path("error").path("code").asString())
                .isEqualTo("model_not_found");
        assertThat(response.document().path("error").path("message").asString())
                .contains("gpt-")
                .doesNotContain("\ud83c");
    }

    @Test
    void promptThatDoesNotFitIsRefusedWithTheNumbers() throws Exception {
        ObjectNode body = object("{\"model\":\"tiny\",\"messages\":[{\"role\":\"user\"}]}");
        ((ObjectNode) body.path("messages").get(0)).put("content", "a b c d ".repeat(5000));
        RecordedResponse response = new RecordedResponse();
        new ChatCompletions(ModelRegistry.of(TINY.chat()), AnswerTimes.IGNORED)
                .handle(body, response);
        requireRefused(response, "messages");
        assertThat(response.document().path("error").path("code").asString())
                .isEqualTo("context_length_exceeded");
        assertThat(response.document().path("error").path("message").asString())
                .contains(Integer.toString(TINY.chat().engine().contextTokens() - 1));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "  ",
                "{",
                "[1]",
                "null",
                "\"a\"",
                "{} {}",
                "{\"a\":1,\"a\":2}",
                "{'a':1}"
            })
    void bodyThatIsNoJsonObjectIsRefused(String body) {
        assertThatThrownBy(() -> JsonBody.read(bytes(body)))
                .isInstanceOfSatisfying(
                        RequestException.class,
                        e -> {
                            assertThat(e.error().status()).isEqualTo(400);
                            assertThat(e.error().code()).contains("invalid_json");
                            assertThat(e.error().message()).doesNotContain("\n");
                        });
    }

    @Test
    void bodyNestedTooDeeplyIsRefused() {
        String deep = "{\"a\":" + "[".repeat(100_000) + "]".repeat(100_000) + "}";
        assertThatThrownBy(() -> JsonBody.read(bytes(deep)))
                .isInstanceOf(RequestException.class)
                .hasMessageContaining(Integer.toString(JsonBody.NESTING_MAX));
    }

    private static byte[] bytes(String text) {
        return text.getBytes(StandardCharsets.UTF_8);
    }

    private static ObjectNode object(String json) {
        return (ObjectNode) JsonMapper.shared().readTree(json);
    }
}
