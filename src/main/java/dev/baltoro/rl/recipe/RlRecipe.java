package dev.baltoro.rl.recipe;

import dev.baltoro.model.K2Model.Recompute;
import dev.baltoro.rl.rollout.RolloutPool;
import dev.baltoro.train.recipe.Balance;
import dev.baltoro.train.recipe.Default;
import dev.baltoro.train.recipe.Machine;
import dev.baltoro.train.recipe.OptimizerSettings;
import dev.baltoro.train.recipe.Precision;
import dev.baltoro.train.recipe.Recipe.Checkpointing;
import dev.baltoro.train.recipe.RecipeFormat;
import dev.baltoro.train.recipe.Require;
import dev.baltoro.train.run.RunPlan;
import dev.baltoro.train.step.StepSettings;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.OptionalDouble;
import java.util.OptionalLong;
import java.util.Set;

/// A run of reinforcement learning, written down: everything that decides its result.
///
/// @param name what the run is called
/// @param seed start of every random choice: tasks, draws, text
/// @param model the folder of the model to start from, or of the run that made it
/// @param carryMomenta whether the optimizer goes on with the momenta of the run that made the
///   model: those of its newest checkpoint, where `model` names the run's folder and both are of
///   one kind. They push along that run's direction for dozens of iterations, also where rewards
///   are random
/// @param gyms what is trained in
/// @param iterations of rollouts and steps; with 0 the model is measured on held-out tasks, and
///   stays as it is
/// @param rollout how the policy is sampled
/// @param budget tokens of a rollout
/// @param reward what a rollout is worth
/// @param objective what is minimised
/// @param rate the learning rate
/// @param optimizer MuonClip or AdamW
/// @param balance the experts' load: by default the selection biases rest
/// @param updates how generation and training share time
/// @param guards what is refused, and what an alarm is raised for
/// @param evaluation on held-out tasks
/// @param rowTokens most tokens of a row of the batch, in which a group's prompt lies once, and its
///   samples behind it; 0 for `micro_batch_tokens`, or the longest conversation's where that is
///   more
/// @param microBatchTokens tokens that one worker processes at once
/// @param precision what forward and backward compute in: in fp32 the trainer's score of a token
///   and decoding's are the same but for rounding; in bf16 a router may choose another expert, and
///   they differ by tenths of a nat
/// @param workers threads that compute; 0 means one a core
/// @param nonFiniteStepsMax skipped steps in a row after which the run gives up
/// @param transcripts rollouts of each iteration that are kept for reading
/// @param checkpoint when the state is written, in iterations
/// @param reportEverySeconds seconds between two drawings of the HTML report
public record RlRecipe(
        @Default("rl") String name,
        @Default("1") long seed,
        Path model,
        @Default("false") boolean carryMomenta,
        List<GymUse> gyms,
        @Default("100") long iterations,
        RolloutSettings rollout,
        BudgetSettings budget,
        RewardSettings reward,
        ObjectiveSettings objective,
        RateSettings rate,
        OptimizerSettings optimizer,
        @Default("{bias_update_rate: 0}") Balance balance,
        UpdateSettings updates,
        GuardSettings guards,
        EvaluationSettings evaluation,
        @Default("0") int rowTokens,
        @Default("4096") int microBatchTokens,
        @Default("fp32") Precision precision,
        @Default("0") int workers,
        @Default("10") int nonFiniteStepsMax,
        @Default("4") int transcripts,
        @Default("{every_steps: 20, keep: 2}") Checkpointing checkpoint,
        @Default("15") int reportEverySeconds)
        implements RunPlan {
    private static final int WORKERS_MAX = 1024;

    public RlRecipe {
        Require.that(!name.isBlank(), "name must not be blank");
        Require.that(!gyms.isEmpty(), "gyms must name at least one gym");
        Set<String> names = new HashSet<>();
        for (GymUse gym : gyms) {
            Require.that(names.add(gym.name()), "gyms names " + gym.name() + " twice");
        }
        Require.notNegative("iterations", iterations);
        Require.that(
                iterations > 0 || evaluation.tasks() > 0,
                "iterations is 0, which only measures, and evaluation.tasks is 0 as well: nothing to do");
        requireAtOnce("rollout.prompts x samples", (long) rollout.prompts() * rollout.samples());
        requireAtOnce(
                "guards.base_rate_prompts x base_rate_samples",
                (long) guards.baseRatePrompts() * guards.baseRateSamples());
        requireAtOnce(
                "evaluation.tasks x splits x gyms",
                (long) evaluation.tasks() * evaluation.splits().size() * gyms.size());
        Require.notNegative("row_tokens", rowTokens);
        Require.positive("micro_batch_tokens", microBatchTokens);
        Require.that(
                workers >= 0 && workers <= WORKERS_MAX,
                "workers must be from 0 to " + WORKERS_MAX + ", but is " + workers);
        Require.notNegative("non_finite_steps_max", nonFiniteStepsMax);
        Require.notNegative("transcripts", transcripts);
        Require.positive("report_every_seconds", reportEverySeconds);
    }

    private static void requireAtOnce(String what, long rollouts) {
        Require.that(
                rollouts <= RolloutPool.ROLLOUTS_MAX,
                "%s is %d, and up to %d rollouts are held at once: lower one of them"
                        .formatted(what, rollouts, RolloutPool.ROLLOUTS_MAX));
    }

    /// {@return the recipe in a file, with values set over it}
    ///
    /// @throws dev.baltoro.train.recipe.RecipeException saying in one line what is wrong where
    public static RlRecipe load(Path file, List<String> overrides) {
        return RecipeFormat.load(RlRecipe.class, file, overrides);
    }

    /// {@return the recipe in YAML text}
    public static RlRecipe parse(String yaml, List<String> overrides) {
        return RecipeFormat.parse(RlRecipe.class, yaml, overrides);
    }

    /// {@return this recipe with everything decided that it leaves to the machine}
    public RlRecipe decided(Machine machine) {
        List<String> open = new ArrayList<>();
        if (workers == 0) {
            open.add("workers=" + machine.workers());
        }
        if (precision == Precision.AUTO) {
            open.add("precision=" + word(machine.precision()));
        }
        if (optimizer.newtonSchulzDtype() == Precision.AUTO) {
            open.add("optimizer.newton_schulz_dtype=" + word(machine.newtonSchulzDtype()));
        }
        return parse(toYaml(), open);
    }

    /// {@return this recipe with text beside the rollouts}
    public RlRecipe withText(Path shards) {
        String quoted = shards.toString().replace("\\", "\\\\").replace("\"", "\\\"");
        return parse(toYaml(), List.of("objective.ptx.shards=\"" + quoted + "\""));
    }

    private static String word(Precision precision) {
        return precision.name().toLowerCase(Locale.ROOT);
    }

    /// {@return how steps are taken}
    public StepSettings stepSettings() {
        return new StepSettings(
                optimizer,
                balance,
                Math.max(1, iterations * objective.stepsPerIteration()),
                microBatchTokens,
                Recompute.NONE,
                nonFiniteStepsMax);
    }

    /// {@return iterations: what the metrics and the checkpoints of a run are counted in}
    @Override
    public long steps() {
        return iterations;
    }

    @Override
    public OptionalLong plannedTokens() {
        return OptionalLong.empty();
    }

    @Override
    public String startsFrom() {
        return model.toString();
    }

    @Override
    public OptionalDouble logitCap() {
        return optimizer.qkClip().enabled()
                ? OptionalDouble.of(optimizer.qkClip().tau())
                : OptionalDouble.empty();
    }

    @Override
    public int checkpointEverySteps() {
        return checkpoint.everySteps();
    }

    @Override
    public int checkpointsKept() {
        return checkpoint.keep();
    }

    @Override
    public String toYaml() {
        return RecipeFormat.toYaml(this);
    }
}
