package dev.baltoro.serve.web;

import java.util.Locale;

/// What a tool does to the world, as far as it says.
public enum ToolEffect {
    /// It reads, and changes nothing.
    NONE,
    /// It adds something, and destroys nothing.
    ADDS,
    /// It may change or destroy something.
    DESTROYS,
    /// It does not say.
    UNKNOWN;

    /// {@return how the page is told}
    String word() {
        return name().toLowerCase(Locale.ROOT);
    }
}
