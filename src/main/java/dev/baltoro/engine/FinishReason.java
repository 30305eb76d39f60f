package dev.baltoro.engine;

/// Why a sequence ended.
public enum FinishReason {
    /// The model gave a token or a text that ends it.
    STOP,
    /// It has as many tokens as were asked for, or as fit into the context.
    LENGTH,
    /// Its reader closed the stream.
    CANCELLED
}
