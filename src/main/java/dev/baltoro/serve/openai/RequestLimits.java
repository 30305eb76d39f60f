package dev.baltoro.serve.openai;

/// How much one request may hold. The body's size is the HTTP server's to limit.
public final class RequestLimits {
    /// Turns of a conversation.
    public static final int MESSAGES_MAX = 8192;

    /// Parts of one message's content.
    public static final int PARTS_MAX = 1024;

    /// Tools declared, and calls in one message: OpenAI's limit.
    public static final int TOOLS_MAX = 128;

    /// Characters of a function's or schema's name: OpenAI's limit.
    public static final int NAME_MAX = 64;

    /// Characters of a stop string.
    public static final int STOP_LENGTH_MAX = 256;

    /// Answers to one request: OpenAI's limit.
    public static final int CHOICES_MAX = 128;

    /// Tokens with a bias.
    public static final int BIASES_MAX = 1024;

    /// Prompts in one request for completions.
    public static final int PROMPTS_MAX = 128;

    /// Most tokens that can be asked for; the context is usually far shorter.
    public static final int TOKENS_MAX = 1 << 24;

    private RequestLimits() {}
}
