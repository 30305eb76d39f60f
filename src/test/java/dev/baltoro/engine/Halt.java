package dev.baltoro.engine;

import java.util.ArrayDeque;
import java.util.Deque;

/// A pause that a test may begin and end again and again. For one thread.
public final class Halt implements AutoCloseable {
    private final Engine engine;
    private final Deque<Pause> held = new ArrayDeque<>();

    public Halt(Engine engine) {
        this.engine = engine;
    }

    /// Stops the engine between two steps, where it does not stand already.
    public void on() {
        if (held.isEmpty()) {
            held.push(engine.pause().join());
        }
    }

    /// Lets it go on.
    public void off() {
        while (!held.isEmpty()) {
            held.pop().close();
        }
    }

    /// Lets it go on for a moment, in which it may compute a step or none.
    public void blink() {
        off();
        on();
    }

    @Override
    public void close() {
        off();
    }
}
