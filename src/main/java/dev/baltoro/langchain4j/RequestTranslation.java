package dev.baltoro.langchain4j;

import dev.baltoro.text.chat.ChatRequest;
import dev.baltoro.text.chat.DecodingOptions;
import dev.baltoro.text.chat.ResponseFormat;
import dev.baltoro.text.chat.Sampling;
import dev.baltoro.text.chat.ToolChoice;
import dev.baltoro.text.chat.ToolDeclaration;
import dev.baltoro.text.chat.ToolUse;
import dev.langchain4j.agent.tool.ToolSpecification;
import dev.langchain4j.model.chat.request.ChatRequestParameters;
import dev.langchain4j.model.chat.request.ResponseFormatType;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.OptionalInt;
import java.util.OptionalLong;
import org.jspecify.annotations.Nullable;

/// LangChain4j's requests as the engine's.
///
/// @param modelName the only model that requests may name
/// @param defaults values for whatever a request leaves out
record RequestTranslation(String modelName, DecodingOptions defaults) {
    /// @throws IllegalArgumentException with a one-line message if a value of the request makes no
    ///   sense
    /// @throws dev.langchain4j.exception.UnsupportedFeatureException if it has anything but text
    ChatRequest translate(dev.langchain4j.model.chat.request.ChatRequest request) {
        ChatRequestParameters parameters = request.parameters();
        Optional.ofNullable(parameters.modelName())
                .filter(name -> !name.equals(modelName))
                .ifPresent(name -> {
                    throw new IllegalArgumentException(
                            "this model is %s, not %s; give that name or none"
                                    .formatted(modelName, name));
                });
        return ChatRequest.of(MessageTranslation.of(request.messages()), decoding(parameters))
                .withTools(tools(parameters))
                .withFormat(format(parameters));
    }

    private DecodingOptions decoding(ChatRequestParameters given) {
        Sampling sampling =
                new Sampling(
                        number(given.temperature()),
                        number(given.topP()),
                        given.topK() == null ? OptionalInt.empty() : OptionalInt.of(given.topK()),
                        OptionalDouble.empty(),
                        OptionalDouble.empty(),
                        number(given.presencePenalty()),
                        number(given.frequencyPenalty()),
                        Map.of(),
                        OptionalLong.empty());
        OptionalInt maxTokens =
                given.maxOutputTokens() == null
                        ? defaults.maxTokens()
                        : OptionalInt.of(given.maxOutputTokens());
        List<String> stop = or(given.stopSequences(), List.of());
        return new DecodingOptions(
                sampling.or(defaults.sampling()),
                maxTokens,
                stop.isEmpty() ? defaults.stop() : stop,
                OptionalInt.empty()); // LangChain4j has no place for log-probabilities
    }

    private static ToolUse tools(ChatRequestParameters given) {
        List<ToolDeclaration> tools =
                or(given.toolSpecifications(), List.<ToolSpecification>of()).stream()
                        .map(RequestTranslation::tool)
                        .toList();
        return new ToolUse(tools, choice(given, tools.isEmpty()), true);
    }

    private static ToolChoice choice(ChatRequestParameters given, boolean none) {
        if (given.toolChoice() == null) {
            return none ? new ToolChoice.None() : new ToolChoice.Auto();
        }
        return switch (given.toolChoice()) {
            case AUTO -> new ToolChoice.Auto();
            case REQUIRED -> new ToolChoice.Required();
            case NONE -> new ToolChoice.None();
        };
    }

    private static ToolDeclaration tool(ToolSpecification tool) {
        String parameters =
                tool.parameters() == null
                        ? "{\"type\":\"object\",\"properties\":{},\"additionalProperties\":false}"
                        : Schemas.json(tool.parameters());
        return ToolDeclaration.function(tool.name(), or(tool.description(), ""), parameters);
    }

    private static ResponseFormat format(ChatRequestParameters given) {
        dev.langchain4j.model.chat.request.ResponseFormat format = given.responseFormat();
        if (format == null || format.type() == ResponseFormatType.TEXT) {
            return new ResponseFormat.Text();
        }
        return format.jsonSchema() == null
                ? new ResponseFormat.JsonObject()
                : new ResponseFormat.JsonSchema(
                        or(format.jsonSchema().name(), "answer"),
                        Schemas.json(format.jsonSchema().rootElement()));
    }

    private static OptionalDouble number(@Nullable Double given) {
        return given == null ? OptionalDouble.empty() : OptionalDouble.of(given);
    }

    /// In LangChain4j, null means that nothing was said.
    private static <T> T or(@Nullable T given, T usual) {
        return given == null ? usual : given;
    }
}
