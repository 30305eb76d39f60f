package dev.baltoro.tensor.collective;

/// A process group that could not be joined, or lost a peer; the message is one line.
public final class CollectiveException extends RuntimeException {
    private static final long serialVersionUID = 1L;

    CollectiveException(String message) {
        super(message);
    }

    CollectiveException(String message, Throwable cause) {
        super(message, cause);
    }

    /// {@return the first line of what the native library says, without its trace}
    static String reason(Throwable e) {
        String message = e.getMessage();
        return message == null ? e.toString() : message.lines().findFirst().orElse("");
    }
}
