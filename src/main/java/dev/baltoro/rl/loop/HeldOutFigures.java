package dev.baltoro.rl.loop;

import dev.baltoro.rl.evaluation.TaskOutcome;
import dev.baltoro.stats.Wilson;
import dev.baltoro.train.run.RolloutMetric.Measured;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;

/// Makes the metrics of a measurement on held-out tasks.
final class HeldOutFigures {
    private HeldOutFigures() {}

    /// {@return success by gym, split and temperature, in the outcomes' order}
    static List<Measured> of(List<TaskOutcome> outcomes) {
        Map<List<Object>, List<TaskOutcome>> parts = new LinkedHashMap<>();
        for (TaskOutcome one : outcomes) {
            if (one.counts()) {
                parts.computeIfAbsent(
                                List.of(one.gym(), one.split(), one.temperature()),
                                _ -> new ArrayList<>())
                        .add(one);
            }
        }
        return parts.values().stream().map(HeldOutFigures::measured).toList();
    }

    private static Measured measured(List<TaskOutcome> part) {
        TaskOutcome first = part.getFirst();
        List<TaskOutcome> solved = part.stream().filter(TaskOutcome::success).toList();
        Wilson share = Wilson.of(solved.size(), part.size());
        Map<String, Double> partial = new TreeMap<>();
        part.forEach(one ->
                one.partial()
                        .forEach((name, credit) ->
                                partial.merge(name, credit / part.size(), Double::sum)));
        return new Measured(
                first.gym(),
                first.domain(),
                first.split(),
                first.temperature(),
                part.size(),
                solved.size(),
                share.low(),
                share.high(),
                TaskOutcome.chance(part),
                tokens(part),
                tokens(solved),
                part.stream().mapToInt(TaskOutcome::calls).sum(),
                part.stream().mapToInt(TaskOutcome::acceptedCalls).sum(),
                partial);
    }

    private static double tokens(List<TaskOutcome> outcomes) {
        return outcomes.stream().mapToInt(TaskOutcome::tokens).average().orElse(0);
    }

    /// {@return a line for people}
    static String line(Measured one) {
        return String.format(
                Locale.ROOT,
                "%s %s, %s: %s (chance %.1f %%), %.1f tokens",
                one.gym(),
                one.split(),
                TaskOutcome.draws(one.temperature()),
                Wilson.of(one.successes(), Math.max(1, one.attempts())),
                100 * one.chance(),
                one.tokens());
    }
}
