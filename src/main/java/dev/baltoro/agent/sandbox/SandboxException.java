package dev.baltoro.agent.sandbox;

/// No sandbox can be had here, or none that locks programs in.
public final class SandboxException extends Exception {
    private static final long serialVersionUID = 1;

    /// @param message one line that says what is missing
    public SandboxException(String message) {
        super(message);
    }
}
