package dev.baltoro.cli;

import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;

/// Turns Ctrl-C into a question that a loop asks between two steps, and holds the JVM until the
/// loop has saved and closed this.
final class StopOnInterrupt implements AutoCloseable {
    /// A stopping JVM waits this long for the step to end and the checkpoint to be written.
    private static final long STOP_SECONDS_MAX = 120;

    private final AtomicBoolean stop = new AtomicBoolean();
    private final CountDownLatch ended = new CountDownLatch(1);
    private final Thread onInterrupt = new Thread(this::stopAndWait, "stop");

    StopOnInterrupt() {
        Runtime.getRuntime().addShutdownHook(onInterrupt);
    }

    /// {@return whether the user asked to stop}
    boolean isAsked() {
        return stop.get();
    }

    private void stopAndWait() {
        stop.set(true);
        try {
            boolean inTime = ended.await(STOP_SECONDS_MAX, TimeUnit.SECONDS);
            if (!inTime) {
                System.err.println(
                        "gave up waiting for the checkpoint; the one before it is intact");
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    @Override
    public void close() {
        ended.countDown();
        if (!stop.get()) {
            Runtime.getRuntime().removeShutdownHook(onInterrupt);
        }
    }
}
