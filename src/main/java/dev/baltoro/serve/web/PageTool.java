package dev.baltoro.serve.web;

import dev.baltoro.text.chat.ToolDeclaration;

/// A tool that the server runs for its page.
///
/// @param source who runs it, for the user to read: a server's name
public record PageTool(String source, ToolDeclaration declaration, ToolEffect effect) {
    /// {@return what the model calls it}
    public String name() {
        return declaration.name();
    }

    /// {@return whether the user is asked before each call}
    public boolean asksFirst() {
        return effect != ToolEffect.NONE;
    }
}
