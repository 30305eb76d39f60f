package dev.baltoro.serve;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.anthropic.client.AnthropicClient;
import com.anthropic.client.okhttp.AnthropicOkHttpClient;
import com.anthropic.core.JsonValue;
import com.anthropic.core.http.StreamResponse;
import com.anthropic.errors.BadRequestException;
import com.anthropic.errors.NotFoundException;
import com.anthropic.errors.UnauthorizedException;
import com.anthropic.helpers.MessageAccumulator;
import com.anthropic.models.messages.ContentBlockParam;
import com.anthropic.models.messages.Message;
import com.anthropic.models.messages.MessageCountTokensParams;
import com.anthropic.models.messages.MessageCreateParams;
import com.anthropic.models.messages.RawMessageStreamEvent;
import com.anthropic.models.messages.StopReason;
import com.anthropic.models.messages.Tool;
import com.anthropic.models.messages.ToolChoiceAny;
import com.anthropic.models.messages.ToolChoiceNone;
import com.anthropic.models.messages.ToolResultBlockParam;
import com.anthropic.models.messages.ToolUseBlock;
import dev.baltoro.serve.http.ApiKeys;
import dev.baltoro.serve.http.ServerOptions;
import java.net.http.HttpRequest;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/// Anthropic's own Java client, as it comes, against a server over random weights. The client
/// checks that all it needs is there.
class AnthropicClientTest {
    private static final String KEY = "sk-glacier";

    private static Served served;
    private static AnthropicClient client;

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

    private static AnthropicClient client(String key) {
        return AnthropicOkHttpClient.builder()
                .baseUrl(served.url(""))
                .apiKey(key)
                .maxRetries(0)
                .responseValidation(true)
                .build();
    }

    /// A seed is more than Anthropic has.
    private static MessageCreateParams.Builder ask() {
        return MessageCreateParams.builder()
                .model(Served.NAME)
                .maxTokens(24)
                .putAdditionalBodyProperty("seed", JsonValue.from(5))
                .addUserMessage("what is the weather in Skardu today?");
    }

    private static MessageCreateParams.Builder with(String field, Object value) {
        return ask().putAdditionalBodyProperty(field, JsonValue.from(value));
    }

    private static Message whole(MessageCreateParams.Builder params) {
        return client.messages().create(params.build());
    }

    private static Message streamed(MessageCreateParams.Builder params) {
        MessageAccumulator parts = MessageAccumulator.create();
        try (StreamResponse<RawMessageStreamEvent> stream =
                client.messages().createStreaming(params.build())) {
            stream.stream().peek(RawMessageStreamEvent::validate).forEach(parts::accumulate);
        }
        return parts.message();
    }

    private static String text(Message message) {
        return message.content().getFirst().asText().text();
    }

    @Test
    void conversationIsAnswered() {
        Message message = whole(ask().system("be brief"));
        assertThat(text(message)).isNotEmpty();
        assertThat(message.usage().outputTokens()).isBetween(1L, 24L);
        assertThat(
                        message.usage().inputTokens()
                                + message.usage().cacheReadInputTokens().orElse(0L))
                .isPositive();
    }

    @Test
    void streamAddsUpToTheWholeAnswer() {
        Message whole = whole(ask());
        Message sum = streamed(ask());
        assertThat(text(sum)).isEqualTo(text(whole));
        assertThat(sum.stopReason()).isEqualTo(whole.stopReason());
        assertThat(sum.usage().outputTokens()).isEqualTo(whole.usage().outputTokens());
    }

    @Test
    void answerThatIsCutSaysSo() {
        for (Message message : List.of(whole(ask().maxTokens(2)), streamed(ask().maxTokens(2)))) {
            assertThat(message.stopReason()).contains(StopReason.MAX_TOKENS);
            assertThat(message.usage().outputTokens()).isEqualTo(2);
        }
    }

    @Test
    void stopSequenceThatEndsTheAnswerIsNamed() {
        String full = text(whole(with("temperature", 0)));
        String stop = full.substring(full.offsetByCodePoints(0, 2), full.offsetByCodePoints(0, 4));
        var params = with("temperature", 0).stopSequences(List.of("never said here", stop));
        for (Message message : List.of(whole(params), streamed(params))) {
            assertThat(message.stopReason()).contains(StopReason.STOP_SEQUENCE);
            assertThat(message.stopSequence()).contains(stop);
            assertThat(
                            message.content().stream()
                                    .map(block -> block.asText().text())
                                    .reduce("", String::concat))
                    .isEqualTo(full.substring(0, full.indexOf(stop)));
        }
    }

