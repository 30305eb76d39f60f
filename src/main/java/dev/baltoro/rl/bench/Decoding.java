package dev.baltoro.rl.bench;

import dev.baltoro.engine.Engine;
import dev.baltoro.engine.GenerationRequest;
import dev.baltoro.engine.SamplingParameters;
import dev.baltoro.engine.TokenStream;
import java.util.Random;
import java.util.Set;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;

/// Sequences that an engine decodes, one after the other, until this is closed.
final class Decoding implements AutoCloseable {
    private static final int TOKENS = 32;

    private final Engine engine;
    private final int vocabulary;
    private final int promptTokens;
    private final ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor();
    private volatile boolean over;

    /// @param atOnce sequences at any time
    Decoding(Engine engine, int vocabulary, int atOnce, int promptTokens) {
        this.engine = engine;
        this.vocabulary = vocabulary;
        this.promptTokens = promptTokens;
        for (int i = 0; i < atOnce; i++) {
            Random random = new Random(i);
            Future<?> unused = threads.submit(() -> decode(random));
        }
    }

    private int decode(Random random) throws InterruptedException {
        int tokens = 0;
        while (!over) {
            int[] prompt = random.ints(promptTokens, 0, vocabulary).toArray();
            GenerationRequest request =
                    GenerationRequest.of(prompt, TOKENS, SamplingParameters.GREEDY, Set.of());
            try (TokenStream stream = engine.generate(request)) {
                while (stream.next().isPresent()) {
                    tokens++;
                }
            }
        }
        return tokens;
    }

    @Override
    public void close() {
        over = true;
        threads.close();
    }
}
