package dev.baltoro.tensor.safetensors;

/// A safetensors file that cannot be read or written; the message is one line and names the file.
public final class SafetensorsException extends RuntimeException {
    private static final long serialVersionUID = 1L;

    /// @param message one line
    public SafetensorsException(String message) {
        super(message);
    }

    /// @param message one line
    /// @param cause what led to it
    public SafetensorsException(String message, Throwable cause) {
        super(message, cause);
    }
}
