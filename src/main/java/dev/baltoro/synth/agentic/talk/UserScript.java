package dev.baltoro.synth.agentic.talk;

import dev.baltoro.synth.agentic.task.AgentTask;
import dev.baltoro.synth.agentic.task.OpenQuestion;
import dev.baltoro.synth.agentic.task.Slip;
import dev.baltoro.synth.agentic.task.UserGoal;
import java.util.Locale;
import java.util.Optional;
import java.util.regex.Pattern;
import tools.jackson.databind.node.ObjectNode;

/// Decides what a user does next, from what the agent said and what the user remembers. It sees
/// neither the world nor any call: what it knows is in its goals.
///
/// @param task of which only the persona and the goals are looked at
public record UserScript(AgentTask task) {
    private static final Pattern ASKS_LEAVE =
            Pattern.compile(
                    "(?i)\\b(shall i|should i|do you want|would you like|are you sure|may i|can i|confirm|go ahead|proceed)\\b");

    private static final String GOAL = "goal";
    private static final String ANSWERED = "answered";
    private static final String CORRECTED = "corrected";
    private static final String IN_VAIN = "in_vain";
    private static final String LEFT = "gave_up";

    /// {@return what the user does after the agent said something}
    ///
    /// @param memory the user's, which this changes
    public UserAct next(ObjectNode memory, String said) {
        int number = memory.path(GOAL).asInt(0);
        UserGoal goal = task.goals().get(number);
        boolean asks = said.contains("?");
        Optional<Slip> slip = pending(goal, memory);
        boolean mentions = slip.isPresent() && slip.get().noticed();
        if (mentions && (slip.get().kind() == Slip.Kind.WRONG_KEY || !asks)) {
            memory.put(CORRECTED, true);
            return new UserAct.Corrects(number);
        }
        if (asks) {
            return asked(memory, goal, said);
        }
        if (number + 1 == task.goals().size()) {
            return new UserAct.Leaves();
        }
        memory.put(GOAL, number + 1).put(ANSWERED, false).put(CORRECTED, false);
        return new UserAct.Wants(number + 1);
    }

    private static Optional<Slip> pending(UserGoal goal, ObjectNode memory) {
        return memory.path(CORRECTED).asBoolean(false) ? Optional.empty() : goal.slip();
    }

    private UserAct asked(ObjectNode memory, UserGoal goal, String said) {
        Optional<OpenQuestion> open = goal.open();
        boolean first = !memory.path(ANSWERED).asBoolean(false);
        if (open.isPresent() && first && open.get().isAskedBy(said)) {
            memory.put(ANSWERED, true);
            return new UserAct.Answers(memory.path(GOAL).asInt(0), open.get().known());
        }
        if (ASKS_LEAVE.matcher(said.toLowerCase(Locale.ROOT)).find()) {
            return new UserAct.Agrees();
        }
        int vain = memory.path(IN_VAIN).asInt(0) + 1;
        memory.put(IN_VAIN, vain);
        if (vain > task.persona().patience()) {
            memory.put(LEFT, true);
            return new UserAct.GivesUp();
        }
        return new UserAct.KnowsNoMore();
    }

    /// {@return whether a user lost patience}
    static boolean gaveUp(ObjectNode memory) {
        return memory.path(LEFT).asBoolean(false);
    }
}
