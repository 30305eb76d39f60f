package dev.baltoro.train.recipe;

/// A recipe that says something wrong; its message is one line that names the file, the key and the
/// remedy.
public final class RecipeException extends IllegalArgumentException {
    /// Makes one of a one-line message.
    public RecipeException(String message) {
        super(message);
    }

    RecipeException(String message, Throwable cause) {
        super(message, cause);
    }

    /// {@return this error, said of `origin`, a file or an option}
    public RecipeException in(String origin) {
        return new RecipeException(origin + ": " + getMessage(), this);
    }
}
