package dev.baltoro.cli.terminal;

import java.lang.reflect.Proxy;
import java.util.List;
import java.util.concurrent.CountDownLatch;

/// Turns the first Ctrl-C (or `kill`) into the end of a wait, and lets the second end the process
/// at once.
///
/// A shutdown hook could not tell the second one from the first: the JVM makes it wait for the
/// hooks. So the signals themselves are taken, by the JDK's one class for that, which javac warns
/// of without a way to say that it is meant; hence the reflection.
public final class StopSignal implements AutoCloseable {
    private static final List<String> SIGNALS = List.of("INT", "TERM");

    /// What a shell reports for a process that Ctrl-C ended.
    private static final int INTERRUPTED = 130;

    private final CountDownLatch asked = new CountDownLatch(1);

    private StopSignal() {}

    /// {@return a wait that signals end from now on}
    public static StopSignal install() {
        StopSignal stop = new StopSignal();
        for (String signal : SIGNALS) {
            handle(signal, stop::received);
        }
        return stop;
    }

    /// Waits for the first signal.
    public void await() throws InterruptedException {
        asked.await();
    }

    /// Ends the wait without a signal.
    public void end() {
        asked.countDown();
    }

    private void received() {
        if (asked.getCount() == 0) {
            Runtime.getRuntime().halt(INTERRUPTED);
        }
        asked.countDown();
    }

    /// Nobody waits any more: the next signal ends the process at once.
    @Override
    public void close() {
        asked.countDown();
    }

    /// Has `action` run, on a thread of the JVM's, whenever the signal comes.
    public static void handle(String name, Runnable action) {
        try {
            Class<?> signal = Class.forName("sun.misc.Signal");
            Class<?> handler = Class.forName("sun.misc.SignalHandler");
            Object proxy =
                    Proxy.newProxyInstance(
                            handler.getClassLoader(),
                            new Class<?>[] {handler},
                            (self, method, arguments) ->
                                    switch (method.getName()) {
                                        case "hashCode" -> System.identityHashCode(self);
                                        case "equals" -> self == arguments[0];
                                        case "toString" -> "stop";
                                        default -> {
                                            action.run();
                                            yield null;
                                        }
                                    });
            signal.getMethod("handle", signal, handler)
                    .invoke(null, signal.getConstructor(String.class).newInstance(name), proxy);
        } catch (ReflectiveOperationException e) {
            throw new IllegalStateException("this Java has no signals; use a JDK 25", e);
        }
    }
}
