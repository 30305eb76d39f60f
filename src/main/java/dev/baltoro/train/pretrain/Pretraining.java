package dev.baltoro.train.pretrain;

import dev.baltoro.data.sample.PackedBatch;
import dev.baltoro.data.sample.PackedSampler;
import dev.baltoro.data.sample.Packing;
import dev.baltoro.data.shard.TokenShards;
import dev.baltoro.model.K2Config;
import dev.baltoro.model.K2Model;
import dev.baltoro.tensor.Seed;
import dev.baltoro.tensor.Tensor;
import dev.baltoro.tensor.Workers;
import dev.baltoro.train.optim.ExpertBalance;
import dev.baltoro.train.optim.QkClip;
import dev.baltoro.train.pretrain.Timeline.Place;
import dev.baltoro.train.recipe.Balance;
import dev.baltoro.train.recipe.OptimizerSettings;
import dev.baltoro.train.recipe.Recipe;
import dev.baltoro.train.run.Metric;
import dev.baltoro.train.schedule.WarmupStableDecay;
import java.io.IOException;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.function.BooleanSupplier;

/// Pretrains a model as its recipe says (K2 report §2.5).
///
/// The loop is [#run]; whoever watches it is a [Watcher].
public final class Pretraining implements AutoCloseable {
    private final Recipe recipe;
    private final Timeline timeline;
    private final WarmupStableDecay schedule;
    private final TokenShards shards;
    private final Workers workers;
    private final BatchCompute compute;
    private final TrainingState state;
    private final K2Config config;
    private final Map<Integer, PackedSampler> samplers = new HashMap<>();

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
            Recipe recipe,
            K2Config config,
            TokenShards shards,
            Workers workers,
            TrainingState state) {
        this.recipe = recipe;
        this.timeline = new Timeline(recipe);
        this.schedule = WarmupStableDecay.over(recipe.steps(), recipe.schedule());
        this.shards = shards;
        this.workers = workers;
        this.state = state;
        this.config = config;
        this.compute = new BatchCompute(workers, recipe.recompute());
    }

    /// {@return a run from its beginning}
    ///
    /// @param config the model's shape; the recipe's stages may extend its context
    public static Pretraining start(Recipe recipe, K2Config config, TokenShards shards) {
        Workers workers = workers(recipe);
        TrainingState state = TrainingState.start(recipe, config, workers);
        return new Pretraining(recipe, config, shards, workers, state);
    }

    /// {@return a run that goes on where [#save] wrote `checkpoint`}
    public static Pretraining resume(
            Recipe recipe, K2Config config, TokenShards shards, Path checkpoint)
            throws IOException {
        Workers workers = workers(recipe);
        TrainingState state = TrainingState.load(checkpoint, recipe, workers);
        return new Pretraining(recipe, config, shards, workers, state);
    }

    private static Workers workers(Recipe recipe) {
        return recipe.workers() == 0 ? Workers.onePerCore() : Workers.of(recipe.workers());
    }

    /// Trains until the last stage is done, or until `stop` says so between two steps.
    ///
    /// @throws NonFiniteException after the recipe's number of non-finite steps in a row
    public void run(Watcher watcher, BooleanSupplier stop) throws IOException {
        while (state.step < recipe.steps() && !stop.getAsBoolean()) {
            long started = System.nanoTime();
            Place place = timeline.after(state.step);
            if (state.reconfigure(Contexts.of(config, recipe, place.index()))) {
                compute.release(); // its buffers belong to the parameters before
            }
            PackedBatch batch = sampler(place).batch(place.position(), place.rows());
            double rate = schedule.rate(state.step);

            StepResult result =
                    compute.forwardBackward(
                            state.model(), batch, recipe.batch().microBatchTokens());
            boolean finite = result.isFinite();
            int clipped = finite ? update(result, rate) : skip(result);

            state.step++;
            state.tokens += finite ? batch.tokens().length : 0;
            double seconds = (System.nanoTime() - started) * 1e-9;
            state.seconds += seconds;
            watcher.step(
                    metric(result, rate, clipped, !finite, batch.tokens().length / seconds),
                    result.telemetry().maxLogits(),
                    result.telemetry().loads());
            if (isDue(recipe.evaluateEverySteps())) {
                watcher.evaluate(state.step);
            }
            if (isDue(recipe.checkpoint().everySteps())) {
                watcher.checkpoint(state.step);
            }
        }
    }

    /// One optimizer step: MuonClip, then QK-Clip, then the experts' balance; returns the clipped
    /// heads.
    private int update(StepResult result, double rate) {
        state.nonFiniteInARow = 0;
        OptimizerSettings settings = recipe.optimizer();
        double normMax = settings.gradientNormMax();
        double scale = normMax == 0 ? 1 : Math.min(1, normMax / (result.gradientNorm() + 1e-6));
        state.optimizer().step(compute.gradients(), scale, rate);
        int clipped = 0;
        if (settings.qkClip().enabled()) {
            clipped =
                    QkClip.apply(
                            state.model(), result.telemetry().maxLogits(), settings.qkClip().tau());
        }
        Balance balance = recipe.balance();
        boolean frozen = state.step >= recipe.steps() * (1 - balance.biasFrozenFraction());
        ExpertBalance.update(
                state.model(),
                result.telemetry().loads(),
                frozen ? 0 : balance.biasUpdateRate(),
                balance.biasRule() == Balance.BiasRule.CENTERED_SIGN);
        state.model().refresh();
        return clipped;
    }

    private int skip(StepResult result) {
        state.nonFiniteInARow++;
        if (state.nonFiniteInARow > recipe.stability().nonFiniteStepsMax()) {
            throw new NonFiniteException(
                    "loss or gradient was not finite in %d steps in a row (step %d: loss %s, gradient norm %s); lower schedule.peak or resume from an earlier checkpoint"
                            .formatted(
                                    state.nonFiniteInARow,
                                    state.step + 1,
                                    result.loss(),
                                    result.gradientNorm()));
        }
        return 0;
    }

    /// {@return the mean held-out loss of each domain in nats a token}
    public Map<String, Double> heldOut() {
        Map<String, Double> losses = new LinkedHashMap<>();
        int tokens = recipe.data().heldOutTokens();
        if (tokens > 0) {
            PackedSampler sampler = sampler(timeline.after(Math.max(0, state.step - 1)));
            for (String domain : sampler.domains()) {
                PackedBatch rows = sampler.heldOut(domain, tokens);
                losses.put(
                        domain,
                        compute.loss(state.model(), rows, recipe.batch().microBatchTokens()));
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
        return state.step;
    }

    /// {@return threads that compute}
    public int workerCount() {
        return workers.count();
    }

    Map<String, Tensor> stateTensors() {
        return state.tensors();
    }

    private boolean isDue(int everySteps) {
        return everySteps > 0 && state.step % everySteps == 0 || state.step == recipe.steps();
    }

    private PackedSampler sampler(Place place) {
        return samplers.computeIfAbsent(
                place.index(),
                index ->
                        new PackedSampler(
                                shards,
                                Contexts.mix(recipe, shards),
                                place.stage().sequenceLength(),
                                new Seed(recipe.seed()).derive("data").derive(index).value(),
                                recipe.data().documentMask()
                                        ? Packing.DOCUMENT_MASKED
                                        : Packing.UNMASKED));
    }

    private Metric.Step metric(
            StepResult result, double rate, int clipped, boolean skipped, double speed) {
        return new Metric.Step(
                state.step,
                state.tokens,
                result.loss(),
                result.telemetry().balanceLoss(),
                rate,
                speed,
                result.maxLogit(),
                clipped,
                ExpertBalance.imbalance(result.telemetry().loads()),
                result.gradientNorm(),
                skipped,
                state.seconds);
    }

    @Override
    public void close() {
        compute.close();
        state.close();
        workers.close();
    }
}
