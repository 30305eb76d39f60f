package dev.baltoro.engine;

import dev.baltoro.model.K2Model;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;
import java.util.concurrent.CompletableFuture;

/// Prompts that wait to be scored: one between two decode steps, so that no sequence waits for more
/// than one. For the engine's thread.
final class ScoreQueue {
    private final Deque<Request> waiting = new ArrayDeque<>();

    /// @param result cancelled by who does not want it any more
    record Request(int[] tokens, int alternatives, CompletableFuture<List<GeneratedToken>> result) {
        void compute(K2Model model, int vocabSize, long version) {
            try {
                result.complete(PromptScores.of(model, tokens, alternatives, vocabSize, version));
            } catch (RuntimeException | StackOverflowError e) {
                // this prompt's fault: the others go on
                result.completeExceptionally(EngineException.ofOne(e));
            }
        }
    }

    void add(Request request) {
        waiting.add(request);
    }

    int size() {
        return waiting.size();
    }

    boolean isEmpty() {
        return waiting.isEmpty();
    }

    /// {@return the one that came first}
    Request next() {
        return waiting.remove();
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
