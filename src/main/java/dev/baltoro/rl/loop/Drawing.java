package dev.baltoro.rl.loop;

import dev.baltoro.rl.loop.GroupSampler.Sampled;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.FutureTask;

/// Groups that are drawn while a step is computed. Closing it waits until nothing is drawn any
/// more.
final class Drawing implements AutoCloseable {
    private final FutureTask<Sampled> task;
    private final Thread thread;

    Drawing(Callable<Sampled> drawing) {
        this.task = new FutureTask<>(drawing);
        this.thread = Thread.ofVirtual().name("baltoro-drawing").start(task);
    }

    /// Waits until nothing is drawn any more, however the drawing ended.
    void await() {
        boolean interrupted = false;
        while (thread.isAlive()) {
            try {
                thread.join();
            } catch (InterruptedException e) {
                interrupted = true;
                thread.interrupt();
            }
        }
        if (interrupted) {
            Thread.currentThread().interrupt();
        }
    }

    /// {@return what was drawn}
    ///
    /// @throws EngineException if the engine failed
    Sampled result() throws InterruptedException {
        try {
            return task.get();
        } catch (ExecutionException e) {
            if (e.getCause() instanceof RuntimeException cause) {
                throw cause;
            }
            throw new IllegalStateException(e.getCause());
        }
    }

    @Override
    public void close() {
        thread.interrupt();
        await();
    }
}
