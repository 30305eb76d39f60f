package dev.baltoro.engine.chat;

import dev.baltoro.engine.Constraint;
import dev.baltoro.engine.TokenMask;
import dev.baltoro.text.chat.ChatEncoder;
import dev.baltoro.text.chat.Marker;
import dev.baltoro.text.tokenizer.Tokenizer;
import java.util.BitSet;
import java.util.List;
import java.util.Set;

/// What the grammar of an answer is, by request.
final class Constraints {
    private static final List<Marker> CALL_MARKERS =
            List.of(
                    Marker.CALLS_BEGIN,
                    Marker.CALL_BEGIN,
                    Marker.ARGUMENTS,
                    Marker.CALL_END,
                    Marker.CALLS_END);

    private final FixedSet known;
    private final FixedSet noCalls;

    Constraints(Tokenizer tokenizer, ChatEncoder encoder, Set<Integer> ends) {
        BitSet ids = new BitSet();
        ids.set(0, tokenizer.vocabSize());
        this.known = new FixedSet(TokenMask.of(ids, tokenizer.vocabSize()));
        CALL_MARKERS.forEach(marker -> ids.clear(encoder.id(marker)));
        this.noCalls = new FixedSet(TokenMask.of(ids, tokenizer.vocabSize()));
    }

    /// {@return a constraint to the ids that the tokenizer has: a model's embedding may have more
    /// rows, for round numbers' sake}
    Constraint knownTokens() {
        return known;
    }

    Constraint of(ChatRequest request, int firstCall) {
        return noCalls;
    }

    /// The same tokens in every place.
    private record FixedSet(TokenMask allowed) implements Constraint {
        @Override
        public void accept(int token) {
            if (!allowed.allows(token)) {
                throw new IllegalArgumentException("token %d is not allowed".formatted(token));
            }
        }

        @Override
        public Constraint copy() {
            return this;
        }
    }
}
