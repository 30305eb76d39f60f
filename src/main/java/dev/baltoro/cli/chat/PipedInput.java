package dev.baltoro.cli.chat;

import dev.baltoro.cli.terminal.Failure;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.util.Optional;

/// A message a line, or several lines where each but the last ends in a backslash.
final class PipedInput implements ChatInput {
    private final BufferedReader in;

    PipedInput(InputStream in) {
        this.in = new BufferedReader(new InputStreamReader(in, StandardCharsets.UTF_8));
    }

    @Override
    public Optional<String> next(String question) throws IOException {
        StringBuilder message = new StringBuilder();
        boolean any = false;
        while (line(message)) {
            any = true;
            int last = message.length() - 1;
            if (last < 0 || message.charAt(last) != '\\') {
                break;
            }
            message.setCharAt(last, '\n');
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
                throw tooLong();
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

    static Failure tooLong() {
        return new Failure(
                "a message is longer than %,d characters; send less".formatted(MESSAGE_CHARS_MAX));
    }

    /// The stream belongs to the process.
    @Override
    public void close() {}
}
