package dev.baltoro.text.chat;

import java.util.Set;

/// Whether an answer calls tools, as OpenAI's `tool_choice` says it.
public sealed interface ToolChoice {
    /// Text, and after it calls if the model opens a section of them.
    record Auto() implements ToolChoice {}

    /// Text alone.
    record None() implements ToolChoice {}

    /// At least one call, and no text.
    record Required() implements ToolChoice {}

    /// One call of one tool, and no text.
    ///
    /// @param name the tool's name
    record Named(String name) implements ToolChoice {}

    /// Calls of some of the tools: the model knows them all, and may call these.
    ///
    /// @param names the tools' names, one at least
    /// @param required whether there is at least one call, and no text
    record Among(Set<String> names, boolean required) implements ToolChoice {
        public Among {
            names = Set.copyOf(names);
        }
    }
}
