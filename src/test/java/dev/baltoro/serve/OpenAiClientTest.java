package dev.baltoro.serve;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.openai.client.OpenAIClient;
import com.openai.client.okhttp.OpenAIOkHttpClient;
import com.openai.core.JsonValue;
import com.openai.core.http.StreamResponse;
import com.openai.errors.BadRequestException;
import com.openai.errors.NotFoundException;
import com.openai.errors.RateLimitException;
import com.openai.errors.UnauthorizedException;
import com.openai.helpers.ChatCompletionAccumulator;
import com.openai.models.FunctionDefinition;
import com.openai.models.FunctionParameters;
import com.openai.models.chat.completions.ChatCompletion;
import com.openai.models.chat.completions.ChatCompletionAllowedToolChoice;
import com.openai.models.chat.completions.ChatCompletionAllowedTools;
import com.openai.models.chat.completions.ChatCompletionChunk;
import com.openai.models.chat.completions.ChatCompletionCreateParams;
import com.openai.models.chat.completions.ChatCompletionFunctionTool;
import com.openai.models.chat.completions.ChatCompletionMessageFunctionToolCall;
import com.openai.models.chat.completions.ChatCompletionNamedToolChoice;
import com.openai.models.chat.completions.ChatCompletionStreamOptions;
import com.openai.models.chat.completions.ChatCompletionToolChoiceOption;
import com.openai.models.completions.CompletionCreateParams;
import dev.baltoro.serve.http.ApiKeys;
import dev.baltoro.serve.http.ServerOptions;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/// OpenAI's own Java client, as it comes, against a server over random weights.
class OpenAiClientTest {
    private static final String KEY = "sk-glacier";

    private static Served served;
    private static OpenAIClient client;

    @BeforeAll
    static void open() {
        served = Served.open(ServerOptions.local().withKeys(ApiKeys.of(List.of("other", KEY))));
        client = client(KEY);
    }

    @AfterAll
    static void close() {
        client.close();
        served.close();
    }

    private static OpenAIClient client(String key) {
        return OpenAIOkHttpClient.builder()
                .baseUrl(served.url("/v1"))
                .apiKey(key)
                .maxRetries(0)
                .responseValidation(true)
                .build();
    }

    @SuppressWarnings("deprecation") // seed: OpenAI would drop it, this server keeps it
    private static ChatCompletionCreateParams.Builder chat() {
        return ChatCompletionCreateParams.builder()
                .model(Served.NAME)
                .maxCompletionTokens(24)
                .seed(5)
                .addUserMessage("what is the weather in Skardu today?");
    }

    @Test
    void conversationIsAnswered() {
        ChatCompletion answer = client.chat().completions().create(chat().build());
        assertThat(answer.choices()).hasSize(1);
        assertThat(answer.choices().getFirst().message().content()).isPresent();
        assertThat(answer.model()).isEqualTo(Served.NAME);
        assertThat(answer.usage().orElseThrow().completionTokens()).isBetween(1L, 24L);
    }

    @Test
    void streamAddsUpToTheWholeAnswer() {
        ChatCompletion whole = client.chat().completions().create(chat().build());
        ChatCompletionAccumulator parts = ChatCompletionAccumulator.create();
        try (StreamResponse<ChatCompletionChunk> stream =
                client.chat()
                        .completions()
                        .createStreaming(
                                chat().streamOptions(
                                                ChatCompletionStreamOptions.builder()
                                                        .includeUsage(true)
                                                        .build())
                                        .build())) {
            stream.stream().forEach(parts::accumulate);
        }
        ChatCompletion sum = parts.chatCompletion();
        assertThat(sum.choices().getFirst().message().content())
                .isEqualTo(whole.choices().getFirst().message().content());
        assertThat(sum.choices().getFirst().finishReason())
                .isEqualTo(whole.choices().getFirst().finishReason());
        assertThat(sum.usage().orElseThrow().completionTokens())
                .isEqualTo(whole.usage().orElseThrow().completionTokens());
    }

