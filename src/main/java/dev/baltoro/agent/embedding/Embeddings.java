package dev.baltoro.agent.embedding;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.IntConsumer;

/// The vectors of many texts, computed on several cores; the bits do not depend on how many.
public final class Embeddings {
    private static final int THREADS_MAX = 16;

    private Embeddings() {}

    /// {@return the vector of each text, in their order}
    ///
    /// @param progress told how many are done, from any thread, each number once
    public static List<float[]> of(List<String> texts, TextEmbedder embedder, IntConsumer progress)
            throws InterruptedException {
        int threads = Math.min(THREADS_MAX, Runtime.getRuntime().availableProcessors());
        float[][] vectors = new float[texts.size()][];
        AtomicInteger next = new AtomicInteger();
        AtomicInteger done = new AtomicInteger();
        Runnable work =
                () -> {
                    for (int i = next.getAndIncrement();
                            i < vectors.length && !Thread.currentThread().isInterrupted();
                            i = next.getAndIncrement()) {
                        vectors[i] = embedder.embed(texts.get(i));
                        progress.accept(done.incrementAndGet());
                    }
                };
        ExecutorService pool = Executors.newFixedThreadPool(threads);
        try {
            List<Future<?>> parts = new ArrayList<>();
            for (int i = 0; i < threads; i++) {
                parts.add(pool.submit(work));
            }
            for (Future<?> part : parts) {
                part.get();
            }
        } catch (ExecutionException e) {
            throw new IllegalStateException(e.getCause());
        } finally {
            pool.shutdownNow(); // a worker that was interrupted ends with the text it has
            pool.close();
        }
        return List.of(vectors);
    }
}
