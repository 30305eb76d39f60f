package dev.baltoro.train.pretrain;

import dev.baltoro.data.sample.PackedSampler;
import dev.baltoro.data.shard.TokenShards;
import dev.baltoro.model.K2Config;
import dev.baltoro.model.K2Model;
import dev.baltoro.model.WeightForm;
import dev.baltoro.model.checkpoint.HuggingFaceFolder;
import dev.baltoro.tensor.DType;
import dev.baltoro.tensor.Seed;
import dev.baltoro.tensor.Tensor;
import dev.baltoro.tensor.Workers;
import dev.baltoro.train.recipe.Machine;
import dev.baltoro.train.recipe.Recipe;
import dev.baltoro.train.run.Metric;
import dev.baltoro.train.schedule.WarmupStableDecay;
import dev.baltoro.train.step.StepBatch;
import dev.baltoro.train.step.StepMetric;
import dev.baltoro.train.step.StepResult;
import dev.baltoro.train.step.StepSettings;
import dev.baltoro.train.step.TrainingState;
import dev.baltoro.train.step.TrainingStep;
import java.io.IOException;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.function.BooleanSupplier;

/// Pretrains a model as its recipe says (K2 report §2.5).
///
/// The loop is [#run]; a [Watcher] is told how it goes.
public final class Pretraining implements AutoCloseable {
    private final Recipe recipe;
    private final K2Config config;
    private final Timeline timeline;
    private final WarmupStableDecay schedule;
    private final StagedData data;
    private final Workers workers;
    private final TrainingState state;
    private final TrainingStep step;

    /// What a run tells while it goes on; called on the loop's thread, after each step.
    public interface Watcher {
        /// A step is done.
        ///
        /// @param maxLogit_LH each layer's and head's largest attention logit
        /// @param load_LE tokens that each layer's experts got
        void step(Metric.Step step, float[][] maxLogit_LH, long[][] load_LE) throws IOException;

        /// It is time to measure the held-out loss: [Pretraining#heldOut] and [Pretraining#model].
        void evaluate(long step) throws IOException;

        /// It is time to save: [Pretraining#save].
        void checkpoint(long step) throws IOException;
    }

    private Pretraining(
            Recipe recipe, K2Config config, StagedData data, Workers workers, TrainingState state) {
        this.recipe = recipe;
        this.config = config;
        this.timeline = new Timeline(recipe);
        this.schedule = WarmupStableDecay.over(recipe.steps(), recipe.schedule());
        this.data = data;
        this.workers = workers;
        this.state = state;
        this.step = new TrainingStep(state, StepSettings.of(recipe), workers);
    }

    /// {@return a run from its beginning}
    ///
    /// @param config the model's shape; the recipe's stages may extend its context
    public static Pretraining start(Recipe recipe, K2Config config, TokenShards shards) {
        StagedData data = new StagedData(recipe, shards);
        DType compute = recipe.precision().dtype();
        Workers workers = Workers.of(recipe.decided(Machine.here()).workers());
        try {
            K2Model model = firstWeights(recipe, config, compute);
            return new Pretraining(
                    recipe,
                    config,
                    data,
                    workers,
                    TrainingState.start(model, recipe.optimizer(), compute, workers));
        } catch (RuntimeException e) {
            workers.close();
            throw e;
        }
    }

    /// {@return a run that goes on where [#save] wrote `checkpoint`}
    public static Pretraining resume(
            Recipe recipe, K2Config config, TokenShards shards, Path checkpoint)
            throws IOException {
        StagedData data = new StagedData(recipe, shards);
        Workers workers = Workers.of(recipe.decided(Machine.here()).workers());
        try {
            TrainingState state =
                    TrainingState.load(
                            checkpoint, recipe.optimizer(), recipe.precision().dtype(), workers);
            return new Pretraining(recipe, config, data, workers, state);
        } catch (IOException | RuntimeException e) {
            workers.close();
            throw e;
        }
    }

    /// {@return fresh weights, or those of another model}
    private static K2Model firstWeights(Recipe recipe, K2Config config, DType compute) {
        return recipe.model()
                .from()
                .map(folder ->
                        K2Model.of(
                                config,
                                HuggingFaceFolder.open(folder, config, note -> {}),
                                new WeightForm.Trainable(compute)))
                .orElseGet(() ->
                        K2Model.fresh(
                                config,
                                new Seed(recipe.seed()).derive("weights"),
                                recipe.model().weights(),
                                compute));
    }

    /// Trains until the last stage is done, or until `stop` says so between two steps.
    ///
    /// @throws NonFiniteException after the recipe's number of non-finite steps in a row
    public void run(Watcher watcher, BooleanSupplier stop) throws IOException {
        while (state.step() < recipe.steps() && !stop.getAsBoolean()) {
            long started = System.nanoTime();
            step.reconfigure(Contexts.of(config, recipe, timeline.after(state.step()).index()));
            StepBatch batch = data.batch(state.step());
            double rate = schedule.rate(state.step());

            StepResult result = step.take(batch, rate);

            double seconds = (System.nanoTime() - started) * 1e-9;
            state.addSeconds(seconds);
            watcher.step(
                    StepMetric.of(
                            state.step(), result, state, rate, batch.rows().validCount() / seconds),
                    result.pass().telemetry().maxLogits(),
                    result.pass().telemetry().loads());
            if (isDue(recipe.evaluateEverySteps())) {
                watcher.evaluate(state.step());
            }
            if (isDue(recipe.checkpoint().everySteps())) {
                watcher.checkpoint(state.step());
            }
        }
    }

    private boolean isDue(int everySteps) {
        return everySteps > 0 && state.step() % everySteps == 0 || state.step() == recipe.steps();
    }

    /// {@return the mean held-out loss of each domain in nats a token}
    public Map<String, Double> heldOut() {
        Map<String, Double> losses = new LinkedHashMap<>();
        int tokens = recipe.data().heldOutTokens();
        if (tokens > 0) {
            PackedSampler sampler = data.upTo(state.step());
            for (String domain : sampler.domains()) {
                losses.put(domain, step.loss(sampler.heldOut(domain, tokens)));
            }
        }
        return losses;
    }

    /// Writes the state to `folder`, for [#resume].
    public void save(Path folder) throws IOException {
        state.save(folder);
    }

    /// {@return the model as it is now}
    public K2Model model() {
        return state.model();
    }

    /// {@return steps done}
    public long step() {
        return state.step();
    }

    /// {@return threads that compute}
    public int workerCount() {
        return workers.count();
    }

    Map<String, Tensor> stateTensors() {
        return state.tensors();
    }

    @Override
    public void close() {
        step.close();
        workers.close();
    }
}
