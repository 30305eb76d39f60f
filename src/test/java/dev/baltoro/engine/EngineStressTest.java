package dev.baltoro.engine;

import static org.assertj.core.api.Assertions.assertThat;

import dev.baltoro.engine.ScoredRow.Row;
import dev.baltoro.model.K2Config;
import dev.baltoro.model.K2Model;
import dev.baltoro.model.Presets;
import dev.baltoro.tensor.DType;
import dev.baltoro.tensor.NativeMemory;
import dev.baltoro.tensor.Seed;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.Set;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/// Requests, scores, pauses and swaps at once, in a cache that is too small for all.
///
/// Two models take turns, even versions are the first's. A sequence that lies within one version
/// has the bits of an engine that never knew another. The seed decides what the threads do, but not
/// in which order: the test must hold in every order.
class EngineStressTest {
    private static final int CLIENTS = 5;
    private static final int ROUNDS = 14;
    private static final int REQUESTS = 6;
    private static final K2Config CONFIG =
            Presets.named("nano")
                    .withOverrides(
                            Map.of(
                                    "vocab_size", 128,
                                    "hidden_size", 32,
                                    "intermediate_size", 32,
                                    "moe_intermediate_size", 16,
                                    "num_hidden_layers", 2,
                                    "n_routed_experts", 4,
                                    "initializer_range", 0.2,
                                    "max_position_embeddings", 1024));

    private final AtomicInteger compared = new AtomicInteger();

    private static int[] prompt(int index) {
        int[] prompt = new Random(index / 2).ints(30 + 90 * index, 0, 128).toArray();
        prompt[prompt.length - 1] = index; // two and two share most of their beginnings
        return prompt;
    }

    private static GenerationRequest request(int index) {
        var sampling = SamplingParameters.DEFAULT.withTemperature(1).withSeed(index);
        return GenerationRequest.of(prompt(index), 40, sampling, Set.of());
    }

    /// Ids and bits, without the version.
    private record Drawn(int id, int bits) {
        static Drawn of(GeneratedToken token) {
            return new Drawn(token.id(), Float.floatToIntBits(token.logProbability()));
        }
    }

    private record Expected(List<List<Drawn>> drawn, List<float[]> scores) {
        static Expected of(K2Model model) throws InterruptedException {
            Expected expected = new Expected(new ArrayList<>(), new ArrayList<>());
            for (int i = 0; i < REQUESTS; i++) {
                try (Engine alone = Engine.open(model);
                        TokenStream stream = alone.generate(request(i))) {
                    expected.drawn.add(read(stream).stream().map(Drawn::of).toList());
                }
                expected.scores.add(Trainer.logprobs(model, prompt(i)));
            }
            return expected;
        }
    }

    private static List<GeneratedToken> read(TokenStream stream) throws InterruptedException {
        List<GeneratedToken> tokens = new ArrayList<>();
        for (var token = stream.next(); token.isPresent(); token = stream.next()) {
            tokens.add(token.get());
        }
        return tokens;
    }

    @ParameterizedTest(name = "seed {0}")
    @ValueSource(longs = {1, 2, 3})
    void everyAnswerIsThatOfItsWeights(long seed) throws Exception {
        long tensors = NativeMemory.liveTensors();
        try (K2Model first = K2Model.random(CONFIG, new Seed(1), DType.F32);
                K2Model second = K2Model.random(CONFIG, new Seed(2), DType.F32)) {
            List<Expected> expected = List.of(Expected.of(first), Expected.of(second));
            EngineOptions small =
                    EngineOptions.standard().withThreads(2).withCacheTokens(1024 + 256);
            try (Engine engine = Engine.open(first, Optional.empty(), small);
                    ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor()) {
                List<Future<?>> running = new ArrayList<>();
                for (int client = 0; client < CLIENTS; client++) {
                    Random random = new Random(31 * seed + client);
                    running.add(
                            threads.submit(() -> {
                                for (int i = 0; i < ROUNDS; i++) {
                                    act(engine, random, expected);
                                }
                                return null;
                            }));
                }
                running.add(
                        threads.submit(() -> {
                            swap(engine, new Random(seed), List.of(first, second));
                            return null;
                        }));
                for (Future<?> each : running) {
                    await(each);
                }
                requireAtRest(engine);
                for (int i = 0; i < REQUESTS; i++) { // nothing old is left behind
                    try (TokenStream stream = engine.generate(request(i))) {
                        compare(read(stream), 4, expected, i);
                    }
                }
            }
        }
        assertThat(compared.get())
                .as("answers within one version")
                .isGreaterThanOrEqualTo(REQUESTS);
        assertThat(NativeMemory.liveTensors()).isEqualTo(tensors);
    }

    private static void await(Future<?> future) throws InterruptedException {
        try {
            Object unused = future.get();
        } catch (ExecutionException e) {
            throw new AssertionError(e.getCause());
        }
    }

    private static void requireAtRest(Engine engine) {
        engine.pause().join().close();
        EngineStatistics statistics = engine.statistics();
        assertThat(engine.isAlive()).isTrue();
        assertThat(statistics.running()).isZero();
        assertThat(statistics.waiting()).isZero();
        assertThat(statistics.usedPages()).isEqualTo(statistics.prefixPages());
        assertThat(statistics.weightVersion()).isEqualTo(4);
    }

    /// Four times, at moments that the others' steps decide.
    private static void swap(Engine engine, Random random, List<K2Model> models)
            throws InterruptedException {
        for (int version = 1; version <= 4; version++) {
            try (TokenStream stream = engine.generate(request(random.nextInt(REQUESTS)))) {
                for (int i = random.nextInt(30); i >= 0; i--) {
                    boolean unused = stream.next().isPresent();
                }
            }
            assertThat(engine.swap(models.get(version % 2)).join()).isEqualTo(version);
        }
    }

    private void act(Engine engine, Random random, List<Expected> expected)
            throws InterruptedException {
        int index = random.nextInt(REQUESTS);
        switch (random.nextInt(5)) {
            case 0 -> {
                List<Row> rows = List.of(Row.of(prompt(index)), Row.of(prompt(0)));
                List<ScoredRow> scored = engine.score(rows).join();
                for (int i = 0; i < 2; i++) {
                    int version = (int) scored.get(i).weightVersion();
                    assertThat(scored.get(i).scores().logprobs())
                            .isEqualTo(expected.get(version % 2).scores.get(i == 0 ? index : 0));
                }
            }
            case 1 -> {
                try (Pause pause = engine.pause().join()) {
                    long steps = engine.statistics().steps();
                    engine.pause().join().close(); // a look at the commands later
                    assertThat(engine.statistics().steps()).isEqualTo(steps);
                }
            }
            case 2 -> {
                try (TokenStream stream = engine.generate(request(index))) {
                    boolean unused = stream.next().isPresent(); // and the reader leaves
                }
            }
            default -> {
                long before = engine.statistics().weightVersion();
                try (TokenStream stream = engine.generate(request(index))) {
                    compare(read(stream), before, expected, index);
                }
            }
        }
    }

    private void compare(
            List<GeneratedToken> made, long before, List<Expected> expected, int index) {
        assertThat(made).hasSize(40);
        long[] versions = made.stream().mapToLong(GeneratedToken::weightVersion).toArray();
        assertThat(versions).isSorted();
        if (versions[39] == before) {
            compared.incrementAndGet();
            assertThat(made.stream().map(Drawn::of))
                    .as("request %d under version %d %s", index, before, Arrays.toString(versions))
                    .isEqualTo(expected.get((int) before % 2).drawn.get(index));
        }
    }
}
