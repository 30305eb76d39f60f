package dev.baltoro.rl.loop;

import dev.baltoro.data.sample.PackedBatch;
import dev.baltoro.model.K2Model;
import dev.baltoro.rl.loss.Objective;
import dev.baltoro.rl.recipe.RlRecipe;
import dev.baltoro.tensor.kernel.TokenLoss;
import dev.baltoro.train.step.StepBatch;
import dev.baltoro.train.step.StepResult;
import dev.baltoro.train.step.TrainingStep;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/// Takes optimizer steps on rollouts.
///
/// Two numbers are kept apart: what decoding gave a token, which is stored with it, and what the
/// trainer gives it. The trainer's comes of the step's own pass ([RolloutLoss]): no batch is scored
/// by the weights that are trained.
final class Learner {
    private final RlRecipe recipe;
    private final Objective objective;
    private final TrainingStep step;
    private final Optional<K2Model> beginning;
    private final Optional<K2Model> teacher;

    /// @param beginning the weights that the run began with, where divergence from them is measured
    /// @param teacher whose opinion of the samples is learned from
    Learner(
            RlRecipe recipe,
            TrainingStep step,
            Optional<K2Model> beginning,
            Optional<K2Model> teacher) {
        this.recipe = recipe;
        this.objective = recipe.objective().objective();
        this.step = step;
        this.beginning = beginning;
        this.teacher = teacher;
    }

    /// What was learned.
    ///
    /// @param result of the last step
    /// @param figures how the policy stands to what drew the samples
    /// @param rate of the last step
    /// @param scoreSeconds in scores by other weights: those of the beginning, a teacher's
    /// @param trainSeconds in steps
    record Learned(
            StepResult result,
            PolicyFigures figures,
            double rate,
            double scoreSeconds,
            double trainSeconds) {}

    /// Takes the iteration's steps.
    ///
    /// @param groups whose rewards differ, in the order of `rows`
    /// @param iteration from 1
    /// @param version updates that the present weights have had
    /// @param beforeChange called before the first weight changes: when it returns, nobody else
    ///   reads the weights
    Learned learn(
            List<Group> groups,
            TrainingRows rows,
            long iteration,
            long version,
            Runnable beforeChange) {
        long began = System.nanoTime();
        boolean measures = recipe.guards().measuresDivergence(iteration, recipe.iterations());
        float[] start = other(measures ? beginning : Optional.empty(), rows.batch());
        float[] taught = other(teacher, rows.batch());
        double scoreSeconds = seconds(began);
        began = System.nanoTime();
        float[] first = new float[0];
        double rate = 0;
        @Nullable StepResult result = null;
        for (int i = 0; i < recipe.objective().stepsPerIteration(); i++) {
            rate = recipe.rate().at(step.state().step(), recipe.stepSettings().steps());
            TokenLoss loss = new RolloutLoss(objective, groups, rows, first, taught, version);
            StepBatch batch = new StepBatch(rows.batch(), loss, true);
            result = step.take(batch, rate, i == 0 ? beforeChange : () -> {});
            if (i == 0) {
                first = result.pass().logProbabilities();
            }
        }
        if (result == null) {
            throw new IllegalStateException("an iteration has one step at least");
        }
        return new Learned(
                result,
                PolicyFigures.of(rows, first, start, version, result.pass()),
                rate,
                scoreSeconds,
                seconds(began));
    }

    private static double seconds(long began) {
        return (System.nanoTime() - began) * 1e-9;
    }

    private float[] other(Optional<K2Model> model, PackedBatch rows) {
        return model.map(one -> step.score(one, rows)).orElseGet(() -> new float[0]);
    }
}
