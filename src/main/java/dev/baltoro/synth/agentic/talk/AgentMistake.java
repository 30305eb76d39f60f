package dev.baltoro.synth.agentic.talk;

import dev.baltoro.synth.agentic.task.UserGoal;
import dev.baltoro.synth.value.Draws;
import java.util.ArrayList;
import java.util.List;

/// What a template teacher does wrongly on purpose, so that filters have something to refuse.
///
/// @param kind what it does
/// @param goal the number of the goal at which it does it
public record AgentMistake(Kind kind, int goal) {
    /// What a teacher can do wrongly.
    public enum Kind {
        /// A value of a call is not the one that was said.
        WRONG_VALUE,
        /// Another tool is called.
        WRONG_TOOL,
        /// What is open is made up, not asked for.
        SKIPPED_QUESTION,
        /// The same call is made again and again.
        REPEATED_CALL,
        /// A call has a parameter that its tool does not declare.
        UNDECLARED_PARAMETER,
        /// It says that all is done, and has done nothing.
        CLAIMED,
        /// A call's id is not K2's.
        WRONG_ID,
        /// It stops in the middle.
        STOPPED,
        /// A tool is called where none is needed.
        NEEDLESS_CALL,
        /// It says a lot that is beside the point.
        RAMBLING
    }

    /// {@return one of the mistakes that can be made at some goals}
    static AgentMistake draw(Draws draws, List<UserGoal> goals) {
        List<AgentMistake> possible = new ArrayList<>();
        for (int i = 0; i < goals.size(); i++) {
            for (Kind kind : Kind.values()) {
                if (canBeMade(kind, goals.get(i))) {
                    possible.add(new AgentMistake(kind, i));
                }
            }
        }
        return draws.pick(possible);
    }

    private static boolean canBeMade(Kind kind, UserGoal goal) {
        boolean plain = goal.open().isEmpty() && goal.slip().isEmpty();
        boolean calls = !goal.due().isEmpty();
        return switch (kind) {
            case WRONG_VALUE, WRONG_TOOL, CLAIMED, REPEATED_CALL, STOPPED -> plain && calls;
            case SKIPPED_QUESTION -> goal.open().isPresent() && !goal.calls().isEmpty();
            case UNDECLARED_PARAMETER, WRONG_ID -> calls;
            case NEEDLESS_CALL -> plain && !calls;
            case RAMBLING -> true;
        };
    }
}
