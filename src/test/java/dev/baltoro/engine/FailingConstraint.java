package dev.baltoro.engine;

import java.util.BitSet;

/// Allows everything until it has drawn some tokens, and then fails.
///
/// @param runaway fails by recursing without end, else by an exception
record FailingConstraint(TokenMask all, int[] left, boolean runaway) implements Constraint {
    /// @param free tokens that are drawn before
    FailingConstraint(int vocabSize, int free, boolean runaway) {
        BitSet tokens = new BitSet();
        tokens.set(0, vocabSize);
        this(TokenMask.of(tokens, vocabSize), new int[] {free}, runaway);
    }

    @Override
    public TokenMask allowed() {
        if (left[0]-- > 0) {
            return all;
        }
        if (runaway) {
            return deeper(1);
        }
        throw new IllegalStateException("the constraint lost its place");
    }

    private TokenMask deeper(long depth) {
        return depth == Long.MAX_VALUE ? all : deeper(depth + 1);
    }

    @Override
    public void accept(int token) {}

    @Override
    public Constraint copy() {
        return new FailingConstraint(all, left.clone(), runaway);
    }
}