    @Test
    void eventsComeInOrder() throws Exception {
        String body =
                "{\"model\":\"tiny\",\"max_tokens\":3,\"stream\":true,\"messages\":[{\"role\":\"user\",\"content\":\"the glacier\"}]}";
        String events =
                served.send(
                                served.request("/v1/messages")
                                        .header("x-api-key", KEY)
                                        .header("anthropic-version", "2023-06-01")
                                        .header("Content-Type", "application/json")
                                        .POST(HttpRequest.BodyPublishers.ofString(body)))
                        .body();
        List<String> names = new ArrayList<>();
        events.lines()
                .filter(line -> line.startsWith("event: "))
                .map(line -> line.substring(7))
                .filter(name -> names.isEmpty() || !names.getLast().equals(name))
                .forEach(names::add);
        assertThat(names)
                .containsExactly(
                        "message_start",
                        "content_block_start",
                        "content_block_delta",
                        "content_block_stop",
                        "message_delta",
                        "message_stop");
    }

    private static MessageCreateParams.Builder withTool() {
        return ask().maxTokens(400)
                .toolChoice(ToolChoiceAny.builder().disableParallelToolUse(true).build())
                .addTool(
                        Tool.builder()
                                .name("get_weather")
                                .description("tells the weather")
                                .inputSchema(
                                        Tool.InputSchema.builder()
                                                .properties(
                                                        Tool.InputSchema.Properties.builder()
                                                                .putAdditionalProperty(
                                                                        "unit",
                                                                        JsonValue.from(
                                                                                Map.of(
                                                                                        "enum",
                                                                                        List.of(
                                                                                                "celsius",
                                                                                                "kelvin"))))
                                                                .build())
                                                .addRequired("unit")
                                                .putAdditionalProperty(
                                                        "additionalProperties",
                                                        JsonValue.from(false))
                                                .build())
                                .build());
    }

    @Test
    void toolIsCalledAndItsResultAnswered() {
        Message message = whole(withTool());
        assertThat(message.stopReason()).contains(StopReason.TOOL_USE);
        ToolUseBlock call = message.content().getFirst().asToolUse();
        assertThat(call.name()).isEqualTo("get_weather");
        JsonNode input = JsonMapper.shared().valueToTree(call._input().convert(Map.class));
        assertThat(input.size()).isEqualTo(1);
        assertThat(input.path("unit").stringValue()).isIn("celsius", "kelvin");
        assertThat(streamed(withTool()).content().getFirst().asToolUse()._input())
                .isEqualTo(call._input());
        for (boolean failed : List.of(false, true)) {
            Message next =
                    whole(
                            withTool()
                                    .toolChoice(ToolChoiceNone.builder().build())
                                    .addMessage(message)
                                    .addUserMessageOfContentBlockParams(
                                            List.of(
                                                    ContentBlockParam.ofToolResult(
                                                            ToolResultBlockParam.builder()
                                                                    .toolUseId(call.id())
                                                                    .content("12 degrees")
                                                                    .isError(failed)
                                                                    .build()))));
            assertThat(next.stopReason())
                    .isIn(Optional.of(StopReason.END_TURN), Optional.of(StopReason.MAX_TOKENS));
        }
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
        var message =
                client.messages().create(ask().maxTokens(400).outputConfig(Weather.class).build());
        var block = message.content().getFirst().asText();
        JsonNode raw = JsonMapper.shared().readTree(block.rawTextBlock().text());
        assertThat(raw.propertyNames()).containsExactly("sky", "windy");
        assertThat(block.text().windy).isEqualTo(raw.path("windy").booleanValue());
        assertThat(String.valueOf(block.text().sky)).isEqualTo(raw.path("sky").asString("null"));
    }

    @Test
    void tokensAreCounted() {
        Message message = whole(ask());
        long counted =
                client.messages()
                        .countTokens(
                                MessageCountTokensParams.builder()
                                        .model(Served.NAME)
                                        .addUserMessage("what is the weather in Skardu today?")
                                        .build())
                        .inputTokens();
        assertThat(
                        message.usage().inputTokens()
                                + message.usage().cacheReadInputTokens().orElse(0L))
                .isEqualTo(counted);
    }

    @Test
    void errorsBecomeTheClientsOwn() {
        AnthropicClient stranger = client("sk-guessed");
        assertThatThrownBy(() -> stranger.messages().create(ask().build()))
                .isInstanceOf(UnauthorizedException.class)
                .hasMessageContaining("API key");
        stranger.close();
        assertThatThrownBy(() -> whole(ask().model("claude")))
                .isInstanceOf(NotFoundException.class)
                .hasMessageContaining("claude");
        assertThatThrownBy(() -> whole(with("temperature", -1)))
                .isInstanceOf(BadRequestException.class)
                .hasMessageContaining("temperature");
    }
}
