package dev.baltoro.train.step;

import dev.baltoro.data.sample.PackedBatch;
import dev.baltoro.model.K2Config;
import dev.baltoro.model.K2Model;
import dev.baltoro.tensor.Workers;
import dev.baltoro.train.optim.ExpertBalance;
import dev.baltoro.train.optim.QkClip;
import dev.baltoro.train.recipe.Balance;

/// One optimizer step of MuonClip (K2 report, Algorithm 1): gradients over micro-batches, Muon and
/// AdamW, QK-Clip, the experts' balance.
///
/// ```java
/// try (TrainingStep step = new TrainingStep(state, settings, workers)) {
///     while (step.state().step() < steps) {
///         StepBatch batch = source.batch(step.state().step());
///         StepResult result = step.take(batch, rate);
///     }
/// }
/// ```
///
/// A step is a pure function of state, batch, rate and number of workers. It owns its state; the
/// workers are the caller's.
public final class TrainingStep implements AutoCloseable {
    private final TrainingState state;
    private final StepSettings settings;
    private final BatchCompute compute;

    /// @param state where to begin; closed with this
    /// @param workers what computes; open as long as this is used
    public TrainingStep(TrainingState state, StepSettings settings, Workers workers) {
        this.state = state;
        this.settings = settings;
        this.compute = new BatchCompute(workers, settings.recompute(), settings.microBatchTokens());
    }

    /// Takes a step.
    ///
    /// If its loss, gradient or attention logits are not finite, no weight and no momentum changes;
    /// the step counts as done.
    ///
    /// @param rate learning rate
    /// @throws NonFiniteException if more steps in a row were not finite than the settings allow
    public StepResult take(StepBatch batch, double rate) {
        return take(batch, rate, () -> {});
    }

    /// Takes a step while others may still read the weights.
    ///
    /// @param beforeChange called once the gradient is known and before anything is changed; when
    ///   it returns, nobody else reads the weights. The time in it is not counted
    public StepResult take(StepBatch batch, double rate, Runnable beforeChange) {
        Stopwatch watch = new Stopwatch();
        PassResult pass = compute.forwardBackward(state.model(), batch);
        double gradients = watch.lap();
        beforeChange.run();
        double unused = watch.lap(); // others' time
        if (!pass.isFinite()) {
            skip(pass);
            return new StepResult(pass, true, 0, new StepResult.Seconds(gradients, 0, 0, 0, 0));
        }
        double scale = settings.gradientScale(pass.gradientNorm());
        state.optimizer().step(compute.gradients(), scale, rate);
        double optimizer = watch.lap();
        int clipped = clip(pass);
        double clip = watch.lap();
        balance(pass);
        double balance = watch.lap();
        state.model().refresh();
        double refresh = watch.lap();
        state.stepDone(batch.rows().validCount());
        return new StepResult(
                pass,
                false,
                clipped,
                new StepResult.Seconds(gradients, optimizer, clip, balance, refresh));
    }

    private int clip(PassResult pass) {
        return settings.optimizer().qkClip().enabled()
                ? QkClip.apply(
                        state.model(),
                        pass.telemetry().maxLogits(),
                        settings.optimizer().qkClip().tau())
                : 0;
    }

    private void balance(PassResult pass) {
        ExpertBalance.update(
                state.model(),
                pass.telemetry().loads(),
                settings.biasRate(state.step()),
                settings.balance().biasRule() == Balance.BiasRule.CENTERED_SIGN);
    }

    private void skip(PassResult pass) {
        int inARow = state.nonFiniteInARow() + 1;
        if (inARow > settings.nonFiniteStepsMax()) {
            throw new NonFiniteException(
                    "loss or gradient was not finite in %d steps in a row (step %d: loss %s, gradient norm %s); lower schedule.peak or resume from an earlier checkpoint"
                            .formatted(
                                    inARow,
                                    state.step() + 1,
                                    pass.crossEntropy(),
                                    pass.gradientNorm()));
        }
        state.stepSkipped();
    }

    /// {@return mean cross-entropy of `rows` in nats a target; nothing is counted or changed}
    public double loss(PackedBatch rows) {
        return compute.loss(state.model(), rows);
    }

    /// {@return the log-probability of each token's target in nats, row-major over `rows`; 0 where
    /// there is none}
    ///
    /// At the same weights the bits are those of the pass that [#take] makes of the same rows.
    public float[] score(PackedBatch rows) {
        return compute.logProbabilities(state.model(), rows);
    }

    /// {@return the same of another model of the same vocabulary, such as a teacher or the weights
    /// that a run began with}
    public float[] score(K2Model other, PackedBatch rows) {
        return compute.logProbabilities(other, rows);
    }

    /// Goes on with another configuration of the same weights, such as a longer context.
    public void reconfigure(K2Config config) {
        if (state.reconfigure(config)) {
            compute.release(); // its buffers belong to the parameters before
        }
    }

    /// {@return the state that steps change}
    public TrainingState state() {
        return state;
    }

    /// {@return the model as it is now; another one after [#reconfigure]}
    public K2Model model() {
        return state.model();
    }

    @Override
    public void close() {
        compute.close();
        state.close();
    }

    /// Seconds between one look at the clock and the next.
    private static final class Stopwatch {
        private long last = System.nanoTime();

        double lap() {
            long before = last;
            last = System.nanoTime();
            return (last - before) * 1e-9;
        }
    }
}
