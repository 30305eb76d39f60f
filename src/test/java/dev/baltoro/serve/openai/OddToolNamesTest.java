package dev.baltoro.serve.openai;

import static org.assertj.core.api.Assertions.assertThat;

import dev.baltoro.engine.chat.TinyChat;
import dev.baltoro.serve.answer.AnswerTimes;
import dev.baltoro.serve.answer.ModelRegistry;
import java.util.List;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ObjectNode;

/// Tools with names that K2's alphabet does not have.
class OddToolNamesTest {
    private static final TinyChat TINY = new TinyChat(4);

    @AfterAll
    static void close() {
        TINY.close();
    }

    private static ObjectNode body(List<String> names) {
        ObjectNode body = JsonMapper.shared().createObjectNode().put("model", "tiny");
        body.put("max_tokens", 80).put("seed", 1);
        body.putArray("messages").addObject().put("role", "user").put("content", "go");
        for (String name : names) {
            ObjectNode function = body.withArray("tools").addObject().put("type", "function");
            function.putObject("function")
                    .put("name", name)
                    .putObject("parameters")
                    .put("type", "object")
                    .put("additionalProperties", false);
        }
        return body;
    }

    private static RecordedResponse ask(JsonNode body) throws Exception {
        RecordedResponse response = new RecordedResponse();
        new ChatCompletions(ModelRegistry.of(TINY.chat()), AnswerTimes.IGNORED)
                .handle(JsonMapper.shared().readTree(body.toString()), response);
        return response;
    }

    @ParameterizedTest
    @ValueSource(strings = {"list tasks", "nasa/apod", "!export-data", "高德天气查询助手", "a_b", "🏔"})
    void callHasTheNameAsItWasGivenAndAnIdInK2sAlphabet(String name) throws Exception {
        ObjectNode body = body(List.of("a b", name, "a/b"));
        body.putObject("tool_choice")
                .put("type", "function")
                .putObject("function")
                .put("name", name);
        RecordedResponse whole = ask(body);
        assertThat(whole.status()).as(whole.document()::toString).isEqualTo(200);
        JsonNode call = whole.document().at("/choices/0/message/tool_calls/0");
        assertThat(call.at("/function/name").stringValue()).isEqualTo(name);
        assertThat(call.path("id").stringValue()).matches("functions\\.[a-zA-Z0-9_.-]+:0");

        RecordedResponse streamed = ask(body.deepCopy().put("stream", true));
        assertThat(
                        streamed.chunks().stream()
                                .map(chunk ->
                                        chunk.at("/choices/0/delta/tool_calls/0/function/name"))
                                .filter(JsonNode::isString)
                                .map(JsonNode::stringValue))
                .containsExactly(name);
    }

    /// What a client gives back is read as if the tool had its plain name from the beginning.
    @Test
    void historyIsReadUnderTheModelsNames() {
        ObjectNode odd = conversation("list tasks", "call_1");
        ObjectNode plain = conversation("list_tasks", "functions.list_tasks:0");
        JsonNode read = new Tokenization(ModelRegistry.of(TINY.chat())).tokenize(odd);
        assertThat(read).isEqualTo(new Tokenization(ModelRegistry.of(TINY.chat())).tokenize(plain));
    }

    private static ObjectNode conversation(String name, String id) {
        ObjectNode body = body(List.of(name));
        body.remove(List.of("max_tokens", "seed"));
        ObjectNode call = body.withArray("messages").addObject().put("role", "assistant");
        ObjectNode entry = call.putArray("tool_calls").addObject().put("id", id);
        entry.put("type", "function")
                .putObject("function")
                .put("name", name)
                .put("arguments", "{}");
        body.withArray("messages")
                .addObject()
                .put("role", "tool")
                .put("name", name)
                .put("tool_call_id", id)
                .put("content", "none");
        return body;
    }

    @Test
    void schemaThatIsRefusedIsFoundUnderTheToolsOwnName() throws Exception {
        ObjectNode body = body(List.of("a b", "list tasks"));
        ((ObjectNode) body.at("/tools/1/function/parameters"))
                .putObject("properties")
                .putObject("x")
                .put("type", "nothing");
        JsonNode error = ask(body).document().path("error");
        assertThat(error.path("param").stringValue()).isEqualTo("tools[1].function.parameters");
    }
}
