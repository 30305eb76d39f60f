package dev.baltoro.synth.tool;

import java.util.List;

/// What a server is for: the middle level of the hierarchy.
///
/// @param domain the field that it belongs to
/// @param name as people call it
/// @param about what it is, in a few words
/// @param tables what it keeps
public record Application(String domain, String name, String about, List<TypedTable> tables) {
    public Application {
        tables = List.copyOf(tables);
    }
}
