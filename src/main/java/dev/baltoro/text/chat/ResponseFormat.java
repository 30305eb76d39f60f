package dev.baltoro.text.chat;

import java.util.List;

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
    /// @param strict false if what no grammar can hold of it may be left out, rather than refused
    record JsonSchema(String name, String schemaJson, boolean strict) implements ResponseFormat {
        public JsonSchema(String name, String schemaJson) {
            this(name, schemaJson, true);
        }
    }

    /// Text that a regular expression matches as a whole.
    ///
    /// @param regex in ECMA-262's syntax, as in a schema's `pattern`
    record Pattern(String regex) implements ResponseFormat {}

    /// One of some texts.
    ///
    /// @param texts at least one
    record OneOf(List<String> texts) implements ResponseFormat {
        public OneOf {
            texts = List.copyOf(texts);
            if (texts.isEmpty()) {
                throw new IllegalArgumentException("there is no text to choose; give at least one");
            }
        }
    }
}
