package dev.baltoro.agent.mcp;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/// The messages in what a server writes on its standard output. By the protocol each is one line
/// and nothing else is written; here other lines are passed over, a message behind a banner without
/// a line end is found, and one that is laid out over several lines is put together.
final class MessageLines {
    /// Bytes of a message, laid out or not.
    static final int MESSAGE_BYTES_MAX = 32 << 20;

    /// Chars of what may become a message over several lines.
    private static final int LAID_OUT_CHARS_MAX = 8 << 20;

    /// Bytes of a message that is looked for before its line has ended.
    private static final int UNENDED_BYTES_MAX = 1 << 20;

    private static final int ID_CHARS = 4096;
    private static final Pattern ID = Pattern.compile("\"id\"\\s*:\\s*\"?(\\d{1,18})\"?\\s*[,}]");

    private final InputStream in;
    private final Transport.Receiver receiver;
    private final ByteArrayOutputStream line = new ByteArrayOutputStream();
    private final StringBuilder laidOut = new StringBuilder();
    private boolean tooLong;

    MessageLines(InputStream in, Transport.Receiver receiver) {
        this.in = in;
        this.receiver = receiver;
    }

    /// Reads to the end. Half a line at the end is no message.
    void readAll() throws IOException {
        byte[] part = new byte[1 << 16];
        for (int n = in.read(part); n >= 0; n = in.read(part)) {
            int from = 0;
            for (int i = 0; i < n; i++) {
                if (part[i] == '\n') {
                    add(part, from, i);
                    endLine();
                    from = i + 1;
                }
            }
            add(part, from, n);
            takeUnended();
        }
    }

    /// A whole message is taken although its line end does not come, as long as nothing else does.
    private void takeUnended() throws IOException {
        int size = line.size();
        if (size == 0 || size > UNENDED_BYTES_MAX || in.available() > 0) {
            return;
        }
        String text = line.toString(StandardCharsets.UTF_8);
        if (text.stripTrailing().endsWith("}") && !MessageScan.of(text).messages().isEmpty()) {
            endLine();
        }
    }

    private void add(byte[] part, int from, int to) {
        int room = MESSAGE_BYTES_MAX - line.size();
        tooLong |= to - from > room;
        line.write(part, from, Math.min(to - from, room));
    }

    private void endLine() {
        String text = line.toString(StandardCharsets.UTF_8);
        line.reset();
        if (tooLong) {
            tooLong = false;
            receiver.unreadable(
                    id(text), "a message of more than %,d bytes".formatted(MESSAGE_BYTES_MAX));
            return;
        }
        read(text.startsWith("\uFEFF") ? text.substring(1) : text);
    }

    private void read(String text) {
        if (text.isBlank()) {
            return;
        }
        MessageScan scan = MessageScan.of(text);
        if (!scan.messages().isEmpty()) {
            laidOut.setLength(0);
            scan.messages().forEach(receiver::received);
        } else if (scan.broken().isPresent()) {
            receiver.unreadable(id(text), scan.broken().get());
        } else {
            layOut(text);
        }
    }

    /// A line that is no message may be a part of one: from a `{` alone, or one that does not
    /// close, to a line that ends with `}`.
    private void layOut(String text) {
        String stripped = text.stripTrailing();
        boolean begins = stripped.equals("{") || laidOut.isEmpty() && stripped.startsWith("{");
        if (begins) {
            laidOut.setLength(0);
        } else if (laidOut.isEmpty()) {
            return;
        }
        if (laidOut.length() + text.length() > LAID_OUT_CHARS_MAX) {
            laidOut.setLength(0);
            return;
        }
        laidOut.append(text).append('\n');
        if (stripped.equals("}") || stripped.endsWith("}}")) {
            MessageScan scan = MessageScan.of(laidOut.toString());
            if (!scan.messages().isEmpty()) {
                laidOut.setLength(0);
                scan.messages().forEach(receiver::received);
            }
        }
    }

    /// {@return the id that stands at the beginning or at the end of a message that cannot be read}
    private static Optional<String> id(String text) {
        String head = text.substring(0, Math.min(ID_CHARS, text.length()));
        Matcher first = ID.matcher(head);
        if (first.find()) {
            return Optional.of(first.group(1));
        }
        Matcher last = ID.matcher(text.substring(Math.max(0, text.length() - ID_CHARS)));
        return last.find() ? Optional.of(last.group(1)) : Optional.empty();
    }
}
