package dev.baltoro.engine.bench;

import dev.baltoro.engine.Engine;
import dev.baltoro.engine.EngineOptions;
import dev.baltoro.engine.GenerationRequest;
import dev.baltoro.engine.SamplingParameters;
import dev.baltoro.engine.TokenStream;
import dev.baltoro.engine.bench.EngineBench.Samples;
import dev.baltoro.model.K2Model;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import java.util.Set;

/// Times the first token of a short prompt, alone and while a long prompt is computed.
public final class FairnessBench {
    private static final int LONG_TOKENS = 12_000;
    private static final int SHORT_TOKENS = 24;

    private final K2Model model;
    private final EngineOptions options;
    private final Random random = new Random(1);

    /// @param threads cores that compute
    public FairnessBench(K2Model model, int threads) {
        this.model = model;
        this.options = EngineOptions.standard().withThreads(threads);
    }

    /// {@return milliseconds to the first token: of a short prompt alone, of one that comes while
    /// the long one is computed, and of the long one beside it}
    public List<Samples> firstTokens(int repeats) {
        double[] alone = new double[repeats];
        double[] beside = new double[repeats];
        double[] whole = new double[repeats];
        int length = Math.min(LONG_TOKENS, model.config().maxPositionEmbeddings() - 1);
        try (Engine engine = Engine.open(model, Optional.empty(), options)) {
            double unused = millis(engine, SHORT_TOKENS);
            for (int i = 0; i < repeats; i++) {
                alone[i] = millis(engine, SHORT_TOKENS);
                long before = engine.statistics().prefillNanos();
                try (TokenStream stream = engine.generate(request(length))) {
                    while (engine.statistics().prefillNanos() == before) {
                        Thread.onSpinWait(); // until its first turn is over
                    }
                    beside[i] = millis(engine, SHORT_TOKENS);
                    whole[i] = first(stream);
                }
            }
        } catch (InterruptedException e) {
            throw new IllegalStateException("interrupted while measuring", e);
        }
        return List.of(
                new Samples("first token, %d tokens alone".formatted(SHORT_TOKENS), "ms", alone),
                new Samples(
                        "first token, %d tokens beside %,d".formatted(SHORT_TOKENS, length),
                        "ms",
                        beside),
                new Samples("first token, those %,d tokens".formatted(length), "ms", whole));
    }

    private GenerationRequest request(int length) {
        int[] prompt = random.ints(length, 0, model.config().vocabSize()).toArray();
        return GenerationRequest.of(prompt, 1, SamplingParameters.GREEDY, Set.of());
    }

    private double millis(Engine engine, int length) throws InterruptedException {
        try (TokenStream stream = engine.generate(request(length))) {
            return first(stream);
        }
    }

    private static double first(TokenStream stream) throws InterruptedException {
        boolean unused = stream.next().isPresent();
        return stream.untilLastRead().toNanos() / 1e6;
    }
}
