package dev.baltoro.synth.agentic.review;

import dev.baltoro.agent.request.WantedCall;
import dev.baltoro.agent.tool.CallCheck;
import dev.baltoro.agent.tool.Tool;
import dev.baltoro.synth.agentic.review.RuleVerdict.Cause;
import dev.baltoro.synth.agentic.simulator.Mishaps;
import dev.baltoro.synth.agentic.simulator.SimulatedServer;
import dev.baltoro.synth.agentic.talk.Trajectory;
import dev.baltoro.synth.agentic.task.AgentTask;
import dev.baltoro.synth.agentic.task.Slip;
import dev.baltoro.synth.agentic.task.UserGoal;
import dev.baltoro.text.chat.Message;
import dev.baltoro.text.chat.ToolCall;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import tools.jackson.databind.node.ObjectNode;

/// The first filter: form, ids, loops, completion, and the checkable part of the rubric.
public final class RuleFilter {
    /// Equal calls in one conversation.
    public static final int EQUAL_CALLS_MAX = 3;

    private final Trajectory trajectory;
    private final Set<String> reasons = new LinkedHashSet<>();

    private RuleFilter(Trajectory trajectory) {
        this.trajectory = trajectory;
    }

    /// {@return the verdict}
    public static RuleVerdict judge(Trajectory trajectory) {
        RuleFilter filter = new RuleFilter(trajectory);
        filter.form();
        filter.loops();
        filter.completion();
        Map<String, Boolean> criteria = new TaskVerifier(trajectory).verdicts();
        trajectory.task().criteria().stream()
                .filter(one -> !criteria.getOrDefault(one.id(), true))
                .forEach(one ->
                        filter.reasons.add(
                                "%s: %s"
                                        .formatted(
                                                one.id().replaceFirst("-\\d+$", ""), one.text())));
        return new RuleVerdict(List.copyOf(filter.reasons), criteria, filter.cause(criteria));
    }

    private void form() {
        int number = 0;
        for (Message message : trajectory.transcript().messages()) {
            switch (message) {
                case Message.Assistant turn -> {
                    for (ToolCall call : turn.toolCalls()) {
                        if (!CallCheck.accepts(trajectory.task().server().declared(), call)) {
                            reasons.add(
                                    "schema: call %d is not what %s declares"
                                            .formatted(number, call.name()));
                        }
                        if (!call.equals(ToolCall.of(call.name(), number, call.argumentsJson()))) {
                            reasons.add("ids: call %d has the id %s".formatted(number, call.id()));
                        }
                        number++;
                    }
                    if (turn.toolCalls().isEmpty() && turn.content().isBlank()) {
                        reasons.add("completion: the agent says nothing");
                    }
                }
                case Message.ToolResult result -> {
                    if (Tool.isMalformed(result.content())) {
                        reasons.add("schema: " + result.content());
                    }
                }
                case Message.System _, Message.User _ -> {
                    // not the agent's
                }
            }
        }
    }

    private void loops() {
        Map<String, Integer> times = new HashMap<>();
        for (ToolCall call : trajectory.transcript().calls()) {
            int now = times.merge(call.name() + call.argumentsJson(), 1, Integer::sum);
            if (now > EQUAL_CALLS_MAX) {
                reasons.add(
                        "loops: %s is called more than %d times with the same arguments"
                                .formatted(call.name(), EQUAL_CALLS_MAX));
            }
        }
    }

    private void completion() {
        if (trajectory.transcript().truncated()) {
            reasons.add("completion: it did not come to an end");
        }
        if (trajectory.gaveUp()) {
            reasons.add("completion: the user lost patience");
        }
        int last = trajectory.goalOf().isEmpty() ? -1 : trajectory.goalOf().getLast();
        if (last + 1 < trajectory.task().goals().size()) {
            reasons.add("completion: not all wishes were heard");
        }
    }

    private Cause cause(Map<String, Boolean> criteria) {
        if (reasons.isEmpty()) {
            return Cause.NONE;
        }
        boolean onlyState =
                reasons.stream().allMatch(reason -> reason.startsWith("state: "))
                        && criteria.values().stream().filter(holds -> !holds).count() == 1;
        if (onlyState && asSaid().map(this::isEnd).orElse(false)) {
            return Cause.USER;
        }
        return keptFailing() ? Cause.WORLD : Cause.AGENT;
    }

    private boolean isEnd(ObjectNode state) {
        return TaskVerifier.facts(state).equals(TaskVerifier.facts(trajectory.end()));
    }

    /// {@return the state that an agent leaves who does all as it was said; empty if nothing was
    /// said wrongly in the end}
    private Optional<ObjectNode> asSaid() {
        AgentTask task = trajectory.task();
        ObjectNode state = task.server().start();
        boolean wrong = false;
        for (UserGoal goal : task.goals()) {
            Optional<Slip> kept = goal.slip().filter(slip -> !slip.noticed());
            wrong |= kept.isPresent();
            List<WantedCall> calls = kept.map(slip -> List.of(slip.said())).orElse(goal.due());
            calls.forEach(call -> make(task.server(), state, call));
        }
        return wrong ? Optional.of(state) : Optional.empty();
    }

    private static void make(SimulatedServer server, ObjectNode state, WantedCall call) {
        for (Tool tool : server.tools()) {
            if (tool.name().equals(call.name())) {
                String unused = tool.call(state, call.arguments().toString());
            }
        }
    }

    private boolean keptFailing() {
        List<Message> results = new ArrayList<>(trajectory.transcript().messages());
        results.removeIf(message -> !(message instanceof Message.ToolResult));
        int row = 0;
        for (Message result : results) {
            row = result.content().equals(Mishaps.BUSY) ? row + 1 : 0;
            if (row >= EQUAL_CALLS_MAX) {
                return true;
            }
        }
        return false;
    }
}
