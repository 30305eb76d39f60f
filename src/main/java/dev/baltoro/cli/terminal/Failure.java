package dev.baltoro.cli.terminal;

/// An error for the user: one line that says what is wrong and what to do.
public final class Failure extends RuntimeException {
    private static final long serialVersionUID = 1;

    public Failure(String message) {
        super(message);
    }

    public Failure(String message, Throwable cause) {
        super(message, cause);
    }
}