    private static final ChatCompletionToolChoiceOption REQUIRED =
            ChatCompletionToolChoiceOption.ofAuto(ChatCompletionToolChoiceOption.Auto.REQUIRED);

    private static final ChatCompletionToolChoiceOption NAMED =
            ChatCompletionToolChoiceOption.ofNamedToolChoice(
                    ChatCompletionNamedToolChoice.builder()
                            .function(
                                    ChatCompletionNamedToolChoice.Function.builder()
                                            .name("get_weather")
                                            .build())
                            .build());

    private static final ChatCompletionToolChoiceOption AMONG =
            ChatCompletionToolChoiceOption.ofAllowedToolChoice(
                    ChatCompletionAllowedToolChoice.builder()
                            .allowedTools(
                                    ChatCompletionAllowedTools.builder()
                                            .mode(ChatCompletionAllowedTools.Mode.REQUIRED)
                                            .addTool(
                                                    ChatCompletionAllowedTools.Tool.builder()
                                                            .putAdditionalProperty(
                                                                    "type",
                                                                    JsonValue.from("function"))
                                                            .putAdditionalProperty(
                                                                    "function",
                                                                    JsonValue.from(
                                                                            Map.of(
                                                                                    "name",
                                                                                    "get_weather")))
                                                            .build())
                                            .build())
                            .build());

    private static ChatCompletionCreateParams withTool(ChatCompletionToolChoiceOption choice) {
        return chat().maxCompletionTokens(400)
                .toolChoice(choice)
                .addTool(
                        ChatCompletionFunctionTool.builder()
                                .function(
                                        FunctionDefinition.builder()
                                                .name("get_weather")
                                                .description("tells the weather")
                                                .parameters(
                                                        FunctionParameters.builder()
                                                                .putAdditionalProperty(
                                                                        "type",
                                                                        JsonValue.from("object"))
                                                                .putAdditionalProperty(
                                                                        "properties",
                                                                        JsonValue.from(
                                                                                Map.of(
                                                                                        "unit",
                                                                                        Map.of(
                                                                                                "enum",
                                                                                                List
                                                                                                        .of(
                                                                                                                "celsius",
                                                                                                                "kelvin")))))
                                                                .putAdditionalProperty(
                                                                        "required",
                                                                        JsonValue.from(
                                                                                List.of("unit")))
                                                                .putAdditionalProperty(
                                                                        "additionalProperties",
                                                                        JsonValue.from(false))
                                                                .build())
                                                .build())
                                .build())
                .parallelToolCalls(false)
                .build();
    }

    @Test
    void requiredToolIsCalledWithWhatItsSchemaAllows() {
        ChatCompletion.Choice choice = whole(withTool(REQUIRED));
        assertThat(choice.finishReason().asString()).isEqualTo("tool_calls");
        requireCall(choice);
    }

    @Test
    void requiredToolIsCalledInAStreamToo() {
        ChatCompletion.Choice choice = streamed(withTool(REQUIRED));
        assertThat(choice.finishReason().asString()).isEqualTo("tool_calls");
        requireCall(choice);
    }

    @Test
    void namedToolIsCalledAndTheAnswerStopsThere() {
        for (ChatCompletion.Choice choice :
                List.of(whole(withTool(NAMED)), streamed(withTool(NAMED)))) {
            assertThat(choice.finishReason().asString()).isEqualTo("stop");
            requireCall(choice);
        }
    }

    @Test
    void toolAmongTheAllowedIsCalled() {
        ChatCompletion.Choice choice = whole(withTool(AMONG));
        assertThat(choice.finishReason().asString()).isEqualTo("tool_calls");
        requireCall(choice);
    }

    private static ChatCompletion.Choice whole(ChatCompletionCreateParams params) {
        return client.chat().completions().create(params).choices().getFirst();
    }

    private static ChatCompletion.Choice streamed(ChatCompletionCreateParams params) {
        ChatCompletionAccumulator parts = ChatCompletionAccumulator.create();
        try (StreamResponse<ChatCompletionChunk> stream =
                client.chat().completions().createStreaming(params)) {
            stream.stream().forEach(parts::accumulate);
        }
        return parts.chatCompletion().choices().getFirst();
    }

