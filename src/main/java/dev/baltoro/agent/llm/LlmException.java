package dev.baltoro.agent.llm;

/// A model gave no answer; the message is one line that says why and what to do.
public final class LlmException extends Exception {
    private static final long serialVersionUID = 2;

    private final Trouble trouble;

    public LlmException(Trouble trouble, String message) {
        super(message);
        this.trouble = trouble;
    }

    /// The model refused.
    public LlmException(String message) {
        this(Trouble.REFUSED, message);
    }

    /// The model refused.
    public LlmException(String message, Throwable cause) {
        super(message, cause);
        this.trouble = Trouble.REFUSED;
    }

    /// {@return why there is no answer, as a kind}
    public Trouble trouble() {
        return trouble;
    }
}
