package dev.baltoro.synth.agentic.review;

import dev.baltoro.agent.tool.Tool;
import dev.baltoro.synth.agentic.talk.Trajectory;
import dev.baltoro.text.chat.Message;
import dev.baltoro.text.chat.ToolCall;
import java.util.List;

/// Whether the tests of a coding task passed at the end. What a run of tests found stands in the
/// state, where the agent cannot write.
final class CodeEvidence {
    private static final String RUN = "run_tests";
    private static final String VERDICT = "tests_passed";

    private CodeEvidence() {}

    /// {@return whether the last run of tests passed, and no file changed after it}
    static boolean passed(Trajectory trajectory) {
        boolean passed = trajectory.end().path(Tool.ASIDE).path(VERDICT).asBoolean(false);
        int last = lastRun(trajectory.transcript().messages());
        return passed && trajectory.states().stream().noneMatch(step -> step.afterMessage() > last);
    }

    /// {@return the place of the result of the last run of tests; -1 if there was none}
    private static int lastRun(List<Message> messages) {
        String id = "";
        int last = -1;
        for (int i = 0; i < messages.size(); i++) {
            if (messages.get(i) instanceof Message.Assistant turn) {
                for (ToolCall call : turn.toolCalls()) {
                    id = call.name().equals(RUN) ? call.id() : id;
                }
            } else if (messages.get(i) instanceof Message.ToolResult result
                    && result.toolCallId().equals(id)) {
                last = i;
            }
        }
        return last;
    }
}
