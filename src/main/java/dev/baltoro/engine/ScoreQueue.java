package dev.baltoro.engine;

import dev.baltoro.tensor.Workers;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.atomic.AtomicReferenceArray;

/// Requests for scores that wait: between two decode steps one of them gets a pass on each worker,
/// so that no sequence waits for more than one row. Requests of many rows take turns with others.
/// For the engine's thread.
final class ScoreQueue {
    private final Deque<Request<?>> waiting = new ArrayDeque<>();

    /// Rows that are scored for one caller.
    static final class Request<T> {
        private final int rows;
        private final CompletableFuture<List<T>> result;
        private final List<T> scored = new ArrayList<>();
        private final RowScorer<T> scorer;

        /// @param result cancelled by a caller that does not want it any more
        Request(int rows, RowScorer<T> scorer, CompletableFuture<List<T>> result) {
            this.rows = rows;
            this.scorer = scorer;
            this.result = result;
        }

        /// {@return whether this was the end of it}
        private boolean compute(Workers workers, int threads, EngineWeights weights, long version) {
            int from = scored.size();
            AtomicReferenceArray<T> next =
                    new AtomicReferenceArray<>(Math.min(threads, rows - from));
            workers.forEach(
                    threads,
                    next.length(),
                    i -> next.set(i, scorer.score(weights, from + i, version)));
            for (int i = 0; i < next.length(); i++) {
                scored.add(next.get(i));
            }
            return scored.size() == rows;
        }
    }

    /// Scores one row on the thread that calls.
    interface RowScorer<T> {
        T score(EngineWeights weights, int row, long version);
    }

    void add(Request<?> request) {
        waiting.add(request);
    }

    int size() {
        return waiting.size();
    }

    boolean isEmpty() {
        return waiting.isEmpty();
    }

    /// Computes a row on each of `threads` workers for the request whose turn it is; what goes
    /// wrong is that request's alone.
    ///
    /// @return what remains to be told to the request's caller, if this was the end of it
    Optional<Runnable> computeNext(
            Workers workers, int threads, EngineWeights weights, long version) {
        return computeNext(waiting.remove(), workers, threads, weights, version);
    }

    private <T> Optional<Runnable> computeNext(
            Request<T> request, Workers workers, int threads, EngineWeights weights, long version) {
        try {
            if (!request.compute(workers, threads, weights, version)) {
                waiting.add(request);
                return Optional.empty();
            }
        } catch (RuntimeException | StackOverflowError e) {
            return Optional.of(
                    () -> request.result.completeExceptionally(EngineException.ofOne(e)));
        }
        return Optional.of(() -> request.result.complete(request.scored));
    }

    /// Forgets those that nobody wants any more.
    ///
    /// @return how many
    int dropCancelled() {
        int before = waiting.size();
        waiting.removeIf(request -> request.result.isCancelled());
        return before - waiting.size();
    }

    /// Ends all with an error.
    void fail(EngineException cause) {
        waiting.forEach(request -> request.result.completeExceptionally(cause));
        waiting.clear();
    }
}
