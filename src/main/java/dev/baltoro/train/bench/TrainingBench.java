package dev.baltoro.train.bench;

import dev.baltoro.data.sample.PackedBatch;
import dev.baltoro.model.K2Config;
import dev.baltoro.model.K2Model;
import dev.baltoro.tensor.DType;
import dev.baltoro.tensor.Seed;
import dev.baltoro.tensor.Workers;
import dev.baltoro.train.recipe.Machine;
import dev.baltoro.train.recipe.Recipe;
import dev.baltoro.train.step.StepBatch;
import dev.baltoro.train.step.StepResult;
import dev.baltoro.train.step.StepSettings;
import dev.baltoro.train.step.TrainingState;
import dev.baltoro.train.step.TrainingStep;
import java.util.Arrays;
import java.util.Collections;
import java.util.SplittableRandom;
import java.util.stream.IntStream;

/// Whole optimizer steps on random tokens, timed part by part.
public final class TrainingBench implements AutoCloseable {
    private static final int NEWTON_SCHULZ_RUNS = 5;

    private final Workers workers;
    private final TrainingStep step;
    private final StepBatch batch;

    /// @param rows sequences of a step
    /// @param length tokens of a sequence
    public TrainingBench(Recipe recipe, K2Config config, int rows, int length) {
        DType compute = recipe.precision().dtype();
        Seed seed = new Seed(recipe.seed()).derive("weights");
        this.workers = Workers.of(recipe.decided(Machine.here()).workers());
        this.step =
                new TrainingStep(
                        TrainingState.start(
                                K2Model.random(config, seed, compute),
                                recipe.optimizer(),
                                compute,
                                workers),
                        StepSettings.of(recipe),
                        workers);
        this.batch =
                StepBatch.meanCrossEntropy(random(config.vocabSize(), rows, length, recipe.seed()));
    }

    private static PackedBatch random(int vocabulary, int rows, int length, long seed) {
        SplittableRandom random = new SplittableRandom(seed);
        int[] tokens = new int[rows * length];
        int[] targets = new int[rows * length];
        Arrays.setAll(tokens, i -> random.nextInt(vocabulary));
        for (int i = 0; i < tokens.length; i++) {
            targets[i] = i % length == length - 1 ? PackedBatch.NO_TARGET : tokens[i + 1];
        }
        return PackedBatch.full(
                rows,
                length,
                tokens,
                targets,
                new int[tokens.length],
                Collections.nCopies(rows, "random"));
    }

    /// Takes one step and says how long its parts took.
    public StepResult.Seconds step(double rate) {
        StepResult result = step.take(batch, rate);
        if (result.skipped()) {
            throw new IllegalStateException(
                    "the step's loss is not finite: " + result.pass().crossEntropy());
        }
        return result.seconds();
    }

    /// {@return tokens of a step}
    public int tokens() {
        return batch.rows().tokens().length;
    }

    /// {@return operations of Newton–Schulz in a step, by their count}
    public double newtonSchulzOperations() {
        return step.state().optimizer().newtonSchulzOperations();
    }

    /// {@return seconds of Newton–Schulz alone, the median of a few}
    public double newtonSchulzSeconds() {
        return IntStream.range(0, NEWTON_SCHULZ_RUNS)
                .mapToDouble(run -> step.state().optimizer().newtonSchulzSeconds())
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
        step.close();
        workers.close();
    }
}
