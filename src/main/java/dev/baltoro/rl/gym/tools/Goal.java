package dev.baltoro.rl.gym.tools;

import dev.baltoro.agent.tool.Tool;
import dev.baltoro.agent.world.Script;
import dev.baltoro.agent.world.Transcript;
import dev.baltoro.agent.world.Verdict;
import dev.baltoro.agent.world.Verifier;
import dev.baltoro.text.chat.Message;
import dev.baltoro.text.chat.ToolCall;
import java.util.List;
import java.util.Map;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ObjectNode;

/// Decides whether a plan was carried out: the state at the end is exactly the plan's, the last
/// turn says what it must, and tools were called if some are needed, and not else.
///
/// Partial credit, apart from success: `right-state`; `right-tool` and `right-arguments`, the
/// shares of the solution's calls whose tool was called, and that were made as they are; `format`,
/// whether no call was an error of form.
///
/// @param plan what was to be done
record Goal(Plan plan) implements Verifier {
    /// Words of the last turn: more are a list of guesses, whatever is in it.
    private static final int WORDS_MAX = 40;

    @Override
    public Verdict verify(JsonNode state, Transcript transcript) {
        boolean stateRight = facts(state).equals(facts(plan.goal()));
        return outcome(stateRight, transcript).with(credit(stateRight, transcript));
    }

    private Verdict outcome(boolean stateRight, Transcript transcript) {
        if (transcript.truncated()) {
            return Verdict.of(false, "it did not come to an end");
        }
        if (!stateRight) {
            return Verdict.of(false, "the state at the end is not the one that was asked for");
        }
        boolean toolDue = !plan.solution().calls().isEmpty();
        if (toolDue == transcript.calls().isEmpty()) {
            return Verdict.of(
                    false,
                    toolDue
                            ? "no tool was called where one is needed"
                            : "a tool was called where none is needed");
        }
        if (transcript.answer().isBlank()) {
            return Verdict.of(false, "the answer is empty");
        }
        if (transcript.answer().split("\\s+").length > WORDS_MAX) {
            return Verdict.of(false, "the answer has more than %d words".formatted(WORDS_MAX));
        }
        if (transcript.answer().contains(plan.request())) {
            return Verdict.of(false, "it repeats the request");
        }
        return plan.answer().of(transcript.answer());
    }

    /// A state without what tasks are not about, and with numbers that are equal if they look so.
    private static JsonNode facts(JsonNode state) {
        ObjectNode facts = (ObjectNode) JsonMapper.shared().readTree(state.toString());
        facts.remove(Tool.ASIDE);
        return facts;
    }

    private Map<String, Double> credit(boolean stateRight, Transcript transcript) {
        List<Script.Call> due = plan.solution().calls();
        List<ToolCall> made = transcript.calls();
        double tools = 0;
        double calls = 0;
        for (Script.Call call : due) {
            tools += made.stream().anyMatch(one -> one.name().equals(call.tool())) ? 1 : 0;
            calls += made.stream().anyMatch(one -> same(one, call)) ? 1 : 0;
        }
        boolean needless = due.isEmpty() && !made.isEmpty();
        return Map.of(
                "right-state", stateRight ? 1.0 : 0.0,
                "right-tool", due.isEmpty() ? (needless ? 0.0 : 1.0) : tools / due.size(),
                "right-arguments", due.isEmpty() ? (needless ? 0.0 : 1.0) : calls / due.size(),
                "format", wellFormed(transcript) ? 1.0 : 0.0);
    }

    private static boolean same(ToolCall made, Script.Call due) {
        try {
            return made.name().equals(due.tool())
                    && JsonMapper.shared()
                            .readTree(made.argumentsJson())
                            .equals(JsonMapper.shared().readTree(due.argumentsJson()));
        } catch (JacksonException e) {
            return false;
        }
    }

    private static boolean wellFormed(Transcript transcript) {
        return transcript.messages().stream()
                .filter(Message.ToolResult.class::isInstance)
                .noneMatch(result -> Tool.isMalformed(result.content()));
    }
}
