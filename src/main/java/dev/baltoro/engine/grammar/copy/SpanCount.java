package dev.baltoro.engine.grammar.copy;

import java.util.List;

/// Says of how many spans of a conversation a value is joined.
///
/// @param text of the conversation
public record SpanCount(SourceText text) {
    /// {@return the count for a conversation}
    ///
    /// @param texts of its messages
    public static SpanCount in(List<String> texts) {
        return new SpanCount(SourceText.of(texts));
    }

    /// {@return the least number of spans; `most + 1` if more than `most`}
    public int of(String value, int most) {
        return text.spans(value, most);
    }
}
