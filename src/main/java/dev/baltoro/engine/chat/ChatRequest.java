package dev.baltoro.engine.chat;

import dev.baltoro.text.chat.Message;
import java.util.List;

/// A conversation that wants an answer.
///
/// @param messages calls may carry any ids; they get K2's before the model sees them
/// @param format what the answer's text must be
public record ChatRequest(
        List<Message> messages, ToolUse tools, ResponseFormat format, DecodingOptions decoding) {
    public ChatRequest {
        messages = List.copyOf(messages);
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
