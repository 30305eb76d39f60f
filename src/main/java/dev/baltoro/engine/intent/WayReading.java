package dev.baltoro.engine.intent;

import dev.baltoro.text.chat.ToolCall;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.function.Predicate;

/// Calls that a text may want, and what speaks for them.
///
/// @param calls in their order, with ids from 0
record WayReading(List<ToolCall> calls, Evidence evidence) {
    /// The likeliest first.
    static final Comparator<WayReading> BEST =
            Comparator.comparingDouble((WayReading one) -> -one.evidence.log());

    WayReading {
        calls = List.copyOf(calls);
    }

    /// {@return what lets the first of several readings with the same calls pass}
    static Predicate<WayReading> distinct() {
        Set<List<ToolCall>> seen = new HashSet<>();
        return one -> seen.add(one.calls);
    }

    /// {@return both, as readings of one text that was cut between them}
    WayReading then(WayReading other) {
        List<ToolCall> both = new ArrayList<>(calls);
        for (ToolCall call : other.calls) {
            both.add(ToolCall.of(call.name(), both.size(), call.argumentsJson()));
        }
        return new WayReading(both, evidence.with(other.evidence).cut());
    }
}
