package dev.baltoro.langchain4j;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.baltoro.engine.SamplingParameters;
import dev.baltoro.engine.chat.TinyChat;
import dev.baltoro.text.chat.DecodingOptions;
import dev.langchain4j.agent.tool.P;
import dev.langchain4j.agent.tool.Tool;
import dev.langchain4j.agent.tool.ToolExecutionRequest;
import dev.langchain4j.agent.tool.ToolSpecification;
import dev.langchain4j.agent.tool.ToolSpecifications;
import dev.langchain4j.data.message.UserMessage;
import dev.langchain4j.exception.InvalidRequestException;
import dev.langchain4j.model.chat.request.ChatRequest;
import dev.langchain4j.model.chat.request.ChatRequestParameters;
import dev.langchain4j.model.chat.request.ToolChoice;
import dev.langchain4j.model.chat.request.json.JsonObjectSchema;
import dev.langchain4j.model.chat.request.json.JsonRawSchema;
import dev.langchain4j.model.chat.response.ChatResponse;
import dev.langchain4j.model.chat.response.PartialToolCall;
import dev.langchain4j.model.output.FinishReason;
import dev.langchain4j.service.AiServices;
import dev.langchain4j.service.Result;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Test;

/// A random model has never seen a tool, and calls the declared ones rightly all the same.
class ToolCallTest {
    private static final TinyChat TINY = new TinyChat(2);
    private static final DecodingOptions DEFAULTS =
            DecodingOptions.of(SamplingParameters.DEFAULT.wishes().withTemperature(1).withSeed(11))
                    .withMaxTokens(120);
    private static final BaltoroChatModel MODEL = new BaltoroChatModel(TINY.chat(), DEFAULTS);

    @AfterAll
    static void close() {
        TINY.close();
    }

    enum Unit {
        CELSIUS,
        FAHRENHEIT
    }

    /// What the model may call.
    static final class Weather {
        private final List<String> asked = new ArrayList<>();

        @Tool("Says how warm it is.")
        public String temperature(@P("or else today") boolean tomorrow, Unit unit) {
            asked.add(tomorrow + " " + unit);
            return "21";
        }
    }

    interface Assistant {
        Result<String> answer(String question);
    }

    private record City(String name, boolean capital) {}

    private interface Geographer {
        City largest(String country);
    }

    @Test
    void serviceRunsTheToolThatTheModelCalls() {
        Weather weather = new Weather();
        Assistant assistant =
                AiServices.builder(Assistant.class)
                        .chatModel(MODEL)
                        .tools(weather)
                        .chatRequestTransformer(ToolCallTest::callFirst)
                        .build();
        Result<String> result = assistant.answer("How warm is it?");
        assertThat(weather.asked).isNotEmpty();
        assertThat(result.toolExecutions())
                .hasSameSizeAs(weather.asked)
                .allSatisfy(run -> {
                    assertThat(run.request().name()).isEqualTo("temperature");
                    assertThat(run.result()).isEqualTo("21");
                });
        assertThat(result.content()).isNotNull();
    }

    /// The first turn must call, and the second, which has the results, must not.
    private static ChatRequest callFirst(ChatRequest request) {
        boolean first = request.messages().getLast() instanceof UserMessage;
        ToolChoice choice = first ? ToolChoice.REQUIRED : ToolChoice.NONE;
        return request.toBuilder()
                .parameters(
                        request.parameters()
                                .overrideWith(
                                        ChatRequestParameters.builder().toolChoice(choice).build()))
                .build();
    }

    @Test
    void answerTakesTheShapeOfAJavaClass() {
        Geographer geographer = AiServices.create(Geographer.class, MODEL);
        assertThat(geographer.largest("France")).isInstanceOf(City.class);
    }

    @Test
    void streamedCallIsTheWholeOne() throws Exception {
        ChatRequest request =
                ChatRequest.builder()
                        .messages(UserMessage.from("How warm is it?"))
                        .toolSpecifications(
                                ToolSpecifications.toolSpecificationsFrom(Weather.class))
                        .toolChoice(ToolChoice.REQUIRED)
                        .build();
        Recording recording = new Recording();
        new BaltoroStreamingChatModel(TINY.chat(), DEFAULTS).chat(request, recording);
        ChatResponse response = recording.response.get();
        List<ToolExecutionRequest> calls = response.aiMessage().toolExecutionRequests();
        assertThat(calls)
                .isNotEmpty()
                .isEqualTo(MODEL.chat(request).aiMessage().toolExecutionRequests());
        assertThat(calls.getFirst().id()).isEqualTo("functions.temperature:0");
        assertThat(response.finishReason()).isEqualTo(FinishReason.TOOL_EXECUTION);
        assertThat(recording.calls).extracting("toolExecutionRequest").isEqualTo(calls);
        for (int i = 0; i < calls.size(); i++) {
            int index = i;
            assertThat(
                            recording.partialCalls.stream()
                                    .filter(part -> part.index() == index)
                                    .map(PartialToolCall::partialArguments)
                                    .collect(Collectors.joining()))
                    .isEqualTo(calls.get(i).arguments());
        }
    }

    @Test
    void schemaThatTheGrammarCannotExpressIsRefusedByItsKeyword() {
        ToolSpecification odd =
                ToolSpecification.builder()
                        .name("odd")
                        .parameters(
                                JsonObjectSchema.builder()
                                        .addProperty(
                                                "list",
                                                JsonRawSchema.from("{\"$ref\": \"other.json\"}"))
                                        .build())
                        .build();
        ChatRequest request =
                ChatRequest.builder()
                        .messages(UserMessage.from("hello"))
                        .toolSpecifications(odd)
                        .build();
        assertThatThrownBy(() -> MODEL.chat(request))
                .isInstanceOf(InvalidRequestException.class)
                .hasMessageContaining("$ref");
    }
}
