package dev.baltoro.serve.openai;

import dev.baltoro.engine.Engine;
import dev.baltoro.engine.EngineException;
import dev.baltoro.engine.GeneratedToken;
import dev.baltoro.serve.answer.Delivery;
import dev.baltoro.serve.http.RequestException;
import dev.baltoro.text.chat.ScoredToken;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CancellationException;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;

/// The prompts of one request, while the engine scores their tokens.
record ScoredPrompts(List<CompletableFuture<List<GeneratedToken>>> results) {
    /// {@return prompts that wait their turn}
    ///
    /// @throws EngineException if the engine refuses one of the prompts; then none is scored
    static ScoredPrompts begin(Engine engine, List<int[]> prompts, int alternatives) {
        ScoredPrompts begun = new ScoredPrompts(new ArrayList<>());
        try {
            for (int[] prompt : prompts) {
                begun.results.add(engine.score(prompt, alternatives));
            }
        } catch (RuntimeException e) {
            begun.cancel();
            throw e;
        }
        return begun;
    }

    /// {@return each prompt's tokens after the first, once all are there}
    ///
    /// @throws EngineException if the engine failed or was closed
    /// @throws RequestException if they were cancelled
    List<List<ScoredToken>> await() throws InterruptedException {
        List<List<ScoredToken>> all = new ArrayList<>();
        try {
            for (var result : results) {
                all.add(result.get().stream().map(GeneratedToken::scored).toList());
            }
        } catch (ExecutionException e) {
            Throwable cause = e.getCause() == null ? e : e.getCause();
            throw new EngineException(String.valueOf(cause.getMessage()), cause);
        } catch (CancellationException e) {
            RequestException ended = new RequestException(Delivery.CANCELLED);
            ended.initCause(e);
            throw ended;
        }
        return all;
    }

    /// Nobody wants them any more.
    void cancel() {
        results.forEach(result -> result.cancel(false));
    }
}
