package dev.baltoro.agent.evaluation;

import dev.baltoro.agent.request.ToolRequest;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicReference;
import org.jspecify.annotations.Nullable;

/// Asks many requests, some at once.
///
/// @param runner asks one
/// @param servers opens a server for each of the workers that ask at once
/// @param workers how many ask at once
public record Evaluation(RequestRunner runner, Servers servers, int workers) {
    /// Workers of one evaluation.
    public static final int WORKERS_MAX = 64;

    /// Answers that fail one after the other before it is given up: the model is not there.
    public static final int FAILURES_MAX = 5;

    public Evaluation {
        if (workers < 1 || workers > WORKERS_MAX) {
            throw new IllegalArgumentException(
                    "%d requests at once; use 1 to %d".formatted(workers, WORKERS_MAX));
        }
    }

    /// Opens servers.
    @FunctionalInterface
    public interface Servers {
        /// {@return a server that no other worker uses}
        ///
        /// @param worker from 0
        ToolServer open(int worker) throws EvaluationFailure, InterruptedException;
    }

    /// Is told of each outcome as it comes, by one thread at a time.
    @FunctionalInterface
    public interface Listener {
        /// @param done how many there are, this one included
        void done(ToolRequest request, RequestOutcome outcome, int done);
    }

    /// {@return every request's outcome by its id, in the requests' order}
    ///
    /// @throws EvaluationFailure if a server cannot be used, or the model has failed
    ///   [#FAILURES_MAX] times in a row; the listener has heard of all that was done
    public Map<String, RequestOutcome> run(List<ToolRequest> requests, Listener listener)
            throws EvaluationFailure, InterruptedException {
        Work work = new Work(requests, listener);
        try (ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor()) {
            for (int i = 0; i < Math.min(workers, requests.size()); i++) {
                int worker = i;
                threads.execute(() -> work.go(worker));
            }
        } // waits for all; if this thread is interrupted, interrupts them
        return work.outcomes();
    }

    private final class Work {
        private final List<ToolRequest> requests;
        private final Listener listener;
        private final Map<String, RequestOutcome> outcomes = new HashMap<>();
        private final AtomicInteger next = new AtomicInteger();
        private final AtomicReference<@Nullable Throwable> failure = new AtomicReference<>();
        private int failedInARow;

        Work(List<ToolRequest> requests, Listener listener) {
            this.requests = requests;
            this.listener = listener;
        }

        void go(int worker) {
            try (ToolServer server = servers.open(worker)) {
                for (int i = next.getAndIncrement();
                        i < requests.size() && failure.get() == null;
                        i = next.getAndIncrement()) {
                    done(requests.get(i), runner.run(requests.get(i), server));
                }
            } catch (InterruptedException e) {
                failure.compareAndSet(null, e);
                Thread.currentThread().interrupt();
            } catch (EvaluationFailure | RuntimeException | Error e) {
                failure.compareAndSet(null, e);
            }
        }

        private synchronized void done(ToolRequest request, RequestOutcome outcome)
                throws EvaluationFailure {
            outcomes.put(request.id(), outcome);
            listener.done(request, outcome, outcomes.size());
            failedInARow = outcome.isAnswered() ? 0 : failedInARow + 1;
            if (failedInARow == FAILURES_MAX) {
                throw new EvaluationFailure(
                        "the model failed %d times in a row: %s"
                                .formatted(FAILURES_MAX, outcome.note()));
            }
        }

        synchronized Map<String, RequestOutcome> outcomes()
                throws EvaluationFailure, InterruptedException {
            switch (failure.get()) {
                case null -> {
                    Map<String, RequestOutcome> ordered = new LinkedHashMap<>();
                    for (ToolRequest request : requests) {
                        ordered.put(
                                request.id(), Objects.requireNonNull(outcomes.get(request.id())));
                    }
                    return ordered;
                }
                case EvaluationFailure e -> throw e;
                case InterruptedException e -> throw e;
                case RuntimeException e -> throw e;
                case Error e -> throw e;
                case Throwable e -> throw new IllegalStateException(e);
            }
        }
    }
}
