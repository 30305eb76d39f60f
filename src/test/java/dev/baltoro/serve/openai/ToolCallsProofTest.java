package dev.baltoro.serve.openai;

import static org.assertj.core.api.Assertions.assertThat;

import com.networknt.schema.InputFormat;
import com.networknt.schema.SchemaRegistry;
import com.networknt.schema.SpecificationVersion;
import dev.baltoro.engine.chat.TinyChat;
import dev.baltoro.serve.answer.AnswerTimes;
import dev.baltoro.serve.answer.ModelRegistry;
import dev.baltoro.text.chat.Marker;
import dev.baltoro.text.openai.CodecLimits;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.stream.Collectors;
import java.util.stream.StreamSupport;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.MissingNode;
import tools.jackson.databind.node.ObjectNode;

/// Tool calls cannot go wrong: a model of random weights calls 200 varied tool sets, whole and
/// streamed, and another project's validator judges every call.
class ToolCallsProofTest {
    private static final long SEED = 11;
    private static final int SETS = 200;

    /// Enough for the shortest call of every set; most calls end earlier or are brought to an end.
    private static final int TOKENS = 400;

    private static final TinyChat TINY = new TinyChat(3);
    private static final ChatCompletions ENDPOINT =
            new ChatCompletions(ModelRegistry.of(TINY.chat()), AnswerTimes.IGNORED);

    @AfterAll
    static void close() {
        TINY.close();
    }

    @Test
    void everyCallIsOfADeclaredToolWithValidArguments() throws Exception {
        ToolSets sets = new ToolSets(SEED);
        List<Callable<Integer>> proofs = new ArrayList<>();
        for (int i = 0; i < SETS; i++) {
            ArrayNode tools = sets.next();
            ObjectNode body = body(tools, i);
            boolean one = i % 3 == 2 || i % 2 == 1;
            proofs.add(() -> prove(body, tools, one));
        }
        int calls = 0;
        try (ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor()) {
            for (Future<Integer> proof : threads.invokeAll(proofs)) {
                calls += proof.get();
            }
        }
        assertThat(calls).isGreaterThanOrEqualTo(SETS);
    }

    /// The choice goes round: auto with a section that a bias forces open, required, named.
    private static ObjectNode body(ArrayNode tools, int index) {
        ObjectNode body = JsonMapper.shared().createObjectNode().put("model", "tiny");
        body.putArray("messages").addObject().put("role", "user").put("content", "Go");
        body.put("temperature", 1).put("seed", index).put("max_tokens", TOKENS);
        body.set("tools", tools);
        switch (index % 3) {
            case 0 -> {
                int begin = TINY.chat().encoder().id(Marker.CALLS_BEGIN);
                body.put("tool_choice", "auto")
                        .putObject("logit_bias")
                        .put(Integer.toString(begin), 100);
            }
            case 1 -> body.put("tool_choice", "required");
            default -> {
                String name = tools.get(tools.size() - 1).path("function").path("name").asString();
                body.putObject("tool_choice")
                        .put("type", "function")
                        .putObject("function")
                        .put("name", name);
            }
        }
        return body.put("parallel_tool_calls", index % 2 == 0);
    }

    /// {@return number of calls}
    private static int prove(ObjectNode body, ArrayNode tools, boolean one) throws Exception {
        RecordedResponse whole = new RecordedResponse();
        ENDPOINT.handle(body, whole);
        assertThat(whole.status()).as(() -> whole.document() + " " + body).isEqualTo(200);
        JsonNode choice = whole.document().path("choices").get(0);
        judge(choice, body, tools, one);

        RecordedResponse stream = new RecordedResponse();
        ENDPOINT.handle(body.deepCopy().put("stream", true), stream);
        assertThat(StreamedChoice.join(stream.chunks(), 0)).isEqualTo(choice);
        return choice.path("message").path("tool_calls").size();
    }

    private static void judge(JsonNode choice, ObjectNode body, ArrayNode tools, boolean one) {
        Map<String, JsonNode> declared =
                StreamSupport.stream(tools.spliterator(), false)
                        .map(tool -> tool.path("function"))
                        .collect(
                                Collectors.toMap(
                                        function -> function.path("name").asString(),
                                        function -> function.path("parameters")));
        assertThat(choice.path("finish_reason").asString())
                .as(() -> choice + " " + body)
                .isEqualTo(body.path("tool_choice").isObject() ? "stop" : "tool_calls");
        JsonNode message = choice.path("message");
        assertThat(message.path("content").isNull()).as(message::toString).isTrue();
        JsonNode calls = message.path("tool_calls");
        assertThat(calls.size()).isBetween(1, one ? 1 : CodecLimits.OPENAI.tools());
        for (int i = 0; i < calls.size(); i++) {
            JsonNode function = calls.get(i).path("function");
            String name = function.path("name").asString();
            assertThat(declared).containsKey(name);
            assertThat(calls.get(i).path("id").asString()).isEqualTo("functions." + name + ":" + i);
            String arguments = function.path("arguments").asString();
            assertThat(JsonMapper.shared().readTree(arguments).isObject()).isTrue();
            requireValid(arguments, declared.getOrDefault(name, MissingNode.getInstance()));
        }
    }

    /// A tool without parameters takes any object, as far as the validator is concerned.
    private static void requireValid(String arguments, JsonNode parameters) {
        if (parameters.isObject()) {
            assertThat(
                            SchemaRegistry.withDefaultDialect(SpecificationVersion.DRAFT_2020_12)
                                    .getSchema(parameters.toString(), InputFormat.JSON)
                                    .validate(arguments, InputFormat.JSON))
                    .as("%s under %s", arguments, parameters)
                    .isEmpty();
        }
    }
}
