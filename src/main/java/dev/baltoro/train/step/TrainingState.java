package dev.baltoro.train.step;

import dev.baltoro.io.Durable;
import dev.baltoro.model.K2Config;
import dev.baltoro.model.K2Model;
import dev.baltoro.model.checkpoint.CheckpointException;
import dev.baltoro.model.checkpoint.Checkpoints;
import dev.baltoro.model.checkpoint.HuggingFaceExport;
import dev.baltoro.tensor.DType;
import dev.baltoro.tensor.Scope;
import dev.baltoro.tensor.Tensor;
import dev.baltoro.tensor.Workers;
import dev.baltoro.tensor.safetensors.Content;
import dev.baltoro.tensor.safetensors.SafetensorsFile;
import dev.baltoro.tensor.safetensors.SafetensorsFolder;
import dev.baltoro.tensor.safetensors.SafetensorsWriter;
import dev.baltoro.train.optim.ParameterOptimizer;
import dev.baltoro.train.optim.ParameterRules;
import dev.baltoro.train.recipe.OptimizerSettings;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;

/// Everything that decides how a run goes on: weights, selection biases, momenta, and how far it
/// is.
///
/// A checkpoint of it is a Hugging Face folder with fp32 weights, plus the optimizer's tensors and
/// the counters; data order and learning rate are functions of the step and need no state.
public final class TrainingState implements AutoCloseable {
    private static final String OPTIMIZER_FILE = "optimizer.safetensors";

    /// Has its own file, so that equal states have equal files.
    private static final String SECONDS_FILE = "seconds.txt";

    private final OptimizerSettings settings;
    private final Workers workers;
    private final DType computeType;
    private K2Model model;
    private ParameterOptimizer optimizer;
    private long step;
    private long tokens;
    private double seconds;
    private int nonFiniteInARow;

    private TrainingState(
            K2Model model, OptimizerSettings settings, DType computeType, Workers workers) {
        this.settings = settings;
        this.workers = workers;
        this.computeType = computeType;
        this.model = model;
        this.optimizer = newOptimizer();
    }

    /// {@return the state before the first step}
    ///
    /// @param model the first weights, trainable and computing in `computeType`; the state closes
    ///   it
    public static TrainingState start(
            K2Model model, OptimizerSettings settings, DType computeType, Workers workers) {
        return new TrainingState(model, settings, computeType, workers);
    }

    /// {@return the state that [#save] wrote to `folder`}
    ///
    /// @throws CheckpointException if what is in the folder is damaged, or of another optimizer
    public static TrainingState load(
            Path folder, OptimizerSettings settings, DType computeType, Workers workers)
            throws IOException {
        SafetensorsFile file = SafetensorsFile.open(folder.resolve(OPTIMIZER_FILE));
        TrainingCounters counters =
                TrainingCounters.read(file.metadata(), folder.resolve(OPTIMIZER_FILE));
        double seconds = seconds(folder.resolve(SECONDS_FILE));
        K2Model model = Checkpoints.load(folder, computeType, note -> {});
        TrainingState state = new TrainingState(model, settings, computeType, workers);
        try (Scope scope = Scope.open()) {
            OptimizerFile.require(folder, file, settings.kind(), state.optimizer.state());
            state.optimizer.state().forEach((name, tensor) -> tensor.copy_(file.tensor(name)));
        } catch (RuntimeException e) {
            state.close();
            throw e;
        }
        state.step = counters.step();
        state.tokens = counters.tokens();
        state.nonFiniteInARow = counters.nonFiniteInARow();
        state.seconds = seconds;
        state.optimizer.resumeAfter(counters.optimizerSteps());
        return state;
    }

    /// Takes over the momenta of a state that [#save] wrote to `folder`, for a new run with the
    /// weights of that state; what is counted begins anew.
    ///
    /// @return why not, in a few words, where they are missing or do not fit; then nothing changes
    public Optional<String> carryOver(Path folder) throws IOException {
        Path path = folder.resolve(OPTIMIZER_FILE);
        if (!Files.isRegularFile(path)) {
            return Optional.of(folder + " has no " + OPTIMIZER_FILE);
        }
        SafetensorsFile file = SafetensorsFile.open(path);
        try (Scope scope = Scope.open()) {
            TrainingCounters counters = TrainingCounters.read(file.metadata(), path);
            OptimizerFile.require(folder, file, settings.kind(), optimizer.state());
            optimizer.state().forEach((name, tensor) -> tensor.copy_(file.tensor(name)));
            optimizer.resumeAfter(counters.optimizerSteps());
            return Optional.empty();
        } catch (CheckpointException e) {
            return Optional.of(String.valueOf(e.getMessage()));
        }
    }

