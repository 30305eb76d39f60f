package dev.baltoro.engine;

/// A request that cannot be served; the message is one line that says what to do.
public class EngineException extends RuntimeException {
    private static final long serialVersionUID = 1;

    public EngineException(String message) {
        super(message);
    }

    public EngineException(String message, Throwable cause) {
        super(message, cause);
    }

    /// {@return what one request's failure says to its caller}
    static EngineException ofOne(Throwable cause) {
        return switch (cause) {
            case EngineException already -> already;
            case IllegalArgumentException refusal when refusal.getMessage() != null ->
                    new EngineException(refusal.getMessage(), refusal);
            default -> new EngineException("this request failed: " + cause, cause);
        };
    }

    /// The queue is full: try again later.
    public static final class Busy extends EngineException {
        private static final long serialVersionUID = 1;

        public Busy(String message) {
            super(message);
        }
    }

    /// Tools that the model was not trained with, and cannot read of in its prompt.
    public static final class UnknownTools extends EngineException {
        private static final long serialVersionUID = 1;

        public UnknownTools(String message) {
            super(message);
        }
    }

    /// A prompt that does not fit into the model's context, or the whole cache.
    public static final class PromptTooLong extends EngineException {
        private static final long serialVersionUID = 1;

        public PromptTooLong(String message) {
            super(message);
        }
    }
}
