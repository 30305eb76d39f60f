package dev.baltoro.text.chat;

import java.util.List;

/// A conversation that wants an answer.
///
/// @param messages calls may carry any ids; they get K2's before the model sees them
/// @param format what the answer's text must be
public record ChatRequest(
        List<Message> messages, ToolUse tools, ResponseFormat format, DecodingOptions decoding) {
    /// Refuses what means nothing.
    ///
    /// @throws IllegalArgumentException if the answer may have no tokens
    public ChatRequest {
        messages = List.copyOf(messages);
        if (decoding.maxTokens().orElse(1) == 0) {
            throw new IllegalArgumentException("max_tokens is 0; use 1 or more");
        }
    }

    /// {@return a request for text, without tools}
    public static ChatRequest of(List<Message> messages, DecodingOptions decoding) {
        return new ChatRequest(messages, ToolUse.NONE, new ResponseFormat.Text(), decoding);
    }

    /// {@return this with tools}
    public ChatRequest withTools(ToolUse use) {
        return new ChatRequest(messages, use, format, decoding);
    }

    /// {@return this with a format for the answer's text}
    public ChatRequest withFormat(ResponseFormat other) {
        return new ChatRequest(messages, tools, other, decoding);
    }
}
