package dev.baltoro.engine.chat;

import dev.baltoro.text.chat.Message;
import java.util.List;

/// A conversation that wants an answer.
///
/// @param messages calls may carry any ids; they get K2's before the model sees them
/// @param format what the answer's text must be
/// @param forcedPrefix tokens that the answer begins with as if the model had drawn them; they
///   count as prompt
public record ChatRequest(
        List<Message> messages,
        ToolUse tools,
        ResponseFormat format,
        DecodingOptions decoding,
        List<Integer> forcedPrefix) {
    public ChatRequest {
        messages = List.copyOf(messages);
        forcedPrefix = List.copyOf(forcedPrefix);
    }

    /// {@return a request for text, without tools}
    public static ChatRequest of(List<Message> messages, DecodingOptions decoding) {
        return new ChatRequest(
                messages, ToolUse.NONE, new ResponseFormat.Text(), decoding, List.of());
    }

    /// {@return this with tools}
    public ChatRequest withTools(ToolUse use) {
        return new ChatRequest(messages, use, format, decoding, forcedPrefix);
    }

    /// {@return this with a format for the answer's text}
    public ChatRequest withFormat(ResponseFormat other) {
        return new ChatRequest(messages, tools, other, decoding, forcedPrefix);
    }

    /// {@return this with tokens that the answer begins with}
    public ChatRequest withForcedPrefix(List<Integer> tokens) {
        return new ChatRequest(messages, tools, format, decoding, tokens);
    }
}
