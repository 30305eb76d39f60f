package dev.baltoro.flow.specialist;

import java.nio.file.Path;

/// Values in recipes.
final class Quoted {
    private Quoted() {}

    /// {@return a path as YAML}
    static String path(Path path) {
        return "\"" + path.toString().replace("\\", "\\\\").replace("\"", "\\\"") + "\"";
    }
}
