package dev.baltoro.flow.specialist;

import dev.baltoro.agent.evaluation.CallOutcome;
import dev.baltoro.agent.request.ToolRequest;
import dev.baltoro.agent.request.WantedCall;
import dev.baltoro.flow.check.CheckedCalls;
import dev.baltoro.flow.check.CheckedRequest;
import dev.baltoro.flow.check.CutText;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ObjectNode;

/// Results of a real server for the very calls that gave them, so that they say what the request
/// says; all other calls have the results that they had.
///
/// @param requests whose calls all have real results
/// @param outcomes of these calls
/// @param others what is given back to other calls
record RealResults(
        List<ToolRequest> requests,
        Map<WantedCall, CallOutcome> outcomes,
        RequestConversation.Results others)
        implements RequestConversation.Results {
    /// Share of all requests that one which was carried out may be: about ten times in all.
    static final double SHARE_OF_EACH = 1.0 / 2000;

    /// Requests of a tool whose calls failed.
    private static final int FAILURES_MAX = 10;

    /// Characters of a result, and of those of a request: a conversation has to fit.
    static final int CHARS_MAX = 800;

    static RealResults of(CheckedCalls checked, RequestConversation.Results others) {
        List<ToolRequest> requests = new ArrayList<>();
        Map<WantedCall, CallOutcome> outcomes = new HashMap<>();
        for (CheckedRequest each : checked.answered(FAILURES_MAX)) {
            int chars =
                    each.outcomes().stream()
                            .mapToInt(outcome -> Math.min(CHARS_MAX, outcome.text().length()))
                            .sum();
            if (chars > CHARS_MAX) {
                continue;
            }
            requests.add(each.request());
            for (int i = 0; i < each.outcomes().size(); i++) {
                CallOutcome outcome = each.outcomes().get(i);
                outcomes.putIfAbsent(
                        key(each.request().expected().get(i)),
                        new CallOutcome(outcome.ending(), CutText.of(outcome.text(), CHARS_MAX)));
            }
        }
        return new RealResults(requests, outcomes, others);
    }

    /// A call as it is read, whatever Java types its numbers had.
    private static WantedCall key(WantedCall call) {
        return new WantedCall(
                call.name(),
                (ObjectNode) JsonMapper.shared().readTree(call.arguments().toString()));
    }

    @Override
    public Optional<CallOutcome> real(WantedCall call) {
        return Optional.ofNullable(outcomes.get(key(call)));
    }

    @Override
    public String of(WantedCall call) {
        return real(call).map(CallOutcome::text).orElseGet(() -> others.of(call));
    }
}
