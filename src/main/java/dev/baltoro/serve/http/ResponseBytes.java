package dev.baltoro.serve.http;

import io.javalin.http.Context;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.util.concurrent.locks.ReentrantLock;

/// The bytes of one response on their way: written by the request's thread, and now and then by one
/// that keeps a silent stream alive.
final class ResponseBytes {
    private static final byte[] HEARTBEAT = ": wait\n\n".getBytes(StandardCharsets.US_ASCII);

    private final Context context;
    private final ReentrantLock lock = new ReentrantLock();
    private volatile boolean writes;
    private volatile boolean begun;
    private volatile long lastMove = System.nanoTime();
    private boolean ended;

    ResponseBytes(Context context) {
        this.context = context;
    }

    /// {@return whether anything has been written, and so the status is out}
    boolean begun() {
        return begun;
    }

    /// Writes and flushes.
    ///
    /// @throws IOException if the client is known to be gone
    void write(byte[] bytes) throws IOException {
        lock.lock();
        try {
            send(bytes);
        } finally {
            lock.unlock();
        }
    }

    private void send(byte[] bytes) throws IOException {
        lastMove = System.nanoTime();
        writes = true;
        begun = true;
        try {
            // Javalin's own stream compresses, and so collects.
            OutputStream out = context.res().getOutputStream();
            out.write(bytes);
            out.flush();
        } finally {
            writes = false;
            lastMove = System.nanoTime();
        }
    }

    /// {@return whether the client has not taken what is being written for so many nanoseconds}
    boolean isStuck(long now, long nanosMax) {
        return writes && now - lastMove > nanosMax;
    }

    /// {@return whether nothing has been written for so many nanoseconds}
    boolean isSilent(long now, long nanosMax) {
        return begun && !writes && now - lastMove > nanosMax;
    }

    /// Writes a comment, which clients ignore and proxies count as traffic.
    ///
    /// @throws IOException if the client is known to be gone
    void heartbeat() throws IOException {
        if (!lock.tryLock()) {
            return; // an event is being written, which is better
        }
        try {
            if (!ended) {
                send(HEARTBEAT);
            }
        } finally {
            lock.unlock();
        }
    }

    /// Nothing more will be written.
    void end() {
        lock.lock();
        try {
            ended = true;
        } finally {
            lock.unlock();
        }
    }
}
