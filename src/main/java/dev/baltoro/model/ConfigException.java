package dev.baltoro.model;

/// A model configuration that cannot be read, or that describes a model Baltoro cannot build.
///
/// The message is one line, names the key at fault and says what to do.
public final class ConfigException extends RuntimeException {
    private static final long serialVersionUID = 1L;

    /// Makes one of a one-line message.
    public ConfigException(String message) {
        super(message);
    }

    /// Makes one of a one-line message and what led to it.
    public ConfigException(String message, Throwable cause) {
        super(message, cause);
    }
}
