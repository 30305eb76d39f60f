package dev.baltoro.text.conversation;

/// A record that is no conversation to train on. The message says why, in one line.
public final class ConversationException extends IllegalArgumentException {
    private static final long serialVersionUID = 1;

    ConversationException(String message) {
        super(message);
    }

    ConversationException(String message, Throwable cause) {
        super(message, cause);
    }
}
