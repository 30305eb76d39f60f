package dev.baltoro.rl.bench;

import dev.baltoro.engine.Engine;
import dev.baltoro.engine.EngineOptions;
import dev.baltoro.engine.EngineStatistics;
import dev.baltoro.engine.GenerationRequest;
import dev.baltoro.engine.Pause;
import dev.baltoro.engine.SamplingParameters;
import dev.baltoro.engine.TokenStream;
import dev.baltoro.engine.bench.EngineBench.Samples;
import dev.baltoro.model.K2Model;
import dev.baltoro.model.checkpoint.Checkpoints;
import dev.baltoro.tensor.DType;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import java.util.Set;

/// How trained weights reach the engine: by a change of references while sequences run, against a
/// decode step, and against the way over the disk that engines of other processes need.
///
/// @param folder the model
/// @param compute what engine and trainer compute in
/// @param threads cores that compute
/// @param batch sequences that are decoded meanwhile
/// @param repeats measurements of each thing
public record HandoverBench(
        BenchFolder folder, DType compute, int threads, int batch, int repeats) {
    private static final int PROMPT_TOKENS = 16;
    private static final int STEPS_BEFORE = 8;
    private static final int STEPS_AFTER = 40;

    /// Measurements whose loops the compiler has not seen yet.
    private static final int WARM_UP = 2;

    /// {@return milliseconds: until nothing computes, of the hand-over itself, of a decode step
    /// beside it, of writing a model and opening an engine on it}
    public List<Samples> run() throws InterruptedException {
        double[] pauses = new double[repeats];
        double[] swaps = new double[repeats];
        double[] steps = new double[repeats];
        double[] reloads = new double[repeats];
        try (K2Model model = Checkpoints.load(folder.model(), compute, _ -> {});
                Engine engine = open(model)) {
            for (int i = -WARM_UP; i < repeats; i++) {
                int at = Math.max(0, i);
                EngineStatistics before = engine.statistics();
                List<TokenStream> streams = begin(engine);
                long asked = System.nanoTime();
                long stopped;
                try (Pause pause = engine.pause().join()) {
                    stopped = System.nanoTime();
                    model.refresh();
                    long unused = engine.swap(model).join();
                }
                swaps[at] = millis(stopped);
                pauses[at] = (stopped - asked) / 1e6;
                steps[at] = decodeStep(engine, streams, before);
            }
            for (int i = -1; i < repeats; i++) {
                reloads[Math.max(0, i)] = reload(model);
            }
        }
        return List.of(
                new Samples("pause: the decode step under way", "ms", pauses),
                new Samples("hand-over: refresh and swap", "ms", swaps),
                new Samples("decode step at batch " + batch, "ms", steps),
                new Samples("save, load, open an engine", "ms", reloads));
    }

    private Engine open(K2Model model) {
        return Engine.open(
                model,
                Optional.empty(),
                EngineOptions.standard()
                        .withThreads(threads)
                        .withSequences(Math.max(batch, 1), 4 * batch));
    }

    private List<TokenStream> begin(Engine engine) throws InterruptedException {
        Random random = new Random(1);
        List<TokenStream> streams = new ArrayList<>();
        for (int i = 0; i < batch; i++) {
            int[] prompt = random.ints(PROMPT_TOKENS, 0, folder.config().vocabSize()).toArray();
            streams.add(
                    engine.generate(
                            GenerationRequest.of(
                                    prompt,
                                    STEPS_BEFORE + STEPS_AFTER,
                                    SamplingParameters.GREEDY,
                                    Set.of())));
        }
        for (TokenStream stream : streams) {
            for (int i = 0; i < STEPS_BEFORE; i++) {
                boolean unused = stream.next().isPresent();
            }
        }
        return streams;
    }

    /// Over all steps since `before`: on a busy machine the engine may be through before it is
    /// asked.
    private static double decodeStep(
            Engine engine, List<TokenStream> streams, EngineStatistics before)
            throws InterruptedException {
        for (TokenStream stream : streams) {
            while (stream.next().isPresent()) {}
        }
        engine.pause().join().close(); // statistics are up to date between steps
        EngineStatistics after = engine.statistics();
        return (after.decodeNanos() - before.decodeNanos())
                / 1e6
                / Math.max(1, after.steps() - before.steps());
    }

    private double reload(K2Model model) {
        long began = System.nanoTime();
        folder.export(model, folder.path().resolve("handed-over"));
        try (K2Model loaded =
                        Checkpoints.load(folder.path().resolve("handed-over"), compute, _ -> {});
                Engine engine = open(loaded)) {
            engine.pause().join().close(); // it is running
            return millis(began);
        }
    }

    private static double millis(long since) {
        return (System.nanoTime() - since) / 1e6;
    }
}
