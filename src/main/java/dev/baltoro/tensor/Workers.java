package dev.baltoro.tensor;

import java.util.ArrayList;
import java.util.Collections;
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
    private final List<CoreShare> shares;

    private Workers(List<ExecutorService> threads, List<CoreShare> shares) {
        this.threads = threads;
        this.shares = shares;
    }

    /// {@return `count` workers}
    ///
    /// @throws IllegalArgumentException unless `count` is positive
    public static Workers of(int count) {
        if (count < 1) {
            throw new IllegalArgumentException("workers must be at least 1, got " + count);
        }
        return of(Collections.nCopies(count, CoreShare.ALL));
    }

    /// {@return a worker for each of `shares`, which computes while it has a core of it}
    ///
    /// A task of [#run] keeps the core to its end; [#forEach] gives it back between two numbers if
    /// it is wanted elsewhere.
    public static Workers of(List<CoreShare> shares) {
        List<ExecutorService> threads = new ArrayList<>();
        for (int i = 0; i < shares.size(); i++) {
            threads.add(
                    Executors.newSingleThreadExecutor(
                            Thread.ofPlatform().daemon().name("worker-" + i).factory()));
        }
        return new Workers(threads, List.copyOf(shares));
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
        runOn(
                count(),
                worker -> {
                    int unused = shares.get(worker).take(1);
                    task.accept(worker);
                });
    }

    /// Runs `task` on the first `count` workers; each has its share's core when it takes it.
    private void runOn(int count, IntConsumer task) {
        List<Future<?>> running = new ArrayList<>();
        for (int i = 0; i < count; i++) {
            int worker = i;
            running.add(
                    threads.get(i)
                            .submit(() -> {
                                try {
                                    task.accept(worker);
                                } finally {
                                    shares.get(worker).giveBack();
                                }
                            }));
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

    /// Runs `task` for each of the numbers 0 to `count - 1` in this order, each on the worker that
    /// is free next.
    ///
    /// A number is taken by a worker that has a core. So one that waits for a lower number's task
    /// waits for a task that runs or is done.
    ///
    /// The first failure is thrown after every worker has ended; a worker whose task failed takes
    /// no more.
    public void forEach(int count, IntConsumer task) {
        forEach(count(), count, task);
    }

    /// Does so on the first `workers` workers only.
    public void forEach(int workers, int count, IntConsumer task) {
        AtomicInteger next = new AtomicInteger();
        runOn(
                workers,
                worker -> {
                    while (next.get() < count) {
                        int unused = shares.get(worker).take(1);
                        int number = next.getAndIncrement();
                        if (number < count) {
                            task.accept(number);
                        }
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
