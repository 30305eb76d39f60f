package dev.baltoro.agent.mcp;

import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;

/// Reads all that a server writes on its standard error, and keeps the last of it for messages.
final class StderrTail implements Runnable {
    /// Bytes that are kept.
    static final int KEPT_BYTES = 8192;

    private static final int SHOWN_CHARS = 200;

    private final InputStream in;
    private final byte[] ring = new byte[KEPT_BYTES];
    private long written;

    StderrTail(InputStream in) {
        this.in = in;
    }

    @Override
    public void run() {
        byte[] part = new byte[KEPT_BYTES];
        try {
            for (int n = in.read(part); n >= 0; n = in.read(part)) {
                keep(part, n);
            }
        } catch (IOException e) {
            // closed with the server: what came until then is kept
        }
    }

    private synchronized void keep(byte[] part, int count) {
        for (int i = 0; i < count; i++) {
            ring[(int) ((written + i) % KEPT_BYTES)] = part[i];
        }
        written += count;
    }

    /// {@return the last of it}
    synchronized String text() {
        int size = (int) Math.min(written, KEPT_BYTES);
        byte[] last = new byte[size];
        for (int i = 0; i < size; i++) {
            last[i] = ring[(int) ((written - size + i) % KEPT_BYTES)];
        }
        return new String(last, StandardCharsets.UTF_8);
    }

    /// {@return the last line that says something, short; empty if there is none}
    String lastLine() {
        return text().lines()
                .map(line -> OneLine.of(line, SHOWN_CHARS))
                .filter(line -> !line.isEmpty())
                .reduce("", (first, second) -> second);
    }
}
