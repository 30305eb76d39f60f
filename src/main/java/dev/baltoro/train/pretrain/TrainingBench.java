package dev.baltoro.train.pretrain;

import dev.baltoro.data.sample.PackedBatch;
import dev.baltoro.model.K2Config;
import dev.baltoro.tensor.Workers;
import dev.baltoro.train.optim.QkClip;
import dev.baltoro.train.recipe.OptimizerSettings;
import dev.baltoro.train.recipe.Recipe;
import java.util.Arrays;
import java.util.Collections;
import java.util.SplittableRandom;
import java.util.stream.IntStream;

/// Whole optimizer steps on random tokens, timed part by part.
public final class TrainingBench implements AutoCloseable {
    private static final int NEWTON_SCHULZ_RUNS = 5;

    private final Recipe recipe;
    private final Workers workers;
    private final BatchCompute compute;
    private final TrainingState state;
    private final PackedBatch batch;

    /// Seconds of one step's parts.
    ///
    /// @param gradients forward, backward and the sum over workers
    /// @param optimizer Muon and AdamW
    /// @param clip QK-Clip, its maxima not included: they come with the attention's softmax
    /// @param refresh bringing the computing copies up to date
    public record Seconds(double gradients, double optimizer, double clip, double refresh) {
        /// {@return the whole step}
        public double total() {
            return gradients + optimizer + clip + refresh;
        }
    }

    /// @param rows sequences of a step
    /// @param length tokens of a sequence
    public TrainingBench(Recipe recipe, K2Config config, int rows, int length) {
        this.recipe = recipe;
        this.workers = recipe.workers() == 0 ? Workers.onePerCore() : Workers.of(recipe.workers());
        this.compute = new BatchCompute(workers, recipe.recompute());
        this.state = TrainingState.start(recipe, config, workers);
        this.batch = random(config.vocabSize(), rows, length, recipe.seed());
    }

    private static PackedBatch random(int vocabulary, int rows, int length, long seed) {
        SplittableRandom random = new SplittableRandom(seed);
        int[] tokens = new int[rows * length];
        int[] targets = new int[rows * length];
        Arrays.setAll(tokens, i -> random.nextInt(vocabulary));
        for (int i = 0; i < tokens.length; i++) {
            targets[i] = i % length == length - 1 ? PackedBatch.NO_TARGET : tokens[i + 1];
        }
        return new PackedBatch(
                rows,
                length,
                tokens,
                targets,
                new int[tokens.length],
                Collections.nCopies(rows, "random"));
    }

    /// Takes one step and says how long its parts took.
    public Seconds step(double rate) {
        OptimizerSettings settings = recipe.optimizer();
        long start = System.nanoTime();
        StepResult result =
                compute.forwardBackward(state.model(), batch, recipe.batch().microBatchTokens());
        if (!result.isFinite()) {
            throw new IllegalStateException("the step's loss is not finite: " + result.loss());
        }
        long computed = System.nanoTime();
        state.optimizer().step(compute.gradients(), 1, rate);
        long stepped = System.nanoTime();
        if (settings.qkClip().enabled()) {
            int unused =
                    QkClip.apply(
                            state.model(), result.telemetry().maxLogits(), settings.qkClip().tau());
        }
        long clipped = System.nanoTime();
        state.model().refresh();
        long refreshed = System.nanoTime();
        return new Seconds(
                (computed - start) * 1e-9,
                (stepped - computed) * 1e-9,
                (clipped - stepped) * 1e-9,
                (refreshed - clipped) * 1e-9);
    }

    /// {@return tokens of a step}
    public int tokens() {
        return batch.tokens().length;
    }

    /// {@return operations of Newton–Schulz in a step, by their count}
    public double newtonSchulzOperations() {
        return state.optimizer().newtonSchulzOperations();
    }

    /// {@return seconds of Newton–Schulz alone, the median of a few}
    public double newtonSchulzSeconds() {
        return IntStream.range(0, NEWTON_SCHULZ_RUNS)
                .mapToDouble(run -> state.optimizer().newtonSchulzSeconds())
                .sorted()
                .skip(NEWTON_SCHULZ_RUNS / 2)
                .findFirst()
                .orElseThrow();
    }

    /// {@return the threads that compute}
    public Workers workers() {
        return workers;
    }

    @Override
    public void close() {
        compute.close();
        state.close();
        workers.close();
    }
}
