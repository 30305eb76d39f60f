package dev.baltoro.engine.chat;

/// Whether the model calls tools.
public sealed interface ToolChoice {
    /// As it sees fit.
    record Auto() implements ToolChoice {}

    /// It must not.
    record None() implements ToolChoice {}

    /// It must call one at least, whichever.
    record Required() implements ToolChoice {}

    /// It must call this one, once.
    record Named(String tool) implements ToolChoice {}
}
