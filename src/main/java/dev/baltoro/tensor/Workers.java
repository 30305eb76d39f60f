package dev.baltoro.tensor;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.IntConsumer;

/// Platform threads that compute, one a core, each with one libtorch thread.
///
/// Worker `w` of [#run] is always the same thread, so a scope or buffer that it keeps stays its
/// own.
public final class Workers implements AutoCloseable {
    private final List<ExecutorService> threads;

    private Workers(List<ExecutorService> threads) {
        this.threads = threads;
    }

    /// {@return `count` workers}
    ///
    /// @throws IllegalArgumentException unless `count` is positive
    public static Workers of(int count) {
        if (count < 1) {
            throw new IllegalArgumentException("workers must be at least 1, got " + count);
        }
        List<ExecutorService> threads = new ArrayList<>();
        for (int i = 0; i < count; i++) {
            threads.add(
                    Executors.newSingleThreadExecutor(
                            Thread.ofPlatform().daemon().name("worker-" + i).factory()));
        }
        return new Workers(threads);
    }

    /// {@return one worker a core}
    public static Workers onePerCore() {
        return of(Runtime.getRuntime().availableProcessors());
    }

    /// {@return how many workers there are}
    public int count() {
        return threads.size();
    }

    /// Runs `task` once on each worker with the worker's number, and waits for all of them.
    ///
    /// The first failure is thrown after every worker has ended, so that no tensor is in use any
    /// more.
    public void run(IntConsumer task) {
        List<Future<?>> running = new ArrayList<>();
        for (int i = 0; i < threads.size(); i++) {
            int worker = i;
            running.add(threads.get(i).submit(() -> task.accept(worker)));
        }
        Throwable failure = null;
        for (Future<?> future : running) {
            try {
                await(future);
            } catch (RuntimeException | Error e) {
                if (failure == null) {
                    failure = e;
                } else {
                    failure.addSuppressed(e);
                }
            }
        }
        switch (failure) {
            case RuntimeException e -> throw e;
            case Error e -> throw e;
            case null, default -> {}
        }
    }

    /// Runs `task` for each of the numbers 0 to `count - 1`, each on the worker that is free next.
    ///
    /// The first failure is thrown after every worker has ended; a worker whose task failed takes
    /// no more.
    public void forEach(int count, IntConsumer task) {
        AtomicInteger next = new AtomicInteger();
        run(_ -> {
            for (int i = next.getAndIncrement(); i < count; i = next.getAndIncrement()) {
                task.accept(i);
            }
        });
    }

    /// Waits without giving up on interrupt: the tensors in use must not be freed under a running
    /// worker.
    private static void await(Future<?> future) {
        boolean interrupted = false;
        try {
            while (true) {
                try {
                    future.get();
                    return;
                } catch (InterruptedException e) {
                    interrupted = true;
                } catch (ExecutionException e) {
                    switch (e.getCause()) {
                        case RuntimeException cause -> throw cause;
                        case Error cause -> throw cause;
                        case null, default -> throw new IllegalStateException(e.getCause());
                    }
                }
            }
        } finally {
            if (interrupted) {
                Thread.currentThread().interrupt();
            }
        }
    }

    @Override
    public void close() {
        threads.forEach(ExecutorService::shutdown);
    }
}
