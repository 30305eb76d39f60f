package dev.baltoro.cli.terminal;

import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import picocli.CommandLine.Model.CommandSpec;

/// Turns Ctrl-C into a question that a loop asks between two steps, and holds the JVM until the
/// command has saved, and has said so.
public final class StopOnInterrupt implements AutoCloseable {
    /// A stopping JVM waits this long for the step to end and the checkpoint to be written.
    private static final long STOP_SECONDS_MAX = 120;

    private final AtomicBoolean stop = new AtomicBoolean();
    private final CountDownLatch commandEnded;
    private final Thread onInterrupt = new Thread(this::stopAndWait, "stop");

    /// @param commandEnded counted down when all that the command says is printed
    private StopOnInterrupt(CountDownLatch commandEnded) {
        this.commandEnded = commandEnded;
        Runtime.getRuntime().addShutdownHook(onInterrupt);
    }

    /// {@return one that holds the JVM until the command `spec` has ended}
    public static StopOnInterrupt of(CommandSpec spec) {
        return new StopOnInterrupt(
                spec.root().userObject() instanceof CommandProcess process
                        ? process.commandEnded()
                        : new CountDownLatch(0));
    }

    /// {@return whether the user asked to stop}
    public boolean isAsked() {
        return stop.get();
    }

    private void stopAndWait() {
        stop.set(true);
        try {
            boolean inTime = commandEnded.await(STOP_SECONDS_MAX, TimeUnit.SECONDS);
            if (!inTime) {
                System.err.println(
                        "gave up waiting for the checkpoint; the one before it is intact");
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    /// The loop is over: from now on Ctrl-C ends the JVM at once, unless it was asked before.
    @Override
    public void close() {
        if (stop.get()) {
            return;
        }
        try {
            Runtime.getRuntime().removeShutdownHook(onInterrupt);
        } catch (IllegalStateException stoppingAlready) {
            // asked in this very moment: the JVM waits for the command's end
        }
    }
}
