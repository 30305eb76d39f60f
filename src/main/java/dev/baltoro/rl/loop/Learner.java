package dev.baltoro.rl.loop;

import dev.baltoro.data.sample.PackedBatch;
import dev.baltoro.model.K2Model;
import dev.baltoro.rl.loss.LossSample;
import dev.baltoro.rl.loss.LossSample.Share;
import dev.baltoro.rl.loss.Objective;
import dev.baltoro.rl.recipe.RlRecipe;
import dev.baltoro.rl.rollout.TokenRecord;
import dev.baltoro.train.step.StepBatch;
import dev.baltoro.train.step.StepResult;
import dev.baltoro.train.step.TrainingStep;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/// Takes optimizer steps on rollouts.
///
/// Two numbers are kept apart: what decoding gave a token, which is stored with it, and the
/// trainer's own score of the batch. The ratio's denominator is the trainer's score at the weights
/// that drew the token, so that at the same weights it is 1 to the last bit; of a token that older
/// weights drew it is decoding's number, since they are gone.
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
    /// @param scoreSeconds in the trainer's own scores
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
    /// @param version updates that the present weights have had
    /// @param beforeChange called before the first weight changes: when it returns, nobody else
    ///   reads the weights
    Learned learn(List<Group> groups, TrainingRows rows, long version, Runnable beforeChange) {
        long began = System.nanoTime();
        float[] first = step.score(rows.batch());
        float[] start = other(beginning, rows.batch());
        float[] taught = other(teacher, rows.batch());
        double scoreSeconds = (System.nanoTime() - began) * 1e-9;
        double trainSeconds = 0;
        List<float[]> old = old(rows, first, version);
        double rate = 0;
        @Nullable StepResult result = null;
        float[] now = first;
        for (int i = 0; i < recipe.objective().stepsPerIteration(); i++) {
            if (i > 0) {
                began = System.nanoTime();
                now = step.score(rows.batch());
                scoreSeconds += (System.nanoTime() - began) * 1e-9;
            }
            float[] slopes = slopes(groups, rows, old, now, taught);
            rate = recipe.rate().at(step.state().step(), recipe.stepSettings().steps());
            began = System.nanoTime();
            result =
                    step.take(
                            new StepBatch(rows.batch(), (token, _) -> slopes[token], true),
                            rate,
                            i == 0 ? beforeChange : () -> {});
            trainSeconds += (System.nanoTime() - began) * 1e-9;
        }
        if (result == null) {
            throw new IllegalStateException("an iteration has one step at least");
        }
        return new Learned(
                result,
                PolicyFigures.of(rows, first, start, now, old, version, result.pass()),
                rate,
                scoreSeconds,
                trainSeconds);
    }

    private float[] other(Optional<K2Model> model, PackedBatch rows) {
        return model.map(one -> step.score(one, rows)).orElseGet(() -> new float[0]);
    }

    /// {@return for each sample the log-probabilities of the weights that drew it}
    private static List<float[]> old(TrainingRows rows, float[] first, long version) {
        List<float[]> all = new ArrayList<>();
        for (TrainingRows.Places places : rows.samples()) {
            TokenRecord record = places.rollout().tokens();
            float[] old = new float[places.tokens().length];
            for (int i = 0; i < old.length; i++) {
                int token = places.tokens()[i];
                old[i] =
                        record.version(token) == version
                                ? first[places.batch()[i]]
                                : record.logProbability(token);
            }
            all.add(old);
        }
        return all;
    }

    /// {@return the slope at each token of the batch}
    private float[] slopes(
            List<Group> groups, TrainingRows rows, List<float[]> old, float[] now, float[] taught) {
        float[] slopes = new float[now.length];
        int batchTokens = rows.chosenTokens();
        int successTokens = successTokens(rows);
        int next = 0;
        for (Group group : groups) {
            int size = group.rollouts().size();
            List<TrainingRows.Places> places = rows.samples().subList(next, next + size);
            int groupTokens = places.stream().mapToInt(one -> one.tokens().length).sum();
            Share share = new Share(groups.size(), size, groupTokens, batchTokens, successTokens);
            List<LossSample> samples = new ArrayList<>();
            for (int i = 0; i < size; i++) {
                int[] at = places.get(i).batch();
                samples.add(
                        new LossSample(
                                old.get(next + i),
                                at(now, at),
                                taught.length == 0 ? taught : at(taught, at),
                                group.rollouts().get(i).isSuccess(),
                                share));
            }
            float[][] own = objective.slopes(group.worth(), samples);
            for (int i = 0; i < size; i++) {
                int[] at = places.get(i).batch();
                for (int t = 0; t < at.length; t++) {
                    slopes[at[t]] = own[i][t];
                }
            }
            next += size;
        }
        addText(rows, slopes);
        return slopes;
    }

    private void addText(TrainingRows rows, float[] slopes) {
        int targets = rows.textTargets();
        if (targets > 0) {
            float slope = objective.textSlope(targets);
            for (int i = rows.textRow() * rows.batch().sequenceLength(); i < slopes.length; i++) {
                slopes[i] = slope;
            }
        }
    }

    private static int successTokens(TrainingRows rows) {
        return rows.samples().stream()
                .filter(places -> places.rollout().isSuccess())
                .mapToInt(places -> places.tokens().length)
                .sum();
    }

    private static float[] at(float[] all, int[] places) {
        float[] some = new float[places.length];
        for (int i = 0; i < places.length; i++) {
            some[i] = all[places[i]];
        }
        return some;
    }
}
