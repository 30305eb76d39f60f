package dev.baltoro.train.recipe;

import dev.baltoro.model.K2Model.Recompute;
import dev.baltoro.train.recipe.OptimizerSettings.QkClip;
import dev.baltoro.train.run.RunPlan;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.OptionalLong;
import tools.jackson.databind.node.ObjectNode;

/// A training run, written down: everything that decides its result, and how it is watched.
///
/// In YAML the keys are these names in snake case. Relative paths are relative to the folder the
/// command runs in.
///
/// @param name what the run is called
/// @param seed start of every random choice: weights, order of the data, samples
/// @param model shape and weights to start from
/// @param tokenizer a tokenizer's file or folder; empty: the one beside the shards' manifest
/// @param data what is learned from
/// @param batch tokens a step
/// @param stages sequence lengths and steps, in order
/// @param schedule the learning rate
/// @param optimizer MuonClip or AdamW
/// @param balance the experts' load
/// @param precision what forward and backward compute in
/// @param recompute what backward computes again to save memory
/// @param workers threads that each take a part of a batch; 0 means one a core
/// @param stability when a run gives up
/// @param evaluateEverySteps steps between two measurements of the held-out loss; 0 means only at
///   the end
/// @param checkpoint when the state is written
/// @param reportEverySeconds seconds between two drawings of the HTML report
/// @param generate sample completions shown in the report
public record Recipe(
        @Default("run") String name,
        @Default("1") long seed,
        ModelSource model,
        Optional<Path> tokenizer,
        DataSource data,
        Batch batch,
        @Default("[{name: pretrain, sequence_length: 256, steps: 400}]") List<Stage> stages,
        Schedule schedule,
        OptimizerSettings optimizer,
        Balance balance,
        @Default("auto") Precision precision,
        @Default("none") Recompute recompute,
        @Default("0") int workers,
        Stability stability,
        @Default("50") int evaluateEverySteps,
        Checkpointing checkpoint,
        @Default("15") int reportEverySeconds,
        Generation generate)
        implements RunPlan {
    private static final int WORKERS_MAX = 1024;

    /// When a run gives up.
    ///
    /// @param nonFiniteStepsMax steps whose loss or gradient is not finite are skipped; after this
    ///   many in a row the run stops
    public record Stability(@Default("10") int nonFiniteStepsMax) {
        public Stability {
            Require.notNegative("non_finite_steps_max", nonFiniteStepsMax);
        }
    }

    /// When the state is written.
    ///
    /// @param everySteps steps between two checkpoints
    /// @param keep newest checkpoints that stay
    public record Checkpointing(@Default("100") int everySteps, @Default("2") int keep) {
        public Checkpointing {
            Require.positive("every_steps", everySteps);
            Require.positive("keep", keep);
        }
    }

    /// Sample completions shown in the report.
    ///
    /// @param prompts beginnings to complete, at every evaluation
    /// @param tokens length of a completion
    public record Generation(@Default("[]") List<String> prompts, @Default("48") int tokens) {
        public Generation {
            Require.positive("tokens", tokens);
        }
    }

    public Recipe {
        Require.that(!name.isBlank(), "name must not be blank");
        Require.that(!stages.isEmpty(), "stages must have at least one stage");
        Require.that(
                workers >= 0 && workers <= WORKERS_MAX,
                "workers must be from 0 to " + WORKERS_MAX + ", but is " + workers);
        Require.notNegative("evaluate_every_steps", evaluateEverySteps);
        Require.positive("report_every_seconds", reportEverySeconds);
        for (int i = 0; i < stages.size(); i++) {
            checkFit("stages." + i, stages.get(i), batch);
        }
        long total = stages.stream().mapToLong(Stage::steps).sum();
        Require.that(
                schedule.warmupSteps() <= total,
                "schedule.warmup_steps must be at most the stages' "
                        + total
                        + " steps, but is "
                        + schedule.warmupSteps());
    }

    private static void checkFit(String path, Stage stage, Batch batch) {
        int tokens = stage.batchTokens().orElse(batch.tokens());
        Require.that(
                tokens % stage.sequenceLength() == 0,
                path
                        + ".sequence_length must divide the "
                        + tokens
                        + " tokens of a step, but is "
                        + stage.sequenceLength());
        Require.that(
                batch.microBatchTokens() >= stage.sequenceLength(),
                "batch.micro_batch_tokens must hold a sequence of "
                        + path
                        + " ("
                        + stage.sequenceLength()
                        + " tokens), but is "
                        + batch.microBatchTokens());
    }

    /// Reads a recipe file, with values set over it.
    ///
    /// @param overrides each `path.to.key=value`, the value being YAML; lists by index
    ///   (`stages.0.steps=5`)
    /// @throws RecipeException saying in one line what is wrong where
    public static Recipe load(Path file, List<String> overrides) {
        try {
            return parse(Yaml.fileText(file), overrides);
        } catch (RecipeException e) {
            throw e.in(file.toString());
        }
    }

    /// Reads a recipe from YAML text, with values set over it as in [#load].
    public static Recipe parse(String yaml, List<String> overrides) {
        ObjectNode tree = Yaml.object(yaml);
        overrides.forEach(override -> Overrides.apply(tree, Recipe.class, override));
        return read(tree);
    }

    static Recipe read(ObjectNode tree) {
        PresetDefaults.fill(tree);
        return RecordReader.read(Recipe.class, tree, "");
    }

    @Override
    public OptionalLong plannedTokens() {
        return OptionalLong.of(tokens());
    }

    @Override
    public String startsFrom() {
        return model.preset()
                .or(() -> model.config().or(model::from).map(Path::toString))
                .orElseThrow();
    }

    @Override
    public OptionalDouble logitCap() {
        QkClip clip = optimizer.qkClip();
        return clip.enabled() ? OptionalDouble.of(clip.tau()) : OptionalDouble.empty();
    }

    @Override
    public int checkpointEverySteps() {
        return checkpoint.everySteps();
    }

    @Override
    public int checkpointsKept() {
        return checkpoint.keep();
    }

    /// {@return this recipe with everything decided that it leaves to the machine, so that it
    /// computes the same elsewhere}
    public Recipe decided(Machine machine) {
        List<String> open = new ArrayList<>();
        if (workers == 0) {
            open.add("workers=" + machine.workers());
        }
        if (precision == Precision.AUTO) {
            open.add("precision=" + RecordSchema.word(machine.precision()));
        }
        if (optimizer.newtonSchulzDtype() == Precision.AUTO) {
            open.add(
                    "optimizer.newton_schulz_dtype="
                            + RecordSchema.word(machine.newtonSchulzDtype()));
        }
        return parse(toYaml(), open);
    }

    /// {@return this recipe with another seed, which is also added to its name}
    Recipe withSeed(long other) {
        ObjectNode tree = Yaml.object(toYaml());
        tree.set("seed", Yaml.node(other));
        tree.set("name", Yaml.node(name + "/seed-" + other));
        return read(tree);
    }

    /// {@return this recipe as YAML with every key written; reading it gives an equal recipe}
    @Override
    public String toYaml() {
        return Yaml.text(Yaml.node(RecordWriter.map(this)));
    }

    /// {@return optimizer steps of all stages}
    @Override
    public long steps() {
        return stages.stream().mapToLong(Stage::steps).sum();
    }

    /// {@return tokens of one optimizer step in `stage`}
    public int tokensPerStep(Stage stage) {
        return stage.batchTokens().orElse(batch.tokens());
    }

    /// {@return tokens of all steps}
    public long tokens() {
        return stages.stream().mapToLong(stage -> stage.steps() * tokensPerStep(stage)).sum();
    }
}
