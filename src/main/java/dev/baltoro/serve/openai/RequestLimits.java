package dev.baltoro.serve.openai;

import dev.baltoro.engine.chat.ChatEngine;
import dev.baltoro.text.openai.CodecLimits;

/// How much one request may hold. The body's size is the HTTP server's to limit.
final class RequestLimits {
    /// Answers to one request: OpenAI's limit.
    static final int CHOICES_MAX = CodecLimits.OPENAI.choices();

    /// Prompts in one request for completions.
    static final int PROMPTS_MAX = 128;

    /// Most tokens that can be asked for; the context is usually far shorter.
    static final int TOKENS_MAX = CodecLimits.OPENAI.tokens();

    private RequestLimits() {}

    /// {@return the limits of requests to a model}
    static CodecLimits of(ChatEngine engine) {
        return CodecLimits.OPENAI.withTokenIds(engine.tokenizer().vocabSize());
    }
}
