package dev.baltoro.text.chat;

/// Why an answer ended.
public enum EndReason {
    /// The model ended its turn, or a stop string came.
    STOP,
    /// It has as many tokens as were asked for, or as fit into the context.
    LENGTH,
    /// The model ended its turn with complete tool calls.
    TOOL_CALLS,
    /// Its reader closed it.
    CANCELLED
}
