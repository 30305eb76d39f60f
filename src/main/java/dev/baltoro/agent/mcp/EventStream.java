package dev.baltoro.agent.mcp;

import java.io.BufferedInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Optional;

/// Server-sent events in a stream of bytes, read as the WHATWG's standard says: lines end with LF,
/// CR or both, an event ends with an empty line, and characters are decoded in whole lines.
final class EventStream {
    /// An event that has data.
    ///
    /// @param type `message` unless it says otherwise
    record Event(String type, String data) {}

    private static final int BYTES_MAX = MessageLines.MESSAGE_BYTES_MAX;

    private final InputStream in;
    private final ByteArrayOutputStream line = new ByteArrayOutputStream();
    private final StringBuilder data = new StringBuilder();
    private boolean hasData;
    private String type = "";
    private String nextId = "";
    private String lastId = "";
    private Optional<Duration> retry = Optional.empty();
    private boolean first = true;
    private boolean afterCr;

    EventStream(InputStream in) {
        this.in = new BufferedInputStream(in);
    }

    /// {@return the next event; empty at the end. An event whose empty line never came counts:
    /// servers forget the last one}
    Optional<Event> next() throws IOException {
        while (readLine()) {
            String text = line.toString(StandardCharsets.UTF_8);
            if (first && text.startsWith("\uFEFF")) {
                text = text.substring(1);
            }
            first = false;
            if (!text.isEmpty()) {
                field(text);
                continue;
            }
            Optional<Event> event = take();
            if (event.isPresent()) {
                return event;
            }
        }
        return take();
    }

    private Optional<Event> take() {
        lastId = nextId;
        Event event = new Event(type.isEmpty() ? "message" : type, data.toString());
        boolean any = hasData;
        type = "";
        data.setLength(0);
        hasData = false;
        return any ? Optional.of(event) : Optional.empty();
    }

    /// Reads up to the end of a line, and not a byte further, since nothing may follow for long.
    private boolean readLine() throws IOException {
        line.reset();
        for (int c = in.read(); c >= 0; c = in.read()) {
            boolean second = afterCr && c == '\n';
            afterCr = c == '\r';
            if (second) {
                continue;
            }
            if (c == '\n' || c == '\r') {
                return true;
            }
            line.write(c);
            if (line.size() + data.length() > BYTES_MAX) {
                throw new IOException("an event of more than %,d bytes".formatted(BYTES_MAX));
            }
        }
        return line.size() > 0; // the last one may lack its end
    }

    private void field(String text) {
        int colon = text.indexOf(':');
        String name = colon < 0 ? text : text.substring(0, colon);
        String value = colon < 0 ? "" : text.substring(colon + 1);
        if (value.startsWith(" ")) {
            value = value.substring(1);
        }
        switch (name) {
            case "data" -> {
                data.append(hasData ? "\n" : "").append(value);
                hasData = true;
            }
            case "event" -> type = value;
            case "id" -> nextId = value.indexOf('\0') < 0 ? value : nextId;
            case "retry" -> retry = millis(value).or(() -> retry);
            default -> {} // a comment, or a field that nobody knows
        }
    }

    private static Optional<Duration> millis(String value) {
        return value.matches("[0-9]{1,9}")
                ? Optional.of(Duration.ofMillis(Long.parseLong(value)))
                : Optional.empty();
    }

    /// {@return the id to go on from; empty if there was none}
    String lastId() {
        return lastId;
    }

    /// {@return how long the server asks to wait before the stream is opened again}
    Optional<Duration> retry() {
        return retry;
    }
}
