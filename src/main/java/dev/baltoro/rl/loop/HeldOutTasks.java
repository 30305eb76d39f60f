package dev.baltoro.rl.loop;

import dev.baltoro.agent.world.Episode;
import dev.baltoro.agent.world.Split;
import dev.baltoro.agent.world.Task;
import dev.baltoro.agent.world.Turn;
import dev.baltoro.rl.recipe.EvaluationSettings;
import dev.baltoro.rl.rollout.OpenRollout;
import dev.baltoro.rl.rollout.Outcome;
import dev.baltoro.rl.rollout.Rollout;
import dev.baltoro.rl.rollout.RolloutId;
import dev.baltoro.stats.Wilson;
import dev.baltoro.train.run.RolloutMetric.Measured;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;

/// Measures success on held-out tasks, each attempted once. Every measurement of a run has the same
/// tasks and draws, unless a gym's difficulty has risen.
///
/// @param settings the recipe's
/// @param curriculum the gyms
/// @param engine the policy
record HeldOutTasks(EvaluationSettings settings, Curriculum curriculum, PolicyEngine engine) {
    /// What policies without skill say.
    private static final List<String> UNSKILLED = List.of("", "Could you tell me more?", "yes");

    /// {@return success by gym and split}
    List<Measured> measure() throws InterruptedException {
        List<Measured> measured = new ArrayList<>();
        for (Curriculum.Entry entry : curriculum.entries()) {
            for (Split split : settings.splits()) {
                if (settings.tasks() > 0 && !entry.gym().kinds(split).isEmpty()) {
                    List<Task> tasks = tasks(entry, split);
                    if (!tasks.isEmpty()) {
                        measured.add(measure(entry, split, tasks));
                    }
                }
            }
        }
        return measured;
    }

    /// Tasks that have a verifier; others have no success.
    private List<Task> tasks(Curriculum.Entry entry, Split split) {
        List<Task> tasks = new ArrayList<>();
        for (int i = 0; i < settings.tasks(); i++) {
            Task task = curriculum.task(entry, split, settings.seed(), i);
            if (task instanceof Task.Verified) {
                tasks.add(task);
            }
        }
        return tasks;
    }

    private Measured measure(Curriculum.Entry entry, Split split, List<Task> tasks)
            throws InterruptedException {
        List<OpenRollout> open = new ArrayList<>();
        for (int i = 0; i < tasks.size(); i++) {
            open.add(
                    engine.rollout(
                            new RolloutId(i, 0),
                            tasks.get(i),
                            entry.gym().domain(),
                            settings.seed()));
        }
        engine.advance(open, settings.temperature(), Integer.MAX_VALUE);
        List<Rollout> rollouts =
                open.stream()
                        .map(OpenRollout::finished)
                        .filter(rollout -> rollout.outcome() != Outcome.FAILED)
                        .toList();
        return measured(entry, split, rollouts, chance(tasks));
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

    /// {@return the largest share of the tasks that one of the policies without skill does}
    private static double chance(List<Task> tasks) throws InterruptedException {
        Map<String, Integer> done = new HashMap<>();
        for (Task task : tasks) {
            for (String words : UNSKILLED) {
                Episode episode = new Episode(task);
                if (episode.play((_, _) -> Turn.say(words)).reward() == 1) {
                    done.merge(words, 1, Integer::sum);
                }
            }
        }
        int best = done.values().stream().mapToInt(Integer::intValue).max().orElse(0);
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
