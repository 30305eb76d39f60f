package dev.baltoro.data.read;

import java.nio.charset.StandardCharsets;

/// What is left of a file that cannot be read on.
final class Unreadable {
    private Unreadable() {}

    /// The rejection of everything after `line`; its excerpt is the cause's message.
    static Rejection rest(String source, long line, Throwable cause) {
        String message = cause.getClass().getSimpleName() + ": " + cause.getMessage();
        return new Rejection(
                source, line, RejectionReason.UNREADABLE, message.getBytes(StandardCharsets.UTF_8));
    }
}
