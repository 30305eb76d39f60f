package dev.baltoro.langchain4j;

import dev.baltoro.text.chat.EndReason;
import dev.baltoro.text.chat.WholeAnswer;
import dev.langchain4j.agent.tool.ToolExecutionRequest;
import dev.langchain4j.data.message.AiMessage;
import dev.langchain4j.model.chat.response.ChatResponse;
import dev.langchain4j.model.output.FinishReason;
import dev.langchain4j.model.output.TokenUsage;
import java.util.List;

/// Answers as LangChain4j's responses.
final class ResponseTranslation {
    private ResponseTranslation() {}

    static ChatResponse of(WholeAnswer answer, String modelName) {
        List<ToolExecutionRequest> calls =
                answer.toolCalls().stream()
                        .map(call ->
                                ToolExecutionRequest.builder()
                                        .id(call.id())
                                        .name(call.name())
                                        .arguments(call.argumentsJson())
                                        .build())
                        .toList();
        AiMessage.Builder message = AiMessage.builder().toolExecutionRequests(calls);
        if (!answer.content().isEmpty() || calls.isEmpty()) { // without text is not empty text
            message.text(answer.content());
        }
        return ChatResponse.builder()
                .aiMessage(message.build())
                .modelName(modelName)
                .tokenUsage(
                        new TokenUsage(
                                answer.usage().promptTokens(),
                                answer.usage().completionTokens(),
                                answer.usage().totalTokens()))
                .finishReason(reason(answer.reason()))
                .build();
    }

    private static FinishReason reason(EndReason reason) {
        return switch (reason) {
            case STOP -> FinishReason.STOP;
            case LENGTH -> FinishReason.LENGTH;
            case TOOL_CALLS -> FinishReason.TOOL_EXECUTION;
            case CANCELLED -> FinishReason.OTHER;
        };
    }
}
