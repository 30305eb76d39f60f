package dev.baltoro.text.chat;

import java.util.List;

/// A conversation that wants an answer.
///
/// @param messages calls may carry any ids; they get K2's before the model sees them
/// @param format what the answer's text must be
/// @param continued whether the answer goes on with the text of the last message, an assistant's
///   without calls, rather than being a turn of its own
public record ChatRequest(
        List<Message> messages,
        ToolUse tools,
        ResponseFormat format,
        DecodingOptions decoding,
        boolean continued) {
    /// Refuses what means nothing.
    ///
    /// @throws IllegalArgumentException if the answer may have no tokens, or there is nothing that
    ///   it could go on with
    public ChatRequest {
        messages = List.copyOf(messages);
        if (decoding.maxTokens().orElse(1) == 0) {
            throw new IllegalArgumentException("max_tokens is 0; use 1 or more");
        }
        boolean open =
                !messages.isEmpty()
                        && messages.getLast() instanceof Message.Assistant last
                        && last.toolCalls().isEmpty();
        if (continued && !(open && format instanceof ResponseFormat.Text)) {
            throw new IllegalArgumentException(
                    "only the text of an assistant's last message can be continued, in any format");
        }
    }

    /// {@return a request for text, without tools}
    public static ChatRequest of(List<Message> messages, DecodingOptions decoding) {
        return new ChatRequest(messages, ToolUse.NONE, new ResponseFormat.Text(), decoding, false);
    }

    /// {@return this with tools}
    public ChatRequest withTools(ToolUse use) {
        return new ChatRequest(messages, use, format, decoding, continued);
    }

    /// {@return this with a format for the answer's text}
    public ChatRequest withFormat(ResponseFormat other) {
        return new ChatRequest(messages, tools, other, decoding, continued);
    }

    /// {@return this, going on with the text of the last message}
    public ChatRequest continuing() {
        return new ChatRequest(messages, tools, format, decoding, true);
    }
}
