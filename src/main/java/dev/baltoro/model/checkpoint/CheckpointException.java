package dev.baltoro.model.checkpoint;

/// A model's folder that does not hold the model it should; the message is one line.
public final class CheckpointException extends RuntimeException {
    private static final long serialVersionUID = 1L;

    /// Makes one of a one-line message.
    public CheckpointException(String message) {
        super(message);
    }

    /// Makes one of a one-line message and what led to it.
    public CheckpointException(String message, Throwable cause) {
        super(message, cause);
    }
}
