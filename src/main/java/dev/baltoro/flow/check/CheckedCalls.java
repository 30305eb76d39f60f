package dev.baltoro.flow.check;

import dev.baltoro.agent.evaluation.CallOutcome;
import dev.baltoro.agent.evaluation.CallOutcome.Ending;
import dev.baltoro.agent.request.ToolRequest;
import dev.baltoro.agent.request.WantedCall;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.function.LongFunction;
import java.util.stream.Collectors;

/// What a server did with the calls of some requests.
///
/// @param requests that were carried out
public record CheckedCalls(List<CheckedRequest> requests) {
    /// Nothing was carried out.
    public static final CheckedCalls NONE = new CheckedCalls(List.of());

    /// A shape is left out if it was refused so often, and never anything else.
    private static final int REFUSED_MIN = 2;

    public CheckedCalls {
        requests = List.copyOf(requests);
    }

    /// A call and what came of it.
    ///
    /// @param call what was wanted
    /// @param outcome what it gave
    record Carried(WantedCall call, CallOutcome outcome) {}

    /// {@return all calls in the order in which they were made}
    List<Carried> calls() {
        List<Carried> calls = new ArrayList<>();
        for (CheckedRequest each : requests) {
            for (int i = 0; i < each.outcomes().size(); i++) {
                calls.add(new Carried(each.request().expected().get(i), each.outcomes().get(i)));
            }
        }
        return calls;
    }

    /// {@return the calls of each tool, by name}
    SortedMap<String, List<Carried>> byTool() {
        return calls().stream()
                .collect(
                        Collectors.groupingBy(
                                carried -> carried.call().name(),
                                TreeMap::new,
                                Collectors.toList()));
    }

    /// {@return the shapes of calls that the server always refuses as malformed, each with an
    /// example}
    Map<CallShape, Carried> refused() {
        Map<CallShape, List<Carried>> byShape =
                calls().stream()
                        .filter(carried -> carried.outcome().ending() != Ending.UNANSWERED)
                        .collect(
                                Collectors.groupingBy(
                                        carried -> CallShape.of(carried.call()),
                                        LinkedHashMap::new,
                                        Collectors.toList()));
        Map<CallShape, Carried> refused = new LinkedHashMap<>();
        byShape.forEach((shape, carried) -> {
            boolean always =
                    carried.stream().allMatch(one -> one.outcome().ending() == Ending.MALFORMED);
            if (always && carried.size() >= REFUSED_MIN) {
                refused.put(shape, carried.getFirst());
            }
        });
        return refused;
    }

    /// {@return how many of the requests have a call that is always refused}
    int leftOut() {
        Set<CallShape> refused = refused().keySet();
        return (int)
                requests.stream()
                        .filter(each -> !KeptRequests.keeps(refused, each.request()))
                        .count();
    }

    /// {@return the requests whose calls were all answered, with at most so many that failed of
    /// each tool}
    ///
    /// @param failures requests of a tool that failed; the first are kept
    public List<CheckedRequest> answered(int failures) {
        Map<String, Integer> failed = new LinkedHashMap<>();
        List<CheckedRequest> answered = new ArrayList<>();
        for (CheckedRequest each : requests) {
            if (!each.isAnswered()) {
                continue;
            }
            int first = firstFailure(each);
            if (first < 0
                    || failed.merge(each.request().expected().get(first).name(), 1, Integer::sum)
                            <= failures) {
                answered.add(each);
            }
        }
        return answered;
    }

    private static int firstFailure(CheckedRequest each) {
        for (int i = 0; i < each.outcomes().size(); i++) {
            if (each.outcomes().get(i).ending() != Ending.ACCEPTED) {
                return i;
            }
        }
        return -1;
    }

    /// {@return what writes the same requests but for those with a call that is always refused}
    public KeptRequests keptOf(LongFunction<ToolRequest> written) {
        return new KeptRequests(written, refused().keySet());
    }
}
