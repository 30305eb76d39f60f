package dev.baltoro.synth.request;

import dev.baltoro.agent.request.ToolRequest;
import dev.baltoro.agent.request.WantedCall;
import java.util.ArrayList;
import java.util.List;

/// Other right calls for several wishes: each wish's calls or their alternatives, in all
/// combinations.
final class Alternatives {
    /// More are not written down.
    private static final int MAX = 8;

    private Alternatives() {}

    static List<ToolRequest.Alternative> of(List<Wish> wishes) {
        List<List<WantedCall>> lists = new ArrayList<>();
        lists.add(List.of());
        for (Wish wish : wishes) {
            List<List<WantedCall>> longer = new ArrayList<>();
            for (List<WantedCall> list : lists) {
                longer.add(joined(list, List.of(wish.call())));
                wish.offer()
                        .accept(wish.call(), wish.situation())
                        .forEach(other -> longer.add(joined(list, other.calls())));
            }
            lists = longer;
        }
        // The first has every wish's own call.
        return lists.stream()
                .skip(1)
                .limit(MAX)
                .map(calls -> new ToolRequest.Alternative(calls, List.of()))
                .toList();
    }

    private static List<WantedCall> joined(List<WantedCall> a, List<WantedCall> b) {
        List<WantedCall> all = new ArrayList<>(a);
        all.addAll(b);
        return all;
    }
}
