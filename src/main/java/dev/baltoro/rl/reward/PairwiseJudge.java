package dev.baltoro.rl.reward;

import dev.baltoro.agent.llm.Llm;
import dev.baltoro.agent.llm.LlmException;
import dev.baltoro.agent.world.Rubric;
import dev.baltoro.agent.world.Rubric.Criterion;
import dev.baltoro.agent.world.Task;
import dev.baltoro.agent.world.Transcript;
import dev.baltoro.rl.reward.PairwiseComparison.Better;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;

/// Self-critique (K2 report §3.2.2): a critic, usually the policy itself, compares a group's
/// answers in pairs, each pair in both orders. Orders that disagree are a draw, which takes the
/// critic's preference for a place out.
///
/// An answer's score is the share of its comparisons that it won, draws counting half. One that
/// misses a mandatory criterion has 0.
///
/// @param critic a frozen external judge, or the live policy
/// @param opponents how many others each answer is compared with, at least; pairs are chosen by
///   place, so that the same group is judged by the same pairs
public record PairwiseJudge(Llm critic, int opponents) implements GroupJudge {
    /// Answers of one group.
    public static final int GROUP_MAX = 64;

    public PairwiseJudge {
        if (opponents < 1 || opponents >= GROUP_MAX) {
            throw new IllegalArgumentException(
                    "opponents is %d; use 1 to %d".formatted(opponents, GROUP_MAX - 1));
        }
    }

    /// Two places in a group.
    private record Pair(int a, int b) {}

    /// {@return the pairs of a ring: each answer meets the next ones}
    private List<Pair> pairs(int size) {
        List<Pair> pairs = new ArrayList<>();
        for (int distance = 1; distance <= Math.min(opponents, size / 2); distance++) {
            boolean half = 2 * distance == size; // the ring's far side meets once
            for (int i = 0; i < (half ? distance : size); i++) {
                pairs.add(new Pair(i, (i + distance) % size));
            }
        }
        return pairs;
    }

    @Override
    public List<OptionalDouble> scores(Task.Judged task, List<Transcript> group)
            throws InterruptedException {
        if (group.size() > GROUP_MAX) {
            throw new IllegalArgumentException(
                    "a group of %d answers; use up to %d".formatted(group.size(), GROUP_MAX));
        }
        Rubric rubric = Rubrics.with(task.rubric());
        List<Criterion> mandatory =
                rubric.criteria().stream().filter(Criterion::mandatory).toList();
        List<Pair> pairs = pairs(group.size());
        try (ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor()) {
            List<Future<Optional<Boolean>>> held = new ArrayList<>();
            for (Transcript one : group) {
                held.add(threads.submit(() -> holds(mandatory, one)));
            }
            List<Future<OptionalDouble>> won = new ArrayList<>();
            for (Pair pair : pairs) {
                PairwiseComparison asked =
                        new PairwiseComparison(
                                rubric,
                                group.get(pair.a).question(),
                                group.get(pair.a).answer(),
                                group.get(pair.b).answer());
                won.add(threads.submit((Callable<OptionalDouble>) () -> won(asked)));
            }
            Tally tally = new Tally(group.size());
            for (int i = 0; i < pairs.size(); i++) {
                tally.add(pairs.get(i), get(won.get(i)));
            }
            List<OptionalDouble> scores = new ArrayList<>();
            for (int i = 0; i < group.size(); i++) {
                Optional<Boolean> holds = get(held.get(i));
                scores.add(
                        holds.isEmpty()
                                ? OptionalDouble.empty()
                                : holds.get() ? tally.score(i) : OptionalDouble.of(0));
            }
            return scores;
        }
    }

    /// Comparisons won and made, by place.
    private static final class Tally {
        private final double[] won;
        private final int[] made;

        Tally(int size) {
            won = new double[size];
            made = new int[size];
        }

        void add(Pair pair, OptionalDouble ofA) {
            if (ofA.isPresent()) {
                won[pair.a] += ofA.getAsDouble();
                won[pair.b] += 1 - ofA.getAsDouble();
                made[pair.a]++;
                made[pair.b]++;
            }
        }

        OptionalDouble score(int place) {
            return made[place] == 0
                    ? OptionalDouble.empty()
                    : OptionalDouble.of(won[place] / made[place]);
        }
    }

    private Optional<Boolean> holds(List<Criterion> mandatory, Transcript one)
            throws InterruptedException {
        for (Criterion criterion : mandatory) {
            try {
                Optional<Boolean> said =
                        new CriterionCheck(criterion, one.question(), one.answer()).ask(critic);
                if (!said.orElse(true)) {
                    return said;
                }
                if (said.isEmpty()) {
                    return said;
                }
            } catch (LlmException e) {
                return Optional.empty();
            }
        }
        return Optional.of(true);
    }

    /// {@return what of a comparison the first answer won: 1, 0, or ½ for a draw; none if the
    /// critic gave no verdict}
    private OptionalDouble won(PairwiseComparison asked) throws InterruptedException {
        try {
            Optional<Better> there = PairwiseComparison.read(critic.answer(asked.request()));
            Optional<Better> back =
                    PairwiseComparison.read(critic.answer(asked.swapped().request()));
            if (there.isEmpty() || back.isEmpty()) {
                return OptionalDouble.empty();
            }
            boolean first = there.get() == Better.A;
            boolean second = back.get() == Better.B;
            return OptionalDouble.of(first == second ? (first ? 1 : 0) : 0.5);
        } catch (LlmException e) {
            return OptionalDouble.empty();
        }
    }

    private static <T> T get(Future<T> future) throws InterruptedException {
        try {
            return future.get();
        } catch (ExecutionException e) {
            if (e.getCause() instanceof RuntimeException cause) {
                throw cause;
            }
            throw new IllegalStateException(e.getCause());
        }
    }
}
