package dev.baltoro.text.chat;

/// What an answer's text must be.
public sealed interface ResponseFormat {
    /// Anything.
    record Text() implements ResponseFormat {}

    /// A JSON object.
    record JsonObject() implements ResponseFormat {}

    /// JSON that a schema allows.
    ///
    /// @param name what the client calls it
    /// @param schemaJson the JSON Schema
    record JsonSchema(String name, String schemaJson) implements ResponseFormat {}
}
