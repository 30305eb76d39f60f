package dev.baltoro.engine;

/// Ends the engine: an error that is not one sequence's.
public final class FatalConstraint implements Constraint {
    @Override
    public TokenMask allowed() {
        throw new InternalError("nothing is left");
    }

    @Override
    public void accept(int token) {}

    @Override
    public Constraint copy() {
        return new FatalConstraint();
    }
}
