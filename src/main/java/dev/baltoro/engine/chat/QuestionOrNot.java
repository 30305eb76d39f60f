package dev.baltoro.engine.chat;

import dev.baltoro.engine.Constraint;
import dev.baltoro.engine.TokenMask;

/// A text without calls that ends with its first question mark, or has none.
///
/// Where the other constraint leaves nothing of this, it alone decides.
final class QuestionOrNot implements Constraint {
    /// Tokens of a question before its mark has to come.
    private static final int QUESTION_MAX = 32;

    private final Constraint inner;
    private final QuestionTokens tokens;
    private final boolean asks;
    private int said;
    private boolean asked;

    /// @param inner what the answer must be beside this
    /// @param asks whether it is a question
    QuestionOrNot(Constraint inner, QuestionTokens tokens, boolean asks) {
        this.inner = inner;
        this.tokens = tokens;
        this.asks = asks;
    }

    @Override
    public TokenMask allowed() {
        return allowed(Integer.MAX_VALUE);
    }

    @Override
    public TokenMask allowed(int remaining) {
        boolean late = said >= QUESTION_MAX || remaining <= 2;
        return inner.allowed(remaining).narrowed(token -> mayCome(token, late));
    }

    private boolean mayCome(int token, boolean late) {
        boolean mark = tokens.marks().get(token);
        boolean end = tokens.ends().contains(token);
        if (token == tokens.calls()) {
            return false;
        }
        if (!asks) {
            return !mark && (said > 0 || !end);
        }
        return asked ? end : late ? mark : !end;
    }

    @Override
    public void accept(int token) {
        inner.accept(token);
        said++;
        asked |= tokens.marks().get(token);
    }

    @Override
    public Constraint copy() {
        QuestionOrNot copy = new QuestionOrNot(inner.copy(), tokens, asks);
        copy.said = said;
        copy.asked = asked;
        return copy;
    }

    @Override
    public int distance() {
        return inner.distance() + (asks && !asked ? 1 : 0);
    }
}
