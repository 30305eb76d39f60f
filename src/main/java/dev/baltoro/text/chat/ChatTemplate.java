package dev.baltoro.text.chat;

import dev.baltoro.text.chat.Message.Assistant;
import dev.baltoro.text.chat.Message.System;
import dev.baltoro.text.chat.Message.ToolResult;
import dev.baltoro.text.chat.Message.User;
import dev.baltoro.text.chat.Segment.Text;
import dev.baltoro.text.chat.Segment.Token;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;

/// K2's chat template, as the released model has it.
///
/// A turn is `<|im_{user|assistant|system}|>{name}<|im_middle|>{body}<|im_end|>`, without anything
/// between turns. Tool declarations come first, then the default system turn unless the
/// conversation opens with its own.
///
/// @param defaultSystem content of the default system turn; empty for none
public record ChatTemplate(Optional<String> defaultSystem) {
    /// K2's own template.
    public static final ChatTemplate K2 =
            new ChatTemplate(Optional.of("You are Kimi, an AI assistant created by Moonshot AI."));

    /// {@return the conversation as text, special tokens spelled out}
    ///
    /// Show it, do not encode it: a message that spells a special token looks like one here. For
    /// ids there is [ChatEncoder].
    ///
    /// @param generationPrompt whether to open an assistant's turn at the end, for the model to
    ///   continue
    public String render(
            List<Message> messages, List<ToolDeclaration> tools, boolean generationPrompt) {
        StringBuilder text = new StringBuilder();
        for (Segment segment : segments(messages, tools, generationPrompt)) {
            switch (segment) {
                case Token token -> text.append(token.marker().content());
                case Text part -> text.append(part.text());
            }
        }
        return text.toString();
    }

    List<Segment> segments(
            List<Message> messages, List<ToolDeclaration> tools, boolean generationPrompt) {
        List<Segment> segments = new ArrayList<>();
        if (!tools.isEmpty()) {
            String json =
                    tools.stream()
                            .map(ToolDeclaration::json)
                            .collect(Collectors.joining(",", "[", "]"));
            turn(segments, Marker.SYSTEM, "tool_declare", json);
        }
        if (messages.isEmpty() || !(messages.getFirst() instanceof System)) {
            defaultSystem.ifPresent(content -> turn(segments, Marker.SYSTEM, "system", content));
        }
        segments.addAll(turns(messages, generationPrompt));
        return segments;
    }

    /// {@return turns that others stand before}
    List<Segment> turns(List<Message> messages, boolean generationPrompt) {
        List<Segment> segments = new ArrayList<>();
        for (Message message : messages) {
            switch (message) {
                case System system ->
                        turn(segments, Marker.SYSTEM, system.name(), system.content());
                case User user -> turn(segments, Marker.USER, user.name(), user.content());
                case Assistant assistant -> assistant(segments, assistant);
                case ToolResult result -> {
                    String head = "## Return of " + result.toolCallId() + "\n";
                    turn(segments, Marker.SYSTEM, result.name(), head + result.content());
                }
            }
        }
        if (generationPrompt) {
            head(segments, Marker.ASSISTANT, "assistant");
        }
        return segments;
    }

    private static void turn(List<Segment> segments, Marker role, String name, String body) {
        head(segments, role, name);
        text(segments, body, false);
        segments.add(new Token(Marker.END, false));
    }

    private static void head(List<Segment> segments, Marker role, String name) {
        segments.add(new Token(role, false));
        text(segments, name, false);
        segments.add(new Token(Marker.MIDDLE, false));
    }

    private static void assistant(List<Segment> segments, Assistant message) {
        head(segments, Marker.ASSISTANT, message.name());
        text(segments, message.content(), true);
        if (!message.toolCalls().isEmpty()) {
            segments.add(new Token(Marker.CALLS_BEGIN, true));
            for (ToolCall call : message.toolCalls()) {
                segments.add(new Token(Marker.CALL_BEGIN, true));
                text(segments, call.id(), true);
                segments.add(new Token(Marker.ARGUMENTS, true));
                text(segments, call.argumentsJson(), true);
                segments.add(new Token(Marker.CALL_END, true));
            }
            segments.add(new Token(Marker.CALLS_END, true));
        }
        segments.add(new Token(Marker.END, true));
    }

    private static void text(List<Segment> segments, String text, boolean answer) {
        if (!text.isEmpty()) {
            segments.add(new Text(text, answer));
        }
    }
}
