package dev.baltoro.serve.openai;

import dev.baltoro.text.chat.ScoredToken;
import java.util.List;
import java.util.OptionalInt;

/// What a continuation's text begins with: its prompt, if that was asked for.
///
/// @param text the prompt's, or empty
/// @param first the prompt's first token, which nothing stands before, if log-probabilities were
///   asked for too
/// @param scored the prompt's other tokens with their log-probabilities
record Echo(String text, OptionalInt first, List<ScoredToken> scored) {
    /// Only the continuation.
    static final Echo NONE = of("");

    Echo {
        scored = List.copyOf(scored);
    }

    /// {@return a prompt without log-probabilities}
    static Echo of(String text) {
        return new Echo(text, OptionalInt.empty(), List.of());
    }
}
