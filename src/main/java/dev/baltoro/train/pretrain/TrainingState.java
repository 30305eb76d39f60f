package dev.baltoro.train.pretrain;

import dev.baltoro.model.K2Config;
import dev.baltoro.model.K2Model;
import dev.baltoro.model.checkpoint.Checkpoints;
import dev.baltoro.model.checkpoint.HuggingFaceExport;
import dev.baltoro.model.checkpoint.HuggingFaceFolder;
import dev.baltoro.tensor.DType;
import dev.baltoro.tensor.Scope;
import dev.baltoro.tensor.Seed;
import dev.baltoro.tensor.Tensor;
import dev.baltoro.tensor.Workers;
import dev.baltoro.tensor.safetensors.Content;
import dev.baltoro.tensor.safetensors.SafetensorsFile;
import dev.baltoro.tensor.safetensors.SafetensorsFolder;
import dev.baltoro.tensor.safetensors.SafetensorsWriter;
import dev.baltoro.train.optim.ParameterOptimizer;
import dev.baltoro.train.optim.ParameterRules;
import dev.baltoro.train.recipe.OptimizerSettings;
import dev.baltoro.train.recipe.Recipe;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;

/// Everything that decides how a run goes on: weights, selection biases, momenta, and how far it
/// is.
///
/// A checkpoint of it is a Hugging Face folder with fp32 weights, plus the optimizer's tensors and
/// the counters; data order and learning rate are functions of the step and need no state.
final class TrainingState implements AutoCloseable {
    private static final String OPTIMIZER_FILE = "optimizer.safetensors";
    private static final String STEP = "step";
    private static final String OPTIMIZER_STEPS = "optimizer_steps";
    private static final String TOKENS = "tokens";
    private static final String NON_FINITE_IN_A_ROW = "non_finite_in_a_row";

    /// Has its own file, so that equal states have equal files.
    private static final String SECONDS_FILE = "seconds.txt";

    private final OptimizerSettings settings;
    private final Workers workers;
    private final DType computeType;
    private K2Model model;
    private ParameterOptimizer optimizer;

    /// Steps done, skipped ones included.
    long step;

    /// Tokens learned from.
    long tokens;

    /// Wall-clock seconds of training, over all sittings.
    double seconds;

    /// Skipped steps in a row.
    int nonFiniteInARow;

    private TrainingState(K2Model model, Recipe recipe, Workers workers) {
        this.settings = recipe.optimizer();
        this.workers = workers;
        this.computeType = recipe.precision().dtype();
        this.model = model;
        this.optimizer = newOptimizer();
    }

    /// {@return fresh weights, or another model's with no other state}
    static TrainingState start(Recipe recipe, K2Config config, Workers workers) {
        Seed seed = new Seed(recipe.seed()).derive("weights");
        K2Model model = K2Model.random(config, seed, recipe.precision().dtype());
        recipe.model()
                .from()
                .ifPresent(folder ->
                        Checkpoints.copyInto(
                                model, HuggingFaceFolder.open(folder, config, note -> {})));
        return new TrainingState(model, recipe, workers);
    }

    /// {@return the state that [#save] wrote to `folder`}
    static TrainingState load(Path folder, Recipe recipe, Workers workers) throws IOException {
        K2Model model = Checkpoints.load(folder, recipe.precision().dtype(), note -> {});
        TrainingState state = new TrainingState(model, recipe, workers);
        SafetensorsFile file = SafetensorsFile.open(folder.resolve(OPTIMIZER_FILE));
        try (Scope scope = Scope.open()) {
            state.optimizer.state().forEach((name, tensor) -> tensor.copy_(file.tensor(name)));
        }
        Map<String, String> counters = file.metadata();
        state.step = Long.parseLong(counters.get(STEP));
        state.tokens = Long.parseLong(counters.get(TOKENS));
        state.nonFiniteInARow = Integer.parseInt(counters.get(NON_FINITE_IN_A_ROW));
        state.seconds = Double.parseDouble(Files.readString(folder.resolve(SECONDS_FILE)));
        state.optimizer.resumeAfter(Long.parseLong(counters.get(OPTIMIZER_STEPS)));
        return state;
    }

    /// Writes everything to `folder`.
    void save(Path folder) throws IOException {
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
        SafetensorsWriter.write(
                folder.resolve(OPTIMIZER_FILE),
                contents,
                Map.of(
                        STEP, Long.toString(step),
                        TOKENS, Long.toString(tokens),
                        NON_FINITE_IN_A_ROW, Integer.toString(nonFiniteInARow),
                        OPTIMIZER_STEPS, Long.toString(optimizer.steps())));
        Files.writeString(folder.resolve(SECONDS_FILE), Double.toString(seconds));
    }

    K2Model model() {
        return model;
    }

    ParameterOptimizer optimizer() {
        return optimizer;
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
        model = K2Model.random(config, new Seed(0), computeType);
        copy(before.weights(), model.weights());
        model.refresh();
        optimizer = newOptimizer();
        copy(stateBefore.state(), optimizer.state());
        optimizer.resumeAfter(stateBefore.steps());
        stateBefore.close();
        before.close();
        return true;
    }

    private static void copy(Map<String, Tensor> from, Map<String, Tensor> to) {
        from.forEach((name, tensor) -> {
            Tensor target = Objects.requireNonNull(to.get(name), name);
            target.copy_(tensor);
        });
    }

    private ParameterOptimizer newOptimizer() {
        ParameterRules rules =
                switch (settings.kind()) {
                    case MUON_CLIP -> ParameterRules.muonClip();
                    case ADAMW -> ParameterRules.adamW();
                };
        ParameterOptimizer.Settings muon =
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
        return new ParameterOptimizer(model.parameters(), rules, muon, workers);
    }

    @Override
    public void close() {
        optimizer.close();
        model.close();
    }

    /// {@return every tensor of the state by name, for comparing two runs}
    Map<String, Tensor> tensors() {
        Map<String, Tensor> all = new LinkedHashMap<>(model.weights());
        all.putAll(optimizer.state());
        return all;
    }
}
