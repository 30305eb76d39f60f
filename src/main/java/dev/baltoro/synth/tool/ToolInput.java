package dev.baltoro.synth.tool;

/// A parameter before it has a server's style.
///
/// @param said its name as people say it
/// @param role what it is for
/// @param column the column that it is about, or that says what its values are
/// @param required whether each call has it
/// @param fallback JSON of what is taken where a call leaves it out; empty if nothing is
public record ToolInput(String said, Role role, Column column, boolean required, String fallback) {
    /// {@return one that each call has}
    static ToolInput required(String said, Role role, Column column) {
        return new ToolInput(said, role, column, true, "");
    }

    /// {@return one that a call may leave out}
    static ToolInput optional(String said, Role role, Column column) {
        return new ToolInput(said, role, column, false, "");
    }

    /// {@return the same with what is taken where a call leaves it out}
    ToolInput or(String json) {
        return new ToolInput(said, role, column, false, json);
    }

    /// {@return the same, and whether each call has it}
    ToolInput required(boolean now) {
        return new ToolInput(said, role, column, now, now ? "" : fallback);
    }
}
