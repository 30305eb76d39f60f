package dev.baltoro.serve;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.openai.client.OpenAIClient;
import com.openai.client.okhttp.OpenAIOkHttpClient;
import com.openai.core.JsonValue;
import com.openai.core.http.StreamResponse;
import com.openai.errors.BadRequestException;
import com.openai.helpers.ResponseAccumulator;
import com.openai.models.responses.FunctionTool;
import com.openai.models.responses.Response;
import com.openai.models.responses.ResponseCreateParams;
import com.openai.models.responses.ResponseFunctionToolCall;
import com.openai.models.responses.ResponseIncludable;
import com.openai.models.responses.ResponseInputItem;
import com.openai.models.responses.ResponseOutputText;
import com.openai.models.responses.ResponseStatus;
import com.openai.models.responses.ResponseStreamEvent;
import com.openai.models.responses.ToolChoiceOptions;
import dev.baltoro.serve.http.ServerOptions;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/// OpenAI's own Java client asks for responses, from a server over random weights. The client
/// checks that all it needs is there.
class ResponsesClientTest {
    private static Served served;
    private static OpenAIClient client;

    @BeforeAll
    static void open() {
        served = Served.open(ServerOptions.local());
        client =
                OpenAIOkHttpClient.builder()
                        .baseUrl(served.url("/v1"))
                        .apiKey("none")
                        .maxRetries(0)
                        .responseValidation(true)
                        .build();
    }

    @AfterAll
    static void close() {
        client.close();
        served.close();
    }

    /// A seed is more than OpenAI has here.
    private static ResponseCreateParams.Builder ask() {
        return ResponseCreateParams.builder()
                .model(Served.NAME)
                .maxOutputTokens(24)
                .putAdditionalBodyProperty("seed", JsonValue.from(5))
                .input("what is the weather in Skardu today?");
    }

    private static Response whole(ResponseCreateParams.Builder params) {
        Response response = client.responses().create(params.build());
        response.validate();
        return response;
    }

    private static Response streamed(ResponseCreateParams.Builder params) {
        ResponseAccumulator parts = ResponseAccumulator.create();
        try (StreamResponse<ResponseStreamEvent> stream =
                client.responses().createStreaming(params.build())) {
            stream.stream().peek(ResponseStreamEvent::validate).forEach(parts::accumulate);
        }
        return parts.response();
    }

    private static ResponseOutputText text(Response response) {
        return response.output().getFirst().asMessage().content().getFirst().asOutputText();
    }

    @Test
    void textIsAnsweredWithAMessage() {
        Response response =
                whole(
                        ask().instructions("be brief")
                                .putAdditionalBodyProperty(
                                        "metadata", JsonValue.from(Map.of("trip", "K2"))));
        assertThat(response.output()).hasSize(1);
        assertThat(text(response).text()).isNotEmpty();
        assertThat(response.usage().orElseThrow().outputTokens()).isBetween(1L, 24L);
        assertThat(response.metadata().orElseThrow()).asString().contains("trip=K2");
    }

    @Test
    void answerThatIsCutIsIncomplete() {
        for (Response response :
                List.of(whole(ask().maxOutputTokens(2)), streamed(ask().maxOutputTokens(2)))) {
            assertThat(response.status()).contains(ResponseStatus.INCOMPLETE);
            assertThat(response.incompleteDetails().orElseThrow().reason().orElseThrow().asString())
                    .isEqualTo("max_output_tokens");
            assertThat(response.usage().orElseThrow().outputTokens()).isEqualTo(2);
        }
    }

    @Test
    void streamAddsUpToTheWholeAnswer() {
        Response whole = whole(ask());
        Response sum = streamed(ask());
        assertThat(text(sum).text()).isEqualTo(text(whole).text());
        assertThat(sum.status()).isEqualTo(whole.status());
        assertThat(sum.usage().orElseThrow().outputTokens())
                .isEqualTo(whole.usage().orElseThrow().outputTokens());
    }

