package dev.baltoro.agent.tool;

/// A tool could not do what a call asks; the model reads the message as the result.
public final class ToolFailure extends Exception {
    private static final long serialVersionUID = 1;

    /// @param message one line that says what is wrong with the call
    public ToolFailure(String message) {
        super(message);
    }
}
