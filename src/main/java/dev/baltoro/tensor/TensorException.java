package dev.baltoro.tensor;

/// A tensor operation that could not be done; the message names the operation and the operands'
/// shapes.
public final class TensorException extends RuntimeException {
    private static final long serialVersionUID = 1L;

    TensorException(String message) {
        super(message);
    }

    TensorException(String message, Throwable cause) {
        super(message, cause);
    }
}
