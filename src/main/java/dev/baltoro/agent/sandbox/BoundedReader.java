package dev.baltoro.agent.sandbox;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;

/// Reads what a program writes, up to a limit.
final class BoundedReader implements Runnable {
    private final InputStream stream;
    private final int bytesMax;
    private final Runnable onOverflow;
    private final ByteArrayOutputStream read = new ByteArrayOutputStream();
    private volatile boolean overflowed;

    /// @param onOverflow called once if there is more than may be
    BoundedReader(InputStream stream, int bytesMax, Runnable onOverflow) {
        this.stream = stream;
        this.bytesMax = bytesMax;
        this.onOverflow = onOverflow;
    }

    @Override
    public void run() {
        byte[] part = new byte[8192];
        try {
            for (int n = stream.read(part); n >= 0; n = stream.read(part)) {
                int room = bytesMax - read.size();
                read.write(part, 0, Math.min(n, room));
                if (n > room) {
                    overflowed = true;
                    onOverflow.run();
                    return;
                }
            }
        } catch (IOException e) {
            // closed because the program was ended: what came until then counts
        }
    }

    /// {@return whether the limit was passed; known when the reading thread has ended}
    boolean overflowed() {
        return overflowed;
    }

    /// {@return the text, when the reading thread has ended}
    String text() {
        return read.toString(StandardCharsets.UTF_8);
    }
}
