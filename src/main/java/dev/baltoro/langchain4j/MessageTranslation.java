package dev.baltoro.langchain4j;

import dev.baltoro.text.chat.Message;
import dev.baltoro.text.chat.ToolCall;
import dev.langchain4j.data.message.AiMessage;
import dev.langchain4j.data.message.ChatMessage;
import dev.langchain4j.data.message.Content;
import dev.langchain4j.data.message.SystemMessage;
import dev.langchain4j.data.message.TextContent;
import dev.langchain4j.data.message.ToolExecutionResultMessage;
import dev.langchain4j.data.message.UserMessage;
import dev.langchain4j.exception.UnsupportedFeatureException;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;

/// LangChain4j's messages as turns.
final class MessageTranslation {
    private MessageTranslation() {}

    /// @throws UnsupportedFeatureException if there is anything but text
    static List<Message> of(List<ChatMessage> messages) {
        return messages.stream().map(MessageTranslation::of).toList();
    }

    private static Message of(ChatMessage message) {
        return switch (message) {
            case SystemMessage system -> new Message.System(system.text());
            case UserMessage user ->
                    new Message.User(
                            Optional.ofNullable(user.name()).orElse("user"), text(user.contents()));
            case AiMessage answer ->
                    new Message.Assistant(
                            Optional.ofNullable(answer.text()).orElse(""), calls(answer));
            case ToolExecutionResultMessage result ->
                    new Message.ToolResult(
                            Optional.ofNullable(result.toolName()).orElse("tool"),
                            Optional.ofNullable(result.id()).orElse(""),
                            text(result.contents()));
            default ->
                    throw new UnsupportedFeatureException(
                            "this model does not know messages of type %s; use system, user, assistant or tool result"
                                    .formatted(message.type()));
        };
    }

    private static List<ToolCall> calls(AiMessage answer) {
        return answer.toolExecutionRequests().stream()
                .map(call ->
                        new ToolCall(
                                Optional.ofNullable(call.id()).orElse(""),
                                call.name(),
                                Optional.ofNullable(call.arguments()).orElse("{}")))
                .toList();
    }

    private static String text(List<Content> contents) {
        return contents.stream()
                .map(content -> {
                    if (content instanceof TextContent text) {
                        return text.text();
                    }
                    throw new UnsupportedFeatureException(
                            "this model only reads text; leave out the content of type %s"
                                    .formatted(content.type()));
                })
                .collect(Collectors.joining());
    }
}
