package dev.baltoro.agent.llm;

/// A model gave no answer; the message is one line that says why and what to do.
public final class LlmException extends Exception {
    private static final long serialVersionUID = 1;

    public LlmException(String message) {
        super(message);
    }

    public LlmException(String message, Throwable cause) {
        super(message, cause);
    }
}
