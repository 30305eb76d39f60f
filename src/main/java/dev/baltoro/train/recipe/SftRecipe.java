package dev.baltoro.train.recipe;

import dev.baltoro.model.K2Model.Recompute;
import dev.baltoro.train.run.RunPlan;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.OptionalInt;
import java.util.OptionalLong;
import tools.jackson.databind.node.ObjectNode;

/// Supervised fine-tuning on conversations, written down.
///
/// What a recipe does not say of `optimizer`, `balance` and `precision` is as in the run that the
/// weights come from; the peak of the learning rate is 0.8 times that run's ([InheritedDefaults]).
///
/// @param name what the run is called
/// @param seed start of every random choice: the order of the conversations, and who is held out
/// @param model where weights begin
/// @param tokenizer a tokenizer's file or folder; empty: the one beside the weights
/// @param data what is learned from
/// @param context most tokens of a conversation, and tokens of a row; empty: the model's context,
///   [#CONTEXT_MAX] at most
/// @param batch tokens a step, padding included
/// @param epochs how often each conversation is seen
/// @param maxSteps optimizer steps, in place of epochs
/// @param schedule the learning rate
/// @param optimizer MuonClip or AdamW
/// @param balance the experts' load
/// @param precision what forward and backward compute in
/// @param recompute what backward computes again to save memory
/// @param workers threads that each take a part of a batch; 0 means one a core
/// @param stability when a run gives up
/// @param evaluateEverySteps steps between two measurements of the held-out loss and of answers; 0
///   means only at the end
/// @param checkpoint when the state is written
/// @param reportEverySeconds seconds between two drawings of the HTML report
/// @param answers what is generated at each measurement
public record SftRecipe(
        @Default("sft") String name,
        @Default("1") long seed,
        From model,
        Optional<Path> tokenizer,
        Conversations data,
        OptionalInt context,
        Batch batch,
        @Default("2") int epochs,
        OptionalInt maxSteps,
        Decay schedule,
        OptimizerSettings optimizer,
        Balance balance,
        @Default("auto") Precision precision,
        @Default("none") Recompute recompute,
        @Default("0") int workers,
        Recipe.Stability stability,
        @Default("0") int evaluateEverySteps,
        Recipe.Checkpointing checkpoint,
        @Default("15") int reportEverySeconds,
        Answers answers)
        implements RunPlan {
    /// Rows are no longer than this unless a recipe says so: conversations are short, and a row's
    /// attention is computed whole.
    public static final int CONTEXT_MAX = 4096;

    private static final int WORKERS_MAX = 1024;

    /// Where the weights begin.
    ///
    /// @param from a run's folder: the weights and the optimizer's state of its newest checkpoint;
    ///   or a Hugging Face folder: weights alone
    public record From(Path from) {}

    /// What is learned from.
    ///
    /// @param train files or folders of conversations
    /// @param heldOut the same, of conversations that are measured only; empty: a share of `train`
    /// @param heldOutFraction the share of `train` that is held out where `held_out` names nothing
    /// @param heldOutTokens most tokens whose loss is measured, padding included
    /// @param knownTools a file of tools whose declarations the conversations leave out: the model
    ///   is to know them. It goes into the model's folder; empty: as in the folder that the weights
    ///   come from
    public record Conversations(
            List<Path> train,
            @Default("[]") List<Path> heldOut,
            @Default("0.05") double heldOutFraction,
            @Default("32768") int heldOutTokens,
            Optional<Path> knownTools) {
        public Conversations {
            Require.that(!train.isEmpty(), "train must name at least one file");
            Require.decay("held_out_fraction", heldOutFraction);
            Require.positive("held_out_tokens", heldOutTokens);
        }
    }

    /// The learning rate: a linear rise, constant, then linear to the end.
    ///
    /// @param peak the constant rate; empty: 0.8 times that of the run that the weights come from,
    ///   or [#PEAK] where there is none
    /// @param warmupSteps steps of the rise
    /// @param constantFraction share of the other steps that stay at `peak`
    /// @param end the last step's rate
    public record Decay(
            OptionalDouble peak,
            @Default("0") long warmupSteps,
            @Default("0.5") double constantFraction,
            @Default("0") double end) {
        /// 0.8 times the peak that pretraining has where nothing is said.
        public static final double PEAK = 1.6e-3;

        public Decay {
            peak.ifPresent(value -> Require.positive("peak", value));
            Require.notNegative("warmup_steps", warmupSteps);
            Require.share("constant_fraction", constantFraction);
            Require.notNegative("end", end);
            Require.that(end <= peak.orElse(PEAK), "end must be at most peak, but is " + end);
        }
    }

    /// Held-out questions that the model answers, to be compared with the answers that are there.
    ///
    /// @param questions how many; 0 for none
    /// @param tokens most tokens of an answer; longer ones count as wrong
    public record Answers(@Default("64") int questions, @Default("128") int tokens) {
        public Answers {
            Require.notNegative("questions", questions);
            Require.positive("tokens", tokens);
        }
    }

    public SftRecipe {
        Require.that(!name.isBlank(), "name must not be blank");
        context.ifPresent(tokens -> Require.positive("context", tokens));
        Require.positive("epochs", epochs);
        maxSteps.ifPresent(count -> Require.positive("max_steps", count));
        Require.that(
                workers >= 0 && workers <= WORKERS_MAX,
                "workers must be from 0 to " + WORKERS_MAX + ", but is " + workers);
        Require.notNegative("evaluate_every_steps", evaluateEverySteps);
        Require.positive("report_every_seconds", reportEverySeconds);
        if (context.isPresent()) {
            Require.that(
                    batch.microBatchTokens() >= context.getAsInt(),
                    "batch.micro_batch_tokens must hold a row of context's "
                            + context.getAsInt()
                            + " tokens, but is "
                            + batch.microBatchTokens());
        }
    }

    /// Reads a recipe file, with values set over it as in [Recipe#load], and with the defaults of
    /// the run that it begins from.
    ///
    /// @throws RecipeException saying in one line what is wrong where
    public static SftRecipe load(Path file, List<String> overrides) {
        try {
            return parse(Yaml.fileText(file), overrides);
        } catch (RecipeException e) {
            throw e.in(file.toString());
        }
    }

    /// Reads a recipe from YAML text.
    public static SftRecipe parse(String yaml, List<String> overrides) {
        ObjectNode tree = Yaml.object(yaml);
        overrides.forEach(override -> Overrides.apply(tree, SftRecipe.class, override));
        InheritedDefaults.fill(tree);
        return RecordReader.read(SftRecipe.class, tree, "");
    }

    /// {@return this recipe with nothing left open, so that it computes the same elsewhere}
    ///
    /// @param rowTokens tokens of a row
    /// @param allSteps optimizer steps
    public SftRecipe decided(Machine machine, int rowTokens, long allSteps) {
        List<String> open = new ArrayList<>();
        open.add("context=" + rowTokens);
        open.add("max_steps=" + allSteps);
        open.add("schedule.peak=" + schedule.peak().orElse(Decay.PEAK));
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

    /// {@return optimizer steps in all}
    ///
    /// @throws IllegalStateException before [#decided]
    @Override
    public long steps() {
        if (maxSteps.isEmpty()) {
            throw new IllegalStateException("how many steps the epochs are is not decided yet");
        }
        return maxSteps.getAsInt();
    }

    /// {@return rows of one optimizer step}
    public int rowsPerStep() {
        return Math.max(1, batch.tokens() / context.orElse(CONTEXT_MAX));
    }

    @Override
    public OptionalLong plannedTokens() {
        return OptionalLong.empty(); // how many are padding shows on the way
    }

    @Override
    public String startsFrom() {
        return model.from().toString();
    }

    @Override
    public OptionalDouble logitCap() {
        OptimizerSettings.QkClip clip = optimizer.qkClip();
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

    /// {@return this recipe as YAML with every key written that is decided; reading it gives an
    /// equal recipe}
    @Override
    public String toYaml() {
        return Yaml.text(Yaml.node(RecordWriter.map(this)));
    }
}
