package dev.baltoro.engine.chat;

import dev.baltoro.engine.Constraint;
import dev.baltoro.engine.TokenMask;

/// A constraint whose answer may go on after the tokens of its request: it need not be closed in
/// time for their end.
///
/// @param inner the constraint itself
/// @param more tokens that may follow those of the request
record RoomAfter(Constraint inner, int more) implements Constraint {
    @Override
    public TokenMask allowed() {
        return inner.allowed();
    }

    @Override
    public TokenMask allowed(int remaining) {
        return inner.allowed(remaining + more);
    }

    @Override
    public void accept(int token) {
        inner.accept(token);
    }

    @Override
    public Constraint copy() {
        return new RoomAfter(inner.copy(), more);
    }

    @Override
    public int distance() {
        return inner.distance();
    }
}
