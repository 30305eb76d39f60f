package dev.baltoro.cli;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.util.Optional;

/// What the user types: a message a line, or several where each but the last ends in a backslash.
final class ChatInput {
    /// More is no message but a file on the wrong end of a pipe.
    static final int MESSAGE_CHARS_MAX = 1_000_000;

    private final BufferedReader in;
    private final Runnable onContinuation;

    /// @param onContinuation called before each further line of a message
    ChatInput(InputStream in, Runnable onContinuation) {
        this.in = new BufferedReader(new InputStreamReader(in, StandardCharsets.UTF_8));
        this.onContinuation = onContinuation;
    }

    /// {@return the next message without its last line break; none at the end of the input}
    ///
    /// @throws Failure if it is longer than [#MESSAGE_CHARS_MAX]
    Optional<String> next() throws IOException {
        StringBuilder message = new StringBuilder();
        boolean any = false;
        while (line(message)) {
            any = true;
            int last = message.length() - 1;
            if (last < 0 || message.charAt(last) != '\\') {
                break;
            }
            message.setCharAt(last, '\n');
            onContinuation.run();
        }
        return any ? Optional.of(message.toString()) : Optional.empty();
    }

    /// Adds a line to the message; `readLine` would take one of any length.
    ///
    /// @return whether there was one
    private boolean line(StringBuilder message) throws IOException {
        int c = in.read();
        boolean any = c >= 0;
        while (c >= 0 && c != '\n') {
            if (message.length() == MESSAGE_CHARS_MAX) {
                throw new Failure(
                        "a message is longer than %,d characters; send less"
                                .formatted(MESSAGE_CHARS_MAX));
            }
            message.append((char) c);
            c = in.read();
        }
        int last = message.length() - 1;
        if (last >= 0 && message.charAt(last) == '\r') {
            message.setLength(last);
        }
        return any;
    }
}