    private static void requireCall(ChatCompletion.Choice choice) {
        requireCall(choice.message().toolCalls().orElseThrow().getFirst().function().orElseThrow());
    }

    private static void requireCall(ChatCompletionMessageFunctionToolCall call) {
        assertThat(call.id()).isEqualTo("functions.get_weather:0");
        assertThat(call.function().name()).isEqualTo("get_weather");
        JsonNode arguments = JsonMapper.shared().readTree(call.function().arguments());
        assertThat(arguments.size()).isEqualTo(1);
        assertThat(arguments.path("unit").stringValue()).isIn("celsius", "kelvin");
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
        var answer =
                client.chat()
                        .completions()
                        .create(
                                chat().maxCompletionTokens(400)
                                        .responseFormat(Weather.class)
                                        .build());
        Weather weather = answer.choices().getFirst().message().content().orElseThrow();
        assertThat(weather.sky).isIn(Weather.Sky.CLEAR, Weather.Sky.CLOUDY);
    }

    @Test
    void logprobsComeWithEachToken() {
        ChatCompletion answer =
                client.chat()
                        .completions()
                        .create(chat().logprobs(true).topLogprobs(3).temperature(0).build());
        var tokens = answer.choices().getFirst().logprobs().orElseThrow().content().orElseThrow();
        assertThat(tokens).isNotEmpty();
        tokens.forEach(token -> {
            assertThat(token.topLogprobs()).hasSize(3);
            // What may not come here, such as a call's marker, is among the likeliest too.
            assertThat(token.topLogprobs().getFirst().logprob())
                    .isGreaterThanOrEqualTo(token.logprob());
        });
    }

    @Test
    void olderEndpointContinuesText() {
        var answer =
                client.completions()
                        .create(
                                CompletionCreateParams.builder()
                                        .model(Served.NAME)
                                        .prompt("the glacier")
                                        .maxTokens(6)
                                        .build());
        assertThat(answer.usage().orElseThrow().completionTokens()).isEqualTo(6);
    }

    @Test
    void modelsAreListed() {
        assertThat(client.models().list().data().getFirst().id()).isEqualTo(Served.NAME);
        assertThat(client.models().retrieve(Served.NAME).id()).isEqualTo(Served.NAME);
    }

    @Test
    void errorsBecomeTheClientsOwn() {
        OpenAIClient stranger = client("sk-guessed");
        assertThatThrownBy(() -> stranger.models().list())
                .isInstanceOf(UnauthorizedException.class)
                .hasMessageContaining("API key");
        stranger.close();
        assertThatThrownBy(() -> client.chat().completions().create(chat().model("gpt").build()))
                .isInstanceOf(NotFoundException.class)
                .hasMessageContaining("gpt");
        assertThatThrownBy(() -> client.chat().completions().create(chat().temperature(-1).build()))
                .isInstanceOf(BadRequestException.class)
                .hasMessageContaining("temperature");
    }

    @Test
    void fullQueueIsARateLimit() {
        try (Served small = Served.open(Served.ENGINE.withSequences(1, 1), ServerOptions.local())) {
            OpenAIClient user =
                    OpenAIOkHttpClient.builder()
                            .baseUrl(small.url("/v1"))
                            .apiKey("none")
                            .maxRetries(0)
                            .build();
            small.halt.on();
            // Each is held by a request of its own; the one that the queue has no room for fails.
            CompletableFuture<?>[] asked = new CompletableFuture<?>[3];
            for (int i = 0; i < asked.length; i++) {
                asked[i] = user.async().chat().completions().create(chat().build());
            }
            assertThatThrownBy(() -> CompletableFuture.anyOf(asked).join())
                    .cause()
                    .isInstanceOfSatisfying(
                            RateLimitException.class,
                            e ->
                                    assertThat(e.headers().values("Retry-After"))
                                            .containsExactly("1"));
            small.halt.off();
            user.close();
        }
    }
}
