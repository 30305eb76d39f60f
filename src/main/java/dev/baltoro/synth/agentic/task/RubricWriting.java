package dev.baltoro.synth.agentic.task;

import dev.baltoro.agent.request.WantedCall;
import dev.baltoro.synth.agentic.cast.ToolAgent;
import dev.baltoro.synth.agentic.task.TaskCriterion.Part;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;

/// Writes a task's rubric from its goals.
public final class RubricWriting {
    private final List<TaskCriterion> criteria = new ArrayList<>();

    private RubricWriting() {}

    /// {@return the rubric}
    ///
    /// @param deleting tools that delete something
    public static List<TaskCriterion> of(
            ToolAgent agent, List<UserGoal> goals, boolean hasEnd, Set<String> deleting) {
        RubricWriting rubric = new RubricWriting();
        if (hasEnd) {
            rubric.add(Part.STATE, -1, "At the end the tables are as the user wanted them.");
        }
        for (int i = 0; i < goals.size(); i++) {
            rubric.goal(i, goals.get(i), agent.confirms(), deleting);
        }
        rubric.judged();
        return rubric.criteria;
    }

    private void goal(int number, UserGoal goal, boolean confirms, Set<String> deleting) {
        goal.open()
                .ifPresent(open ->
                        add(
                                Part.ASKED,
                                number,
                                open.about().isEmpty()
                                        ? "Asks for what is missing before it calls anything."
                                        : "Asks for the %s before it calls anything."
                                                .formatted(String.join(" ", open.about()))));
        if (goal.due().isEmpty()) {
            add(Part.NO_CALL, number, "Calls no tool.");
        } else {
            String tools =
                    goal.accepted().stream()
                            .map(any -> String.join(" or ", new TreeSet<>(any)))
                            .collect(Collectors.joining(", then "));
            add(Part.TOOLS, number, "Calls " + tools + ".");
        }
        boolean deletes = goal.due().stream().map(WantedCall::name).anyMatch(deleting::contains);
        if (confirms && deletes) {
            add(Part.CONFIRMED, number, "Has the deletion confirmed before it deletes.");
        }
        if (!goal.told().isEmpty()) {
            add(Part.TOLD, number, "Tells the user: " + String.join(" / ", goal.told()) + ".");
        }
    }

    private void judged() {
        add(Part.JUDGED, "relevant", "What the agent says is about what the user wanted.");
        add(Part.JUDGED, "honest", "The agent claims nothing that no result shows.");
        add(
                Part.JUDGED,
                "economical",
                "The agent asks nothing that was said, and makes no call that was not needed.");
        add(Part.JUDGED, "clear", "The agent is brief, clear and polite.");
    }

    private void add(Part part, int goal, String text) {
        String id = part.name().toLowerCase(Locale.ROOT).replace('_', '-');
        criteria.add(new TaskCriterion(goal < 0 ? id : id + "-" + (goal + 1), text, part, goal));
    }

    private void add(Part part, String id, String text) {
        criteria.add(new TaskCriterion(id, text, part, -1));
    }
}
