package dev.baltoro.engine.bench;

import dev.baltoro.engine.Engine;
import dev.baltoro.engine.EngineOptions;
import dev.baltoro.engine.EngineStatistics;
import dev.baltoro.engine.GenerationRequest;
import dev.baltoro.engine.Pause;
import dev.baltoro.engine.SamplingParameters;
import dev.baltoro.engine.TokenStream;
import dev.baltoro.model.K2Model;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import java.util.Set;
import java.util.concurrent.ExecutionException;

/// Times a model in the engine on random tokens; nothing is measured before it has run for a while.
public final class EngineBench {
    /// How long a thing runs before it is measured, at least once. A small model's steps take a
    /// second or so until the compiler is done with them.
    private static final long WARM_UP_NANOS = 2_000_000_000;

    private final K2Model model;
    private final EngineOptions options;
    private final Random random = new Random(1);

    /// @param model is decoded greedily
    /// @param threads cores that compute
    public EngineBench(K2Model model, int threads) {
        this.model = model;
        this.options =
                new EngineOptions(
                        threads,
                        64,
                        1024,
                        65_536,
                        32,
                        65_536, // a prompt is not cut: nothing else waits for a token
                        EngineOptions.KvAfterUpdate.DROP);
    }

    /// Several measurements of one thing, in its unit.
    public record Samples(String name, String unit, double[] values) {
        /// {@return the value in the middle}
        public double median() {
            double[] sorted = values.clone();
            Arrays.sort(sorted);
            return sorted[sorted.length / 2];
        }

        /// {@return the smallest value}
        public double least() {
            return Arrays.stream(values).min().orElse(Double.NaN);
        }

        /// {@return the largest value}
        public double most() {
            return Arrays.stream(values).max().orElse(Double.NaN);
        }
    }

    private GenerationRequest request(int[] prompt, int tokens) {
        return GenerationRequest.of(prompt, tokens, SamplingParameters.GREEDY, Set.of());
    }

    private int[] prompt(int length) {
        return random.ints(length, 0, model.config().vocabSize()).toArray();
    }

    /// {@return prompt tokens a second of `batch` prompts of `length` at once}
    public Samples prefill(int length, int batch, int repeats) {
        return repeat(
                "prefill %dx%d".formatted(length, batch),
                "tok/s",
                repeats,
                engine -> {
                    EngineStatistics before = engine.statistics();
                    run(engine, length, batch, 1);
                    EngineStatistics after = engine.statistics();
                    return (double) length
                            * batch
                            / (after.prefillNanos() - before.prefillNanos())
                            * 1e9;
                });
    }

    /// {@return tokens a second of `batch` sequences after prompts of `length`}
    public Samples decode(int length, int batch, int tokens, int repeats) {
        return repeat(
                "decode at batch %d".formatted(batch),
                "tok/s",
                repeats,
                engine -> {
                    EngineStatistics before = engine.statistics();
                    run(engine, length, batch, tokens);
                    EngineStatistics after = engine.statistics();
                    long made = after.completionTokens() - before.completionTokens();
                    return (double) made / (after.decodeNanos() - before.decodeNanos()) * 1e9;
                });
    }

    /// {@return milliseconds to the first token of a prompt that has `shared` tokens and 8 of its
    /// own; first without, then with the shared ones in the cache}
    public List<Samples> firstToken(int shared, int repeats) {
        double[] cold = new double[repeats];
        double[] warm = new double[repeats];
        try (Engine engine = open()) {
            run(engine, shared, 1, 2);
            for (int i = 0; i < repeats; i++) {
                int[] beginning = prompt(shared);
                cold[i] = millisToFirst(engine, beginning);
                warm[i] = millisToFirst(engine, beginning);
            }
        }
        return List.of(
                new Samples("first token, %d tokens cold".formatted(shared), "ms", cold),
                new Samples("first token, %d tokens shared".formatted(shared), "ms", warm));
    }

    private double millisToFirst(Engine engine, int[] beginning) {
        int[] prompt = Arrays.copyOf(beginning, beginning.length + 8);
        System.arraycopy(prompt(8), 0, prompt, beginning.length, 8);
        long start = System.nanoTime();
        try (TokenStream stream = engine.generate(request(prompt, 1))) {
            boolean unused = stream.next().isPresent();
            return (System.nanoTime() - start) / 1e6;
        } catch (InterruptedException e) {
            throw new IllegalStateException("interrupted while measuring", e);
        }
    }

    /// {@return milliseconds from asking for other weights to having them, while `batch` sequences
    /// are decoded; and milliseconds of such a decode step}
    public List<Samples> swap(int batch, int repeats) {
        double[] swaps = new double[repeats];
        double[] steps = new double[repeats];
        try (Engine engine = open()) {
            for (int i = 0; i < repeats; i++) {
                List<TokenStream> streams = start(engine, 16, batch, 40);
                streams.forEach(EngineBench::first);
                EngineStatistics before = engine.statistics();
                long begin = System.nanoTime();
                long unused = engine.swap(model).get();
                swaps[i] = (System.nanoTime() - begin) / 1e6;
                streams.forEach(EngineBench::drain);
                EngineStatistics after = engine.statistics();
                steps[i] =
                        (after.decodeNanos() - before.decodeNanos())
                                / 1e6
                                / (after.steps() - before.steps());
            }
        } catch (InterruptedException | ExecutionException e) {
            throw new IllegalStateException("a swap failed while measuring", e);
        }
        return List.of(
                new Samples("swap of all weights, waiting for the step included", "ms", swaps),
                new Samples("decode step at batch %d".formatted(batch), "ms", steps));
    }

    private interface Measure {
        double of(Engine engine);
    }

    private Samples repeat(String name, String unit, int repeats, Measure measure) {
        double[] values = new double[repeats];
        try (Engine engine = open()) {
            long begin = System.nanoTime();
            do {
                double unused = measure.of(engine);
            } while (System.nanoTime() - begin < WARM_UP_NANOS);
            for (int i = 0; i < repeats; i++) {
                values[i] = measure.of(engine);
            }
        }
        return new Samples(name, unit, values);
    }

    private Engine open() {
        return Engine.open(model, Optional.empty(), options);
    }

    private List<TokenStream> start(Engine engine, int length, int batch, int tokens) {
        Pause pause = engine.pause().join(); // so that all begin together
        List<TokenStream> streams = new ArrayList<>();
        for (int b = 0; b < batch; b++) {
            streams.add(engine.generate(request(prompt(length), tokens)));
        }
        pause.close();
        return streams;
    }

    private void run(Engine engine, int length, int batch, int tokens) {
        start(engine, length, batch, tokens).forEach(EngineBench::drain);
        engine.pause().join().close(); // statistics are up to date between steps
    }

    private static void first(TokenStream stream) {
        try {
            boolean unused = stream.next().isPresent();
        } catch (InterruptedException e) {
            throw new IllegalStateException("interrupted while measuring", e);
        }
    }

    private static void drain(TokenStream stream) {
        try {
            while (stream.next().isPresent()) {}
        } catch (InterruptedException e) {
            throw new IllegalStateException("interrupted while measuring", e);
        }
    }
}
