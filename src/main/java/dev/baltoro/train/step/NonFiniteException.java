package dev.baltoro.train.step;

/// A run that stopped because its loss or gradient stayed infinite or not a number.
public final class NonFiniteException extends RuntimeException {
    private static final long serialVersionUID = 1L;

    NonFiniteException(String message) {
        super(message);
    }
}