    @Test
    void eventsAreNumberedAndComeInOrder() throws Exception {
        List<JsonNode> events = new ArrayList<>();
        try (EventReader reader =
                new EventReader(
                        served.server.port(),
                        "/v1/responses",
                        "{\"model\":\"tiny\",\"input\":\"the glacier\",\"max_output_tokens\":4,\"temperature\":0,\"stream\":true}",
                        1 << 16)) {
            for (int i = 0; i < 8 || !isLast(events); i++) {
                events.add(JsonMapper.shared().readTree(reader.next().orElseThrow()));
            }
        }
        for (int i = 0; i < events.size(); i++) {
            assertThat(events.get(i).path("sequence_number").intValue()).isEqualTo(i);
        }
        assertThat(events.stream().map(event -> event.path("type").asString()).distinct())
                .containsExactly(
                        "response.created",
                        "response.in_progress",
                        "response.output_item.added",
                        "response.content_part.added",
                        "response.output_text.delta",
                        "response.output_text.done",
                        "response.content_part.done",
                        "response.output_item.done",
                        "response.incomplete");
    }

    private static boolean isLast(List<JsonNode> events) {
        return events.getLast().path("response").path("usage").isObject();
    }

    private static ResponseCreateParams.Builder withTool() {
        return ask().maxOutputTokens(400)
                .toolChoice(ToolChoiceOptions.REQUIRED)
                .parallelToolCalls(false)
                .addTool(
                        FunctionTool.builder()
                                .name("get_weather")
                                .description("tells the weather")
                                .strict(true)
                                .parameters(
                                        FunctionTool.Parameters.builder()
                                                .putAdditionalProperty(
                                                        "type", JsonValue.from("object"))
                                                .putAdditionalProperty(
                                                        "properties",
                                                        JsonValue.from(
                                                                Map.of(
                                                                        "unit",
                                                                        Map.of(
                                                                                "enum",
                                                                                List.of(
                                                                                        "celsius",
                                                                                        "kelvin")))))
                                                .putAdditionalProperty(
                                                        "required", JsonValue.from(List.of("unit")))
                                                .putAdditionalProperty(
                                                        "additionalProperties",
                                                        JsonValue.from(false))
                                                .build())
                                .build());
    }

    @Test
    void toolIsCalledAndItsResultAnswered() {
        ResponseFunctionToolCall call = whole(withTool()).output().getFirst().asFunctionCall();
        assertThat(streamed(withTool()).output().getFirst().asFunctionCall().arguments())
                .isEqualTo(call.arguments());
        assertThat(call.callId()).isEqualTo("functions.get_weather:0");
        assertThat(call.name()).isEqualTo("get_weather");
        JsonNode arguments = JsonMapper.shared().readTree(call.arguments());
        assertThat(arguments.path("unit").stringValue()).isIn("celsius", "kelvin");
        Response next =
                whole(
                        withTool()
                                .toolChoice(ToolChoiceOptions.NONE)
                                .inputOfResponse(
                                        List.of(
                                                ResponseInputItem.ofFunctionCall(call),
                                                ResponseInputItem.ofFunctionCallOutput(
                                                        ResponseInputItem.FunctionCallOutput
                                                                .builder()
                                                                .callId(call.callId())
                                                                .output("12 degrees")
                                                                .build()))));
        assertThat(text(next).text()).isNotNull();
        assertThat(next.usage().orElseThrow().inputTokens()).isPositive();
    }

    /// What the client derives a schema from, and parses the answer into.
    public static class Weather {
        public @Nullable Sky sky;
        public boolean windy;

        public enum Sky {
            CLEAR,
            CLOUDY
        }
    }

    @Test
    void structuredOutputParsesIntoTheClass() {
        var response =
                client.responses().create(ask().maxOutputTokens(400).text(Weather.class).build());
        Weather weather =
                response.output().getFirst().asMessage().content().getFirst().asOutputText();
        assertThat(weather.sky).isIn(Weather.Sky.CLEAR, Weather.Sky.CLOUDY);
    }

    @Test
    void logprobsComeWithEachToken() {
        var params =
                ask().temperature(0.0)
                        .topLogprobs(2)
                        .addInclude(ResponseIncludable.MESSAGE_OUTPUT_TEXT_LOGPROBS);
        var whole = text(whole(params)).logprobs().orElseThrow();
        assertThat(whole).isNotEmpty().allSatisfy(it -> assertThat(it.topLogprobs()).hasSize(2));
        assertThat(text(streamed(params)).logprobs().orElseThrow()).hasSameSizeAs(whole);
    }

    @Test
    void errorsBecomeTheClientsOwn() {
        assertThatThrownBy(() -> whole(ask().previousResponseId("resp_1")))
                .isInstanceOf(BadRequestException.class)
                .hasMessageContaining("previous_response_id")
                .hasMessageContaining("nothing is stored");
    }
}