    private static double seconds(Path file) throws IOException {
        try {
            return Double.parseDouble(Files.readString(file).strip());
        } catch (NumberFormatException e) {
            throw new CheckpointException(
                    file
                            + " does not hold a number of seconds: the checkpoint is damaged; remove it",
                    e);
        }
    }

    /// Writes everything to `folder`.
    public void save(Path folder) throws IOException {
        HuggingFaceExport.write(
                folder,
                model.config(),
                model.weights(),
                DType.F32,
                SafetensorsFolder.DEFAULT_SHARD_BYTES);
        List<Content> contents =
                optimizer.state().entrySet().stream()
                        .map(entry -> Content.of(entry.getKey(), entry.getValue()))
                        .toList();
        TrainingCounters counters =
                new TrainingCounters(step, tokens, nonFiniteInARow, optimizer.steps());
        SafetensorsWriter.write(folder.resolve(OPTIMIZER_FILE), contents, counters.metadata());
        Durable.replace(folder.resolve(SECONDS_FILE), Double.toString(seconds));
    }

    /// {@return the model as it is now; another one after [#reconfigure]}
    public K2Model model() {
        return model;
    }

    /// {@return what changes the weights}
    public ParameterOptimizer optimizer() {
        return optimizer;
    }

    /// {@return steps done, skipped ones included}
    public long step() {
        return step;
    }

    /// {@return tokens learned from}
    public long tokens() {
        return tokens;
    }

    /// {@return wall-clock seconds of training, over all sittings}
    public double seconds() {
        return seconds;
    }

    /// {@return steps that were skipped in a row, up to the last one}
    public int nonFiniteInARow() {
        return nonFiniteInARow;
    }

    void stepDone(long tokensOfStep) {
        step++;
        tokens += tokensOfStep;
        nonFiniteInARow = 0;
    }

    void stepSkipped() {
        step++;
        nonFiniteInARow++;
    }

    /// Counts time that training took.
    public void addSeconds(double more) {
        seconds += more;
    }

    /// Goes on with another configuration of the same weights, such as a longer context.
    ///
    /// @return whether the model was made anew, with new parameters
    boolean reconfigure(K2Config config) {
        if (config.equals(model.config())) {
            return false;
        }
        K2Model before = model;
        ParameterOptimizer stateBefore = optimizer;
        model = before.withConfig(config, computeType);
        before.close();
        optimizer = newOptimizer();
        stateBefore
                .state()
                .forEach((name, tensor) ->
                        Objects.requireNonNull(optimizer.state().get(name), name).copy_(tensor));
        optimizer.resumeAfter(stateBefore.steps());
        stateBefore.close();
        return true;
    }

    private ParameterOptimizer newOptimizer() {
        ParameterRules rules =
                switch (settings.kind()) {
                    case MUON_CLIP -> ParameterRules.muonClip();
                    case ADAMW -> ParameterRules.adamW();
                };
        ParameterOptimizer.Settings numbers =
                new ParameterOptimizer.Settings(
                        settings.momentum(),
                        settings.nesterov(),
                        settings.newtonSchulzSteps(),
                        settings.newtonSchulzDtype().dtype(),
                        settings.updateRms(),
                        settings.weightDecay(),
                        settings.beta1(),
                        settings.beta2(),
                        settings.epsilon());
        return new ParameterOptimizer(model.parameters(), rules, numbers, workers);
    }

    @Override
    public void close() {
        optimizer.close();
        model.close();
    }

    /// {@return every tensor of the state by name, for comparing two runs}
    public Map<String, Tensor> tensors() {
        Map<String, Tensor> all = new LinkedHashMap<>(model.weights());
        all.putAll(optimizer.state());
        return all;
    }
}
