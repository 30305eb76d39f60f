package dev.baltoro.rl.evaluation;

import dev.baltoro.agent.tool.CallCheck;
import dev.baltoro.agent.world.TaskId;
import dev.baltoro.rl.rollout.Rollout;
import dev.baltoro.rl.rollout.RolloutEnd;
import dev.baltoro.text.chat.ToolCall;
import dev.baltoro.text.chat.ToolDeclaration;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;

/// What came of one attempt at a held-out task.
///
/// @param gym the gym's name
/// @param domain its domain
/// @param split which tasks
/// @param temperature of the draws; 0 took the likeliest tokens
/// @param task its id
/// @param success whether it was done
/// @param end how the attempt ended
/// @param tokens that the model drew
/// @param calls of tools that the model finished
/// @param acceptedCalls those of them that name a declared tool, with arguments that its schema
///   allows
/// @param partial credit by name
/// @param unskilled the policies without skill that did the same task
public record TaskOutcome(
        String gym,
        String domain,
        String split,
        double temperature,
        String task,
        boolean success,
        RolloutEnd end,
        int tokens,
        int calls,
        int acceptedCalls,
        SortedMap<String, Double> partial,
        List<String> unskilled) {
    /// {@return what came of a rollout}
    public static TaskOutcome of(
            Rollout rollout, String domain, double temperature, List<String> unskilled) {
        TaskId id = rollout.task().id();
        List<ToolCall> calls = rollout.transcript().calls();
        List<ToolDeclaration> declared =
                calls.isEmpty() ? List.of() : rollout.task().world().tools();
        return new TaskOutcome(
                id.gym(),
                domain,
                id.split().name().toLowerCase(Locale.ROOT),
                temperature,
                id.toString(),
                rollout.isSuccess(),
                rollout.end(),
                rollout.tokens().sampledCount(),
                calls.size(),
                (int) calls.stream().filter(call -> CallCheck.accepts(declared, call)).count(),
                new TreeMap<>(rollout.verdict().map(it -> it.partial()).orElse(new TreeMap<>())),
                unskilled);
    }

    /// {@return whether it counts: one whose world failed does not}
    public boolean counts() {
        return end != RolloutEnd.FAILED;
    }

    /// {@return the largest share of some tasks that a policy without skill does}
    public static double chance(List<TaskOutcome> outcomes) {
        Map<String, Integer> done = new TreeMap<>();
        outcomes.forEach(
                one -> one.unskilled.forEach(policy -> done.merge(policy, 1, Integer::sum)));
        int best = done.values().stream().mapToInt(Integer::intValue).max().orElse(0);
        return (double) best / Math.max(1, outcomes.size());
    }

    /// {@return how tokens were drawn, in words}
    public static String draws(double temperature) {
        return temperature == 0 ? "greedy" : "temperature " + temperature;
    }

    /// {@return what it is counted with}
    Slice slice() {
        return new Slice(domain, split, temperature);
    }

    /// What is counted together: the tasks of one domain and split, drawn in one way.
    ///
    /// @param temperature 0 took the likeliest tokens
    public record Slice(String domain, String split, double temperature) {
        /// {@return how tokens were drawn, in words}
        public String draws() {
            return TaskOutcome.draws(temperature);
        }
    }
}
