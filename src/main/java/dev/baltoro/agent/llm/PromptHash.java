package dev.baltoro.agent.llm;

import dev.baltoro.io.Sums;
import dev.baltoro.text.chat.ChatRequest;
import dev.baltoro.text.openai.ChatCompletionRequest;
import dev.baltoro.text.openai.Streaming;
import java.nio.charset.StandardCharsets;

/// What tells one question to a model from another: SHA-256 of the model's name, the prompt, the
/// tools, and all parameters.
public final class PromptHash {
    private PromptHash() {}

    /// {@return the hash, in hexadecimal}
    ///
    /// @param model its name
    public static String of(String model, ChatRequest request) {
        String body = new ChatCompletionRequest(model, request, 1, Streaming.OFF).json().toString();
        return Sums.sha256(body.getBytes(StandardCharsets.UTF_8));
    }
}
