package dev.baltoro.langchain4j;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.baltoro.text.chat.ChatRequest;
import dev.baltoro.text.chat.DecodingOptions;
import dev.baltoro.text.chat.Message;
import dev.baltoro.text.chat.ResponseFormat;
import dev.baltoro.text.chat.Sampling;
import dev.baltoro.text.chat.ToolCall;
import dev.baltoro.text.chat.ToolChoice;
import dev.baltoro.text.chat.ToolDeclaration;
import dev.baltoro.text.chat.ToolUse;
import dev.langchain4j.agent.tool.ToolExecutionRequest;
import dev.langchain4j.agent.tool.ToolSpecification;
import dev.langchain4j.data.message.AiMessage;
import dev.langchain4j.data.message.ImageContent;
import dev.langchain4j.data.message.SystemMessage;
import dev.langchain4j.data.message.TextContent;
import dev.langchain4j.data.message.ToolExecutionResultMessage;
import dev.langchain4j.data.message.UserMessage;
import dev.langchain4j.exception.UnsupportedFeatureException;
import dev.langchain4j.model.chat.request.ResponseFormatType;
import dev.langchain4j.model.chat.request.json.JsonAnyOfSchema;
import dev.langchain4j.model.chat.request.json.JsonArraySchema;
import dev.langchain4j.model.chat.request.json.JsonIntegerSchema;
import dev.langchain4j.model.chat.request.json.JsonNullSchema;
import dev.langchain4j.model.chat.request.json.JsonObjectSchema;
import dev.langchain4j.model.chat.request.json.JsonRawSchema;
import dev.langchain4j.model.chat.request.json.JsonReferenceSchema;
import dev.langchain4j.model.chat.request.json.JsonSchema;
import dev.langchain4j.model.chat.request.json.JsonStringSchema;
import java.util.List;
import java.util.Map;
import java.util.OptionalInt;
import org.junit.jupiter.api.Test;

class RequestTranslationTest {
    private static final DecodingOptions DEFAULTS =
            DecodingOptions.of(Sampling.OPEN.withSeed(4)).withMaxTokens(20);
    private static final RequestTranslation REQUESTS = new RequestTranslation("tiny", DEFAULTS);
    private static final UserMessage HELLO = UserMessage.from("hello");

    private static ChatRequest translate(
            dev.langchain4j.model.chat.request.ChatRequest.Builder request) {
        return REQUESTS.translate(request.build());
    }

    private static dev.langchain4j.model.chat.request.ChatRequest.Builder hello() {
        return dev.langchain4j.model.chat.request.ChatRequest.builder().messages(HELLO);
    }

    @Test
    void everyKindOfMessageBecomesATurn() {
        ToolExecutionRequest call =
                ToolExecutionRequest.builder().id("a").name("clock").arguments("{}").build();
        ChatRequest request =
                translate(
                        dev.langchain4j.model.chat.request.ChatRequest.builder()
                                .messages(
                                        SystemMessage.from("Be brief."),
                                        UserMessage.from(
                                                "anna",
                                                TextContent.from("What time "),
                                                TextContent.from("is it?")),
                                        AiMessage.from(List.of(call)),
                                        ToolExecutionResultMessage.from(call, "noon"),
                                        AiMessage.from("Noon.")));
        assertThat(request.messages())
                .containsExactly(
                        new Message.System("Be brief."),
                        new Message.User("anna", "What time is it?"),
                        new Message.Assistant("", List.of(new ToolCall("a", "clock", "{}"))),
                        new Message.ToolResult("clock", "a", "noon"),
                        new Message.Assistant("Noon."));
    }

    @Test
    void whatARequestDoesNotSayIsTheDefault() {
        ChatRequest request = translate(hello());
        assertThat(request.decoding()).isEqualTo(DEFAULTS);
        assertThat(request.tools()).isEqualTo(ToolUse.NONE);
        assertThat(request.format()).isEqualTo(new ResponseFormat.Text());
    }

    @Test
    void whatARequestSaysHolds() {
        DecodingOptions decoding =
                translate(
                                hello().temperature(0.1)
                                        .topP(0.9)
                                        .topK(7)
                                        .presencePenalty(0.5)
                                        .frequencyPenalty(-0.5)
                                        .maxOutputTokens(3)
                                        .stopSequences(List.of("END")))
                        .decoding();
        Sampling sampling = decoding.sampling();
        assertThat(sampling.temperature()).hasValue(0.1);
        assertThat(sampling.topP()).hasValue(0.9);
        assertThat(sampling.topK()).hasValue(7);
        assertThat(sampling.presencePenalty()).hasValue(0.5);
        assertThat(sampling.frequencyPenalty()).hasValue(-0.5);
        assertThat(sampling.seed()).hasValue(4);
        assertThat(decoding.maxTokens()).isEqualTo(OptionalInt.of(3));
        assertThat(decoding.stop()).containsExactly("END");
    }

