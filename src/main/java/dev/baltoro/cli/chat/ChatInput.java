package dev.baltoro.cli.chat;

import dev.baltoro.cli.terminal.Failure;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.util.Optional;
import java.util.regex.Pattern;

/// What the user says: a message a line, or several where each but the last ends in a backslash.
///
/// At a terminal, lines that come together are one message too: nobody types so fast, they were
/// pasted.
final class ChatInput {
    /// More is no message but a file on the wrong end of a pipe.
    static final int MESSAGE_CHARS_MAX = 1_000_000;

    /// A terminal hands over the next line of what was pasted within this time.
    private static final long PASTE_GAP_MILLIS = 30;

    /// What arrow keys and the like send, and other control characters: no part of a message.
    private static final Pattern KEYS =
            Pattern.compile("\\u001B\\[[0-?]*[ -/]*[@-~]|\\u001BO[@-~]|[\\p{Cntrl}&&[^\\n\\t]]");

    private final BufferedReader in;
    private final boolean terminal;
    private final Runnable onContinuation;
    private volatile boolean dropped;

    /// @param terminal whether somebody types
    /// @param onContinuation called before each further line of a message
    ChatInput(InputStream in, boolean terminal, Runnable onContinuation) {
        this.in = new BufferedReader(new InputStreamReader(in, StandardCharsets.UTF_8));
        this.terminal = terminal;
        this.onContinuation = onContinuation;
    }

    /// Forgets the lines of a message that goes on; any thread may call it.
    void drop() {
        dropped = true;
    }

    /// {@return the next message without its last line break; none at the end of the input}
    ///
    /// @throws Failure if it is longer than [#MESSAGE_CHARS_MAX]
    Optional<String> next() throws IOException, InterruptedException {
        StringBuilder message = new StringBuilder();
        boolean any = false;
        boolean more = true;
        while (more) {
            int start = message.length();
            if (!line(message)) {
                break;
            }
            any = true;
            if (dropped) {
                message.delete(0, start);
                start = 0;
            }
            dropped = false;
            if (terminal) {
                String typed = KEYS.matcher(message.substring(start)).replaceAll("");
                message.replace(start, message.length(), typed);
            }
            more = goesOn(message);
        }
        return any ? Optional.of(message.toString()) : Optional.empty();
    }

    /// {@return whether the next line belongs to the message too, which then ends in a line break}
    private boolean goesOn(StringBuilder message) throws IOException, InterruptedException {
        int last = message.length() - 1;
        if (last >= 0 && message.charAt(last) == '\\') {
            message.setCharAt(last, '\n');
            onContinuation.run();
            return true;
        }
        if (!terminal || ChatCommands.isCommand(message)) {
            return false;
        }
        Thread.sleep(PASTE_GAP_MILLIS);
        boolean pasted = in.ready();
        if (pasted) {
            message.append('\n');
        }
        return pasted;
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
