package dev.baltoro.engine.chat;

import dev.baltoro.engine.GeneratedToken;
import dev.baltoro.text.chat.ScoredToken;
import dev.baltoro.text.tokenizer.StreamingDecoder;
import dev.baltoro.text.tokenizer.Tokenizer;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;

/// Knows where in an answer's text each token begins, so that a part of the text comes with its own
/// tokens although text is held back for code points, space and stop strings. For one thread.
final class TextTokens {
    private record Placed(ScoredToken token, int start) {}

    private final Tokenizer tokenizer;
    private final StreamingDecoder decoder;
    private final boolean all;
    private final Deque<Placed> waiting = new ArrayDeque<>();
    private int read;
    private int given;

    /// @param all whether tokens without text are placed too, as in continuations: special ones,
    ///   and those of a stop string. In a chat's answer they belong to the turn or to calls.
    TextTokens(Tokenizer tokenizer, boolean all) {
        this.tokenizer = tokenizer;
        this.all = all;
        this.decoder = new StreamingDecoder(tokenizer);
    }

    /// Takes the next token; special ones have no text.
    void push(GeneratedToken token) {
        if (tokenizer.isSpecial(token.id())) {
            read += decoder.finish().length();
            if (all) {
                waiting.add(new Placed(token.scored(), read));
            }
        } else {
            waiting.add(new Placed(token.scored(), read));
            read += decoder.push(token.id()).length();
        }
    }

    /// {@return the tokens that begin in the next `length` characters}
    List<ScoredToken> take(int length) {
        given += length;
        List<ScoredToken> tokens = new ArrayList<>();
        for (Placed next = waiting.peek();
                next != null && next.start < given;
                next = waiting.peek()) {
            tokens.add(waiting.remove().token);
        }
        return tokens;
    }

    /// {@return the tokens that begin in no text, at the end}
    List<ScoredToken> rest() {
        return all ? waiting.stream().map(Placed::token).toList() : List.of();
    }
}
