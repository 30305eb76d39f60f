package dev.baltoro.langchain4j;

import dev.baltoro.engine.SamplingParameters;
import dev.baltoro.engine.chat.ChatRequest;
import dev.baltoro.engine.chat.DecodingOptions;
import dev.baltoro.engine.chat.ResponseFormat;
import dev.baltoro.engine.chat.ToolUse;
import dev.baltoro.engine.grammar.ToolChoice;
import dev.baltoro.text.chat.ToolDeclaration;
import dev.langchain4j.agent.tool.ToolSpecification;
import dev.langchain4j.model.chat.request.ChatRequestParameters;
import dev.langchain4j.model.chat.request.ResponseFormatType;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import org.jspecify.annotations.Nullable;

/// LangChain4j's requests in the engine's words.
///
/// @param modelName the only model that requests may name
/// @param defaults what holds where a request does not say
record RequestTranslation(String modelName, DecodingOptions defaults) {
    /// @throws IllegalArgumentException with one line if the request has values that mean nothing
    /// @throws dev.langchain4j.exception.UnsupportedFeatureException if it has more than text
    ChatRequest translate(dev.langchain4j.model.chat.request.ChatRequest request) {
        ChatRequestParameters parameters = request.parameters();
        Optional.ofNullable(parameters.modelName())
                .filter(name -> !name.equals(modelName))
                .ifPresent(name -> {
                    throw new IllegalArgumentException(
                            "the model here is %s, not %s; name it or none"
                                    .formatted(modelName, name));
                });
        return ChatRequest.of(Messages.of(request.messages()), decoding(parameters))
                .withTools(tools(parameters))
                .withFormat(format(parameters));
    }

    private DecodingOptions decoding(ChatRequestParameters given) {
        SamplingParameters usual = defaults.sampling();
        SamplingParameters sampling =
                new SamplingParameters(
                        or(given.temperature(), usual.temperature()),
                        or(given.topP(), usual.topP()),
                        or(given.topK(), usual.topK()),
                        usual.minP(),
                        usual.repetitionPenalty(),
                        or(given.presencePenalty(), usual.presencePenalty()),
                        or(given.frequencyPenalty(), usual.frequencyPenalty()),
                        usual.logitBias(),
                        usual.seed());
        OptionalInt maxTokens =
                given.maxOutputTokens() == null
                        ? defaults.maxTokens()
                        : OptionalInt.of(given.maxOutputTokens());
        List<String> stop = or(given.stopSequences(), List.of());
        return new DecodingOptions(
                sampling,
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

    /// LangChain4j says nothing by null.
    private static <T> T or(@Nullable T given, T usual) {
        return given == null ? usual : given;
    }
}
