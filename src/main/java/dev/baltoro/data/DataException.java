package dev.baltoro.data;

/// Data that cannot be used; the message is one line that says what is wrong and what to do.
public final class DataException extends RuntimeException {
    private static final long serialVersionUID = 1;

    private final String line;

    /// An exception with its one-line message.
    public DataException(String message) {
        super(message);
        this.line = message;
    }

    /// An exception with its one-line message and what led to it.
    public DataException(String message, Throwable cause) {
        super(message, cause);
        this.line = message;
    }

    /// The message.
    public String line() {
        return line;
    }
}