    @Test
    void toolsAndTheirChoiceAreDeclared() {
        ToolSpecification weather =
                ToolSpecification.builder()
                        .name("weather")
                        .description("Says what it is like.")
                        .parameters(
                                JsonObjectSchema.builder()
                                        .addStringProperty("city", "where")
                                        .addEnumProperty("unit", List.of("C", "F"))
                                        .required("city")
                                        .build())
                        .build();
        ToolUse tools =
                translate(
                                hello().toolSpecifications(
                                                weather,
                                                ToolSpecification.builder().name("clock").build())
                                        .toolChoice(
                                                dev.langchain4j.model.chat.request.ToolChoice
                                                        .REQUIRED))
                        .tools();
        assertThat(tools.choice()).isEqualTo(new ToolChoice.Required());
        assertThat(tools.tools())
                .containsExactly(
                        ToolDeclaration.function(
                                "weather",
                                "Says what it is like.",
                                """
                                {"type": "object",
                                 "properties": {
                                   "city": {"type": "string", "description": "where"},
                                   "unit": {"type": "string", "enum": ["C", "F"]}},
                                 "required": ["city"],
                                 "additionalProperties": false}
                                """),
                        ToolDeclaration.function(
                                "clock",
                                "",
                                "{\"type\":\"object\",\"properties\":{},\"additionalProperties\":false}"));
        assertThat(translate(hello().toolSpecifications(weather)).tools().choice())
                .isEqualTo(new ToolChoice.Auto());
    }

    @Test
    void schemasOfEveryKindAreWritten() {
        JsonObjectSchema schema =
                JsonObjectSchema.builder()
                        .addProperty(
                                "tags",
                                JsonArraySchema.builder().items(new JsonStringSchema()).build())
                        .addProperty(
                                "size",
                                JsonAnyOfSchema.builder()
                                        .anyOf(new JsonIntegerSchema(), new JsonNullSchema())
                                        .build())
                        .addNumberProperty("weight")
                        .addBooleanProperty("ready")
                        .addProperty("map", JsonObjectSchema.builder().build())
                        .addProperty("raw", JsonRawSchema.from("{\"minLength\": 2}"))
                        .addProperty(
                                "next", JsonReferenceSchema.builder().reference("node").build())
                        .definitions(Map.of("node", new JsonStringSchema()))
                        .build();
        assertThat(Schemas.json(schema))
                .isEqualTo(
                        """
                        {"type":"object","properties":{\
                        "tags":{"type":"array","items":{"type":"string"}},\
                        "size":{"anyOf":[{"type":"integer"},{"type":"null"}]},\
                        "weight":{"type":"number"},"ready":{"type":"boolean"},\
                        "map":{"type":"object","properties":{},"additionalProperties":true},\
                        "raw":{"minLength":2},"next":{"$ref":"#/$defs/node"}},\
                        "additionalProperties":false,"$defs":{"node":{"type":"string"}}}\
                        """);
    }

    @Test
    void responseFormatsAreKept() {
        assertThat(
                        translate(
                                        hello().responseFormat(
                                                        dev.langchain4j.model.chat.request
                                                                .ResponseFormat.JSON))
                                .format())
                .isEqualTo(new ResponseFormat.JsonObject());
        var format =
                dev.langchain4j.model.chat.request.ResponseFormat.builder()
                        .type(ResponseFormatType.JSON)
                        .jsonSchema(
                                JsonSchema.builder()
                                        .name("Word")
                                        .rootElement(new JsonStringSchema())
                                        .build())
                        .build();
        assertThat(translate(hello().responseFormat(format)).format())
                .isEqualTo(new ResponseFormat.JsonSchema("Word", "{\"type\":\"string\"}"));
    }

    @Test
    void whatMeansNothingIsRefusedInOneLine() {
        assertThatThrownBy(() -> translate(hello().modelName("other")))
                .hasMessage("this model is tiny, not other; give that name or none");
        assertThatThrownBy(() -> translate(hello().topP(2.0)))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageStartingWith("top_p is 2.0");
        UserMessage picture = UserMessage.from(ImageContent.from("http://localhost/a.png"));
        assertThatThrownBy(() ->
                        translate(
                                dev.langchain4j.model.chat.request.ChatRequest.builder()
                                        .messages(picture)))
                .isInstanceOf(UnsupportedFeatureException.class)
                .hasMessageContaining("only reads text");
    }
}
