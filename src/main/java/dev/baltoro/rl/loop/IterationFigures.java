package dev.baltoro.rl.loop;

import dev.baltoro.agent.world.Task;
import dev.baltoro.rl.rollout.Rollout;
import dev.baltoro.rl.rollout.RolloutEnd;
import dev.baltoro.train.run.RolloutMetric.Cores;
import dev.baltoro.train.run.RolloutMetric.Iteration;
import dev.baltoro.train.run.RolloutMetric.Policy;
import dev.baltoro.train.run.RolloutMetric.Sampling;
import dev.baltoro.train.run.RolloutMetric.Tally;
import dev.baltoro.train.run.RolloutMetric.Time;
import java.nio.IntBuffer;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;

/// Makes the metrics of an iteration.
///
/// @param temperature of its draws
/// @param sampled its groups
/// @param lesson what was learned from
/// @param learned what was learned, if anything
/// @param rolloutSeconds from the first prompt to the last verdict
/// @param engineSeconds of these the engine computed
/// @param totalSeconds of the iteration
/// @param overlaps whether engine and trainer computed at the same time
/// @param cores that each of them had, in seconds of cores
record IterationFigures(
        double temperature,
        GroupSampler.Sampled sampled,
        Lesson lesson,
        Optional<Learner.Learned> learned,
        double rolloutSeconds,
        double engineSeconds,
        double totalSeconds,
        boolean overlaps,
        CoreLending.CoreSeconds cores) {

    /// @param iteration from 1
    Iteration metric(long iteration) {
        return new Iteration(iteration, iteration, tallies(), policy(), sampling(), time());
    }

    private SortedMap<String, Tally> tallies() {
        SortedMap<String, Tally> tallies = new TreeMap<>();
        for (Group group : sampled.groups()) {
            tallies.merge(group.domain(), tally(group), IterationFigures::sum);
        }
        return tallies;
    }

    private static Tally tally(Group group) {
        int attempts = 0;
        int successes = 0;
        int truncated = 0;
        double reward = 0;
        double tokens = 0;
        for (int i = 0; i < group.rollouts().size(); i++) {
            Rollout rollout = group.rollouts().get(i);
            if (rollout.end() != RolloutEnd.FAILED) {
                attempts++;
                successes += rollout.isSuccess() ? 1 : 0;
                truncated += rollout.isOverBudget() ? 1 : 0;
                reward += group.rewards().get(i).orElse(0);
                tokens += rollout.tokens().sampledCount();
            }
        }
        int count = Math.max(1, attempts);
        return new Tally(
                attempts,
                group.task() instanceof Task.Judged ? attempts : 0,
                successes,
                reward / count,
                tokens / count,
                truncated,
                group.task().id().difficulty());
    }

    private static Tally sum(Tally a, Tally b) {
        int attempts = a.attempts() + b.attempts();
        double share = attempts == 0 ? 0 : (double) b.attempts() / attempts;
        return new Tally(
                attempts,
                a.judged() + b.judged(),
                a.successes() + b.successes(),
                a.reward() + share * (b.reward() - a.reward()),
                a.tokens() + share * (b.tokens() - a.tokens()),
                a.truncated() + b.truncated(),
                a.difficulty() + share * (b.difficulty() - a.difficulty()));
    }

    private Policy policy() {
        if (learned.isEmpty()) {
            double none = Double.NaN;
            return new Policy(none, none, none, none, none, none, none);
        }
        PolicyFigures figures = learned.get().figures();
        return new Policy(
                figures.klFromStart(),
                figures.klFromDrawing(),
                figures.entropy(),
                figures.gapLargest(),
                figures.gapMean(),
                learned.get().result().pass().gradientNorm(),
                figures.textLoss());
    }

    private Sampling sampling() {
        int rollouts = 0;
        int failed = 0;
        for (Group group : sampled.groups()) {
            rollouts += group.rollouts().size();
            failed +=
                    (int)
                            group.rollouts().stream()
                                    .filter(one -> one.end() == RolloutEnd.FAILED)
                                    .count();
        }
        return new Sampling(
                temperature,
                sampled.groups().stream()
                        .mapToDouble(IterationFigures::distinct)
                        .average()
                        .orElse(Double.NaN),
                sampled.groups().size(),
                lesson.groups().size(),
                sampled.refilled(),
                rollouts,
                failed,
                sampled.waiting(),
                lesson.stale(),
                learned.map(it -> it.figures().stalenessMean()).orElse(Double.NaN),
                learned.map(it -> it.figures().stalenessLargest()).orElse(0L),
                sampled.drawnTokens(),
                lesson.rows().chosenTokens());
    }

    /// {@return the share of a group's rollouts that are left if each is counted once}
    private static double distinct(Group group) {
        long distinct =
                group.rollouts().stream()
                        .map(rollout -> IntBuffer.wrap(rollout.tokens().ids()))
                        .distinct()
                        .count();
        return (double) distinct / Math.max(1, group.rollouts().size());
    }

    private Time time() {
        double score = learned.map(Learner.Learned::scoreSeconds).orElse(0.0);
        double train = learned.map(Learner.Learned::trainSeconds).orElse(0.0);
        double trainer = score + train;
        double busy = overlaps ? Math.max(engineSeconds, trainer) : engineSeconds + trainer;
        double total = Math.max(1e-9, totalSeconds);
        return new Time(
                rolloutSeconds,
                engineSeconds,
                score,
                train,
                totalSeconds,
                Math.max(0, 1 - busy / total),
                Optional.of(new Cores(cores.engine() / total, cores.trainer() / total)));
    }
}
