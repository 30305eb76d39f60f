package dev.baltoro.engine;

import java.util.concurrent.atomic.AtomicBoolean;

/// A time in which an engine computes nothing, from [Engine#pause] until this is closed.
///
/// Pauses are counted: the engine goes on when the last one is closed. Requests may be made
/// meanwhile, they wait.
///
/// ```
/// try (Pause pause = engine.pause().join()) {
///     … // nobody reads the weights now
/// }
/// ```
public final class Pause implements AutoCloseable {
    private final Runnable end;
    private final AtomicBoolean ended = new AtomicBoolean();

    Pause(Runnable end) {
        this.end = end;
    }

    /// Ends it and returns at once; of one that has ended, nothing.
    @Override
    public void close() {
        if (ended.compareAndSet(false, true)) {
            end.run();
        }
    }
}
