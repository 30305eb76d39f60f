package dev.baltoro.train.sft;

import dev.baltoro.data.sample.ConversationRows;
import dev.baltoro.data.sample.PackedBatch;
import dev.baltoro.model.K2Model;
import dev.baltoro.model.WeightForm;
import dev.baltoro.model.checkpoint.HuggingFaceFolder;
import dev.baltoro.tensor.DType;
import dev.baltoro.tensor.Tensor;
import dev.baltoro.tensor.Workers;
import dev.baltoro.train.recipe.SftRecipe;
import dev.baltoro.train.run.Metric;
import dev.baltoro.train.schedule.WarmupStableDecay;
import dev.baltoro.train.step.BatchSource;
import dev.baltoro.train.step.PassResult;
import dev.baltoro.train.step.StepBatch;
import dev.baltoro.train.step.StepMetric;
import dev.baltoro.train.step.StepResult;
import dev.baltoro.train.step.StepSettings;
import dev.baltoro.train.step.TrainingState;
import dev.baltoro.train.step.TrainingStep;
import java.io.IOException;
import java.nio.file.Path;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.function.BooleanSupplier;
import java.util.function.Consumer;

/// Fine-tunes a model on conversations.
///
/// The loop is [#run]; a [Watcher] is told how it goes.
final class FineTuning implements AutoCloseable {
    private final SftRecipe recipe;
    private final WarmupStableDecay schedule;
    private final BatchSource data;
    private final Optional<ConversationRows> measured;
    private final Workers workers;
    private final TrainingState state;
    private final TrainingStep step;

    /// What a run tells while it goes on; called on the loop's thread, after each step.
    interface Watcher {
        /// A step is done.
        void step(Metric.Step step, PassResult pass) throws IOException;

        /// It is time to measure.
        void evaluate(long step) throws IOException;

        /// It is time to save: [FineTuning#save].
        void checkpoint(long step) throws IOException;
    }

    private FineTuning(SftRecipe recipe, SftData data, Workers workers, TrainingState state) {
        int context = recipe.context().orElseThrow();
        this.recipe = recipe;
        this.schedule = WarmupStableDecay.over(recipe.steps(), recipe.schedule());
        this.data = batches(recipe, data.train(context));
        this.measured = data.measured(context);
        this.workers = workers;
        this.state = state;
        this.step = new TrainingStep(state, StepSettings.of(recipe), workers);
    }

    /// {@return a run from its beginning: the weights, and the optimizer's state where they have
    /// one}
    ///
    /// @param recipe with its steps decided
    /// @param told what became of the optimizer's state, in a line
    static FineTuning start(
            SftRecipe recipe, FirstWeights first, SftData data, Consumer<String> told)
            throws IOException {
        DType compute = recipe.precision().dtype();
        Workers workers = Workers.of(recipe.workers());
        try {
            K2Model model =
                    K2Model.of(
                            first.config(),
                            HuggingFaceFolder.open(first.folder(), first.config(), note -> {}),
                            new WeightForm.Trainable(compute));
            TrainingState state = TrainingState.start(model, recipe.optimizer(), compute, workers);
            told.accept(
                    state.carryOver(first.folder())
                            .map(why -> "the optimizer begins anew: " + why)
                            .orElse("the optimizer goes on with the momenta of " + first.folder()));
            return new FineTuning(recipe, data, workers, state);
        } catch (IOException | RuntimeException e) {
            workers.close();
            throw e;
        }
    }

    /// {@return a run that goes on where [#save] wrote `checkpoint`}
    static FineTuning resume(SftRecipe recipe, SftData data, Path checkpoint) throws IOException {
        Workers workers = Workers.of(recipe.workers());
        try {
            TrainingState state =
                    TrainingState.load(
                            checkpoint, recipe.optimizer(), recipe.precision().dtype(), workers);
            return new FineTuning(recipe, data, workers, state);
        } catch (IOException | RuntimeException e) {
            workers.close();
            throw e;
        }
    }

    /// {@return a step's rows, whole conversations with targets in the assistant's turns; the last
    /// step of the last epoch has those that are left}
    private static BatchSource batches(SftRecipe recipe, ConversationRows rows) {
        int perStep = recipe.rowsPerStep();
        long all = rows.rowsOfEpochs(recipe.epochs());
        return stepsDone -> {
            long position = stepsDone * perStep;
            long left = all - position;
            int count = left > 0 ? (int) Math.min(perStep, left) : perStep;
            return StepBatch.meanCrossEntropy(rows.batch(position, count));
        };
    }

    /// Trains until the last step is done, or until `stop` says so between two steps.
    ///
    /// @throws dev.baltoro.train.step.NonFiniteException after the recipe's number of non-finite
    ///   steps in a row
    void run(Watcher watcher, BooleanSupplier stop) throws IOException {
        while (state.step() < recipe.steps() && !stop.getAsBoolean()) {
            long started = System.nanoTime();
            StepBatch batch = data.batch(state.step());
            double rate = schedule.rate(state.step());

            StepResult result = step.take(batch, rate);

            double seconds = (System.nanoTime() - started) * 1e-9;
            state.addSeconds(seconds);
            double speed = batch.rows().validCount() / seconds;
            watcher.step(StepMetric.of(state.step(), result, state, rate, speed), result.pass());
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

    /// {@return the mean loss of the held-out answers in nats a token; empty if none are held out}
    OptionalDouble heldOut() {
        return measured.map(rows ->
                        OptionalDouble.of(loss(rows.measured(recipe.data().heldOutTokens()))))
                .orElse(OptionalDouble.empty());
    }

    /// {@return the mean loss of the targets of `rows` in nats}
    double loss(PackedBatch rows) {
        return step.loss(rows);
    }

    /// Writes the state to `folder`, for [TrainingState#load].
    void save(Path folder) throws IOException {
        state.save(folder);
    }

    /// {@return the model as it is now}
    K2Model model() {
        return state.model();
    }

    /// {@return steps done}
    long step() {
        return state.step();
    }

    /// {@return threads that compute}
    int workerCount() {
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
