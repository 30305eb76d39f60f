package dev.baltoro.rl.loop;

import dev.baltoro.agent.world.Episode;
import dev.baltoro.agent.world.Split;
import dev.baltoro.agent.world.Task;
import dev.baltoro.rl.gym.Baseline;
import dev.baltoro.rl.recipe.EvaluationSettings;
import dev.baltoro.rl.rollout.OpenRollout;
import dev.baltoro.rl.rollout.Rollout;
import dev.baltoro.rl.rollout.RolloutEnd;
import dev.baltoro.rl.rollout.RolloutId;
import dev.baltoro.stats.Wilson;
import dev.baltoro.train.run.RolloutMetric.Measured;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;

/// Measures success on held-out tasks, each attempted once. Every measurement of a run has the same
/// tasks and draws, unless a gym's difficulty has risen.
///
/// @param settings the recipe's
/// @param curriculum the gyms
/// @param starts begins rollouts
/// @param engine the policy
record HeldOutTasks(
        EvaluationSettings settings,
        Curriculum curriculum,
        RolloutStart starts,
        PolicyEngine engine) {
    /// Policies without skill: what the best of them reaches is chance.
    private static final List<Baseline> UNSKILLED =
            List.of(Baseline.IDLE, Baseline.RANDOM, Baseline.ASKING);

    /// {@return success by gym and split}
    ///
    /// @param iteration when it is measured
    List<Measured> measure(long iteration) throws InterruptedException {
        List<Measured> measured = new ArrayList<>();
        for (Curriculum.Entry entry : curriculum.entries()) {
            for (Split split : settings.splits()) {
                if (settings.tasks() > 0 && !entry.gym().kinds(split).isEmpty()) {
                    List<Task.Verified> tasks = tasks(entry, split);
                    if (!tasks.isEmpty()) {
                        measured.add(measure(iteration, entry, split, tasks));
                    }
                }
            }
        }
        return measured;
    }

    /// Tasks that have a verifier; others have no success.
    private List<Task.Verified> tasks(Curriculum.Entry entry, Split split) {
        List<Task.Verified> tasks = new ArrayList<>();
        for (int i = 0; i < settings.tasks(); i++) {
            Task task = curriculum.task(entry, split, settings.seed(), i);
            if (task instanceof Task.Verified verified) {
                tasks.add(verified);
            }
        }
        return tasks;
    }

    private Measured measure(
            long iteration, Curriculum.Entry entry, Split split, List<Task.Verified> tasks)
            throws InterruptedException {
        String purpose = "held out %d %s %s".formatted(iteration, entry.gym().name(), split);
        List<OpenRollout> open = new ArrayList<>();
        for (int i = 0; i < tasks.size(); i++) {
            open.add(starts.of(purpose, new RolloutId(i, 0), tasks.get(i), settings.seed()));
        }
        engine.finish(open, settings.temperature());
        List<Rollout> rollouts =
                open.stream()
                        .map(OpenRollout::finished)
                        .filter(rollout -> rollout.end() != RolloutEnd.FAILED)
                        .toList();
        return measured(entry, split, rollouts, chance(entry, tasks));
    }

    private static Measured measured(
            Curriculum.Entry entry, Split split, List<Rollout> rollouts, double chance) {
        int successes = 0;
        long tokens = 0;
        long tokensOfSuccess = 0;
        Map<String, Double> partial = new TreeMap<>();
        for (Rollout rollout : rollouts) {
            tokens += rollout.tokens().sampledCount();
            if (rollout.isSuccess()) {
                successes++;
                tokensOfSuccess += rollout.tokens().sampledCount();
            }
            rollout.verdict()
                    .ifPresent(verdict ->
                            verdict.partial()
                                    .forEach((name, credit) ->
                                            partial.merge(
                                                    name, credit / rollouts.size(), Double::sum)));
        }
        int attempts = rollouts.size();
        Wilson share = Wilson.of(successes, Math.max(1, attempts));
        return new Measured(
                entry.gym().name(),
                entry.gym().domain(),
                split.name().toLowerCase(Locale.ROOT),
                attempts,
                successes,
                share.low(),
                share.high(),
                chance,
                (double) tokens / Math.max(1, attempts),
                (double) tokensOfSuccess / Math.max(1, successes),
                partial);
    }

    /// {@return the largest share of the tasks that a policy without skill does; not measured, and
    /// 0, where each attempt would cost a sandbox}
    private static double chance(Curriculum.Entry entry, List<Task.Verified> tasks)
            throws InterruptedException {
        int best = 0;
        for (Baseline baseline : entry.gym().asksOutside() ? List.<Baseline>of() : UNSKILLED) {
            int done = 0;
            for (Task.Verified task : tasks) {
                done += new Episode(task).play(baseline.policy(task)).reward() == 1 ? 1 : 0;
            }
            best = Math.max(best, done);
        }
        return (double) best / tasks.size();
    }

    /// {@return a line for people}
    static String line(Measured one) {
        return String.format(
                Locale.ROOT,
                "%s %s: %s (chance %.1f %%), %.1f tokens",
                one.gym(),
                one.split(),
                Wilson.of(one.successes(), Math.max(1, one.attempts())),
                100 * one.chance(),
                one.tokens());
    }
}
