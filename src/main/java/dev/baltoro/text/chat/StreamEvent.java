package dev.baltoro.text.chat;

import java.util.Optional;
import tools.jackson.databind.JsonNode;

/// One server-sent event.
///
/// @param name what kind it is, in dialects that name theirs
/// @param data one line
public record StreamEvent(Optional<String> name, String data) {
    /// {@return an event without a name}
    public static StreamEvent of(JsonNode document) {
        return new StreamEvent(Optional.empty(), document.toString());
    }
}
