package dev.baltoro.synth.agentic.review;

import dev.baltoro.agent.tool.Tool;
import dev.baltoro.synth.agentic.talk.Trajectory;
import dev.baltoro.synth.agentic.talk.Trajectory.Placed;
import dev.baltoro.synth.agentic.task.OpenQuestion;
import dev.baltoro.synth.agentic.task.TaskCriterion;
import dev.baltoro.synth.agentic.task.UserGoal;
import dev.baltoro.text.chat.Message;
import dev.baltoro.text.chat.ToolCall;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Predicate;
import java.util.stream.Collectors;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ObjectNode;

/// Checks the part of a rubric that a program can.
///
/// @param trajectory what was done
public record TaskVerifier(Trajectory trajectory) {
    /// {@return whether each checkable criterion holds, in the rubric's order}
    public Map<String, Boolean> verdicts() {
        Map<String, Boolean> verdicts = new LinkedHashMap<>();
        for (TaskCriterion criterion : trajectory.task().criteria()) {
            if (criterion.part().isCheckable()) {
                verdicts.put(criterion.id(), holds(criterion));
            }
        }
        return verdicts;
    }

    private boolean holds(TaskCriterion criterion) {
        return switch (criterion.part()) {
            case STATE -> isReached();
            case TESTS -> CodeEvidence.passed(trajectory);
            case TOLD -> isTold(criterion.goal());
            case TOOLS -> areCalled(criterion.goal());
            case NO_CALL -> calls(criterion.goal()).isEmpty();
            case ASKED -> isAsked(criterion.goal());
            case CONFIRMED -> asksBefore(criterion.goal(), said -> true);
            case JUDGED -> true;
        };
    }

    private boolean isReached() {
        return trajectory
                .task()
                .end()
                .map(end -> facts(end).equals(facts(trajectory.end())))
                .orElse(true);
    }

    /// A state without what tasks are not about, and with numbers that are equal if they look so.
    static JsonNode facts(JsonNode state) {
        ObjectNode facts = (ObjectNode) JsonMapper.shared().readTree(state.toString());
        facts.remove(Tool.ASIDE);
        return facts;
    }

    private UserGoal goal(int number) {
        return trajectory.task().goals().get(number);
    }

    private List<ToolCall> calls(int goal) {
        return trajectory.ofGoal(goal).stream()
                .map(Placed::message)
                .filter(Message.Assistant.class::isInstance)
                .flatMap(message -> ((Message.Assistant) message).toolCalls().stream())
                .toList();
    }

    /// The last word has one of the texts, and a result of the same goal shows it.
    private boolean isTold(int goal) {
        String last =
                trajectory.ofGoal(goal).stream()
                        .map(Placed::message)
                        .filter(Message.Assistant.class::isInstance)
                        .reduce((_, later) -> later)
                        .map(Message::content)
                        .orElse("");
        String said = plain(last);
        String shown =
                trajectory.ofGoal(goal).stream()
                        .map(Placed::message)
                        .filter(Message.ToolResult.class::isInstance)
                        .map(result -> plain(result.content()))
                        .collect(Collectors.joining("\n"));
        return goal(goal).told().stream()
                .map(TaskVerifier::plain)
                .anyMatch(text -> said.contains(text) && shown.contains(text));
    }

    /// {@return a text without what people write numbers with for the eye}
    private static String plain(String text) {
        return text.toLowerCase(Locale.ROOT).replaceAll("(?<=\\d)[,'’](?=\\d{3})", "");
    }

    private boolean areCalled(int number) {
        List<String> made = calls(number).stream().map(ToolCall::name).collect(Collectors.toList());
        for (Set<String> accepted : goal(number).accepted()) {
            Optional<String> found = made.stream().filter(accepted::contains).findFirst();
            if (found.isEmpty()) {
                return false;
            }
            made.remove(found.get());
        }
        return true;
    }

    private boolean isAsked(int number) {
        Optional<OpenQuestion> open = goal(number).open();
        return open.isEmpty() || asksBefore(number, open.get()::isAskedBy);
    }

    /// {@return whether the agent asks something before it calls a tool that the goal needs}
    private boolean asksBefore(int number, Predicate<String> question) {
        List<String> needed = new ArrayList<>();
        goal(number).accepted().forEach(needed::addAll);
        for (Placed placed : trajectory.ofGoal(number)) {
            if (placed.message() instanceof Message.Assistant turn) {
                if (turn.content().contains("?") && question.test(turn.content())) {
                    return true;
                }
                if (turn.toolCalls().stream().anyMatch(call -> needed.contains(call.name()))) {
                    return false;
                }
            }
        }
        return false;
    }
}
