package dev.baltoro.engine.chat;

import dev.baltoro.engine.Constraint;
import dev.baltoro.engine.TokenMask;
import java.util.BitSet;
import java.util.Optional;

/// An answer that is known, token by token, up to its end.
final class GivenAnswer implements Constraint {
    private final int[] tokens;
    private final int vocabSize;
    private int next;

    private GivenAnswer(int[] tokens, int vocabSize, int next) {
        this.tokens = tokens;
        this.vocabSize = vocabSize;
        this.next = next;
    }

    /// {@return the answer, if another constraint would allow it}
    ///
    /// @param tokens of the answer, its end included
    /// @param other in the state of the answer's beginning; stays as it is
    static Optional<Constraint> of(int[] tokens, Constraint other) {
        Constraint checked = other.copy();
        int vocabSize = checked.allowed().vocabSize();
        for (int token : tokens) {
            if (!checked.allowed().allows(token)) {
                return Optional.empty();
            }
            checked.accept(token);
        }
        return Optional.of(new GivenAnswer(tokens, vocabSize, 0));
    }

    @Override
    public TokenMask allowed() {
        BitSet one = new BitSet();
        one.set(tokens[Math.min(next, tokens.length - 1)]); // after its end nobody draws
        return TokenMask.of(one, vocabSize);
    }

    @Override
    public void accept(int token) {
        if (next >= tokens.length || tokens[next] != token) {
            throw new IllegalArgumentException("token %d is not the answer's".formatted(token));
        }
        next++;
    }

    @Override
    public Constraint copy() {
        return new GivenAnswer(tokens, vocabSize, next);
    }

    @Override
    public int distance() {
        return tokens.length - next;
    }
}
