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
    /// Letters of a value; a shorter one may be two by chance.
    private static final int DOUBLED_LEAST = 3;

    /// The likeliest first.
    static final Comparator<WayReading> BEST =
            Comparator.comparingDouble((WayReading one) -> -one.evidence.log());

    WayReading {
        calls = List.copyOf(calls);
    }

    /// {@return whether one of its calls is made twice}
    boolean repeats() {
        return calls.stream()
                        .map(call -> List.of(call.name(), call.argumentsJson()))
                        .distinct()
                        .count()
                < calls.size();
    }

    /// {@return whether words that the request has once are two values of one call: `link Ada to
    /// Ada` is what is read where a value is missing}
    ///
    /// @param text of the conversation, by [SaidValue#lower(String)]
    /// @param request where the request begins in it
    boolean doubles(String text, int request) {
        List<SaidValue> values = SaidValue.of(calls, text, request);
        for (int i = 0; i < values.size(); i++) {
            for (int k = i + 1; k < values.size(); k++) {
                SaidValue one = values.get(i);
                if (one.call() == values.get(k).call()
                        && one.value().equals(values.get(k).value())
                        && one.value().length() >= DOUBLED_LEAST
                        && one.value().codePoints().anyMatch(Character::isLetter)
                        && one.start() >= request
                        && text.indexOf(SaidValue.lower(one.value()), one.end()) < 0) {
                    return true;
                }
            }
        }
        return false;
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
