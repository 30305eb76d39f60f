package dev.baltoro.agent.mcp;

/// A server could not be reached, or did not do what it was asked; the message is one line of
/// bounded length that names the step and says why.
public final class McpException extends Exception {
    private static final long serialVersionUID = 1;

    private final Kind kind;
    private final int code;

    /// What went wrong.
    public enum Kind {
        /// The command line or the address is not one.
        MISUSED,
        /// The program does not start, or the address is not reached.
        UNREACHABLE,
        /// The server ended, or its connection did.
        ENDED,
        /// No answer came within the limit.
        TIMED_OUT,
        /// The server answered with an error, which has a code.
        REFUSED,
        /// The server wants fewer requests.
        RATE_LIMITED,
        /// The server no longer knows the session.
        SESSION_LOST,
        /// The answer is not what the protocol says.
        UNREADABLE
    }

    McpException(Kind kind, String message) {
        this(kind, 0, message);
    }

    McpException(Kind kind, int code, String message) {
        super(OneLine.of(message));
        this.kind = kind;
        this.code = code;
    }

    /// {@return the same failure, told from the step that it stopped}
    McpException at(String step) {
        McpException told = new McpException(kind, code, step + ": " + getMessage());
        told.initCause(this);
        return told;
    }

    /// {@return what went wrong}
    public Kind kind() {
        return kind;
    }

    /// {@return the error's JSON-RPC code or the HTTP status; 0 if there is none}
    public int code() {
        return code;
    }
}
