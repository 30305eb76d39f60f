package dev.baltoro.serve.web;

import dev.baltoro.engine.chat.ChatEngine;

/// Cuts what a tool gave back where the conversation would have no room for it.
final class ResultLength {
    /// Characters that the page and the model are given at most.
    static final int CHARS_MAX = 20_000;

    /// A result may take this part of the model's context.
    static final int CONTEXT_SHARE = 4;

    private ResultLength() {}

    /// {@return a text of bounded length, which says how much of it is missing}
    static String fit(String text, ChatEngine model) {
        int tokensMax = Math.max(1, model.engine().contextTokens() / CONTEXT_SHARE);
        int length = Math.min(text.length(), CHARS_MAX);
        int tokens = model.tokenizer().encode(text.substring(0, length)).length;
        while (tokens > tokensMax) { // each round keeps less, since tokens > tokensMax
            length = (int) ((long) length * tokensMax / tokens);
            tokens = model.tokenizer().encode(text.substring(0, length)).length;
        }
        if (length == text.length()) {
            return text;
        }
        if (length > 0 && Character.isHighSurrogate(text.charAt(length - 1))) {
            length--;
        }
        return "%s\n[cut here: %,d of %,d characters]"
                .formatted(text.substring(0, length), length, text.length());
    }
}
