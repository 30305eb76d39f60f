package dev.baltoro.rl.evaluation;

import dev.baltoro.rl.evaluation.TaskOutcome.Slice;
import dev.baltoro.stats.McNemar;
import dev.baltoro.stats.Wilson;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;

/// Two or more policies on the same held-out tasks, each of which every one attempted once. The
/// first is the one that the others are compared with.
///
/// @param arms their names
/// @param rows by domain, split and temperature
public record Comparison(List<String> arms, List<Row> rows) {
    public Comparison {
        arms = List.copyOf(arms);
        rows = List.copyOf(rows);
    }

    /// One policy's attempts.
    ///
    /// @param name what tables call it
    public record Arm(String name, List<TaskOutcome> outcomes) {
        public Arm {
            outcomes = List.copyOf(outcomes);
        }
    }

    /// One domain's tasks of one split.
    ///
    /// @param tasks that every arm attempted
    /// @param chance the best share that a policy without skill reaches on them
    /// @param figures an arm's each, in the arms' order
    public record Row(Slice slice, int tasks, double chance, List<Figures> figures) {}

    /// What one arm did.
    ///
    /// @param share of the tasks that it did
    /// @param paired its tasks against the first arm's, pair by pair
    /// @param calls of tools
    /// @param acceptedCalls those that the declared schemas allow
    /// @param tokens of a solved task, NaN if none was
    /// @param both tasks that it and the first arm did
    /// @param tokensOfBoth its tokens a task on these, NaN if there are none
    /// @param firstTokensOfBoth the first arm's
    public record Figures(
            Wilson share,
            McNemar paired,
            int calls,
            int acceptedCalls,
            double tokens,
            int both,
            double tokensOfBoth,
            double firstTokensOfBoth) {}

    /// {@return what a run of reinforcement learning changed: its first measurement and its last
    /// one; none before there are two, or where every task is judged by a model, which says no more
    /// than which of two it prefers}
    ///
    /// @throws IOException if its files cannot be read
    public static Optional<Comparison> ofRun(Path run) throws IOException {
        OutcomeFiles files = OutcomeFiles.of(run);
        List<Long> iterations = files.iterations();
        if (iterations.size() < 2) {
            return Optional.empty();
        }
        Comparison compared =
                paired(
                        List.of(
                                new Arm("before (SFT)", files.read(iterations.getFirst())),
                                new Arm("after (RL)", files.read(iterations.getLast()))));
        return compared.rows.isEmpty() ? Optional.empty() : Optional.of(compared);
    }

    /// {@return the arms on the tasks that all of them attempted}
    ///
    /// @throws IllegalArgumentException if there are no such tasks
    public static Comparison of(List<Arm> arms) {
        Comparison compared = paired(arms);
        if (compared.rows.isEmpty()) {
            throw new IllegalArgumentException(
                    "no held-out task was attempted by all of %s: compare runs of the same gyms and evaluation"
                            .formatted(String.join(", ", compared.arms)));
        }
        return compared;
    }

    private static Comparison paired(List<Arm> arms) {
        List<Map<Slice, Map<String, TaskOutcome>>> all =
                arms.stream().map(Comparison::slices).toList();
        List<Row> rows = new ArrayList<>();
        for (Slice slice : all.getFirst().keySet()) {
            List<Map<String, TaskOutcome>> measured =
                    all.stream().map(arm -> arm.getOrDefault(slice, Map.of())).toList();
            Set<String> tasks = new LinkedHashSet<>(measured.getFirst().keySet());
            measured.forEach(arm -> tasks.retainAll(arm.keySet()));
            if (!tasks.isEmpty()) {
                rows.add(row(slice, tasks, measured));
            }
        }
        return new Comparison(arms.stream().map(Arm::name).toList(), rows);
    }

    private static Map<Slice, Map<String, TaskOutcome>> slices(Arm arm) {
        Map<Slice, Map<String, TaskOutcome>> slices = new LinkedHashMap<>();
        for (TaskOutcome outcome : arm.outcomes()) {
            if (outcome.counts()) {
                slices.computeIfAbsent(outcome.slice(), _ -> new LinkedHashMap<>())
                        .put(outcome.task(), outcome);
            }
        }
        return slices;
    }

    private static Row row(
            Slice slice, Set<String> tasks, List<Map<String, TaskOutcome>> measured) {
        List<List<TaskOutcome>> arms =
                measured.stream()
                        .map(arm ->
                                tasks.stream()
                                        .map(task -> Objects.requireNonNull(arm.get(task)))
                                        .toList())
                        .toList();
        List<TaskOutcome> first = arms.getFirst();
        return new Row(
                slice,
                tasks.size(),
                TaskOutcome.chance(first),
                arms.stream().map(arm -> figures(first, arm)).toList());
    }

    private static Figures figures(List<TaskOutcome> first, List<TaskOutcome> arm) {
        int gained = 0;
        int lost = 0;
        List<TaskOutcome> both = new ArrayList<>();
        List<TaskOutcome> firstOfBoth = new ArrayList<>();
        for (int i = 0; i < arm.size(); i++) {
            gained += arm.get(i).success() && !first.get(i).success() ? 1 : 0;
            lost += first.get(i).success() && !arm.get(i).success() ? 1 : 0;
            if (arm.get(i).success() && first.get(i).success()) {
                both.add(arm.get(i));
                firstOfBoth.add(first.get(i));
            }
        }
        List<TaskOutcome> solved = arm.stream().filter(TaskOutcome::success).toList();
        return new Figures(
                Wilson.of(solved.size(), arm.size()),
                McNemar.of(gained, lost),
                arm.stream().mapToInt(TaskOutcome::calls).sum(),
                arm.stream().mapToInt(TaskOutcome::acceptedCalls).sum(),
                tokens(solved),
                both.size(),
                tokens(both),
                tokens(firstOfBoth));
    }

    private static double tokens(List<TaskOutcome> outcomes) {
        return outcomes.stream().mapToInt(TaskOutcome::tokens).average().orElse(Double.NaN);
    }

    /// {@return whether an arm's success is above the first one's with intervals apart}
    public static boolean isLifted(Row row, int arm) {
        Wilson before = row.figures().getFirst().share();
        return row.figures().get(arm).share().low() > before.high();
    }
}
