package dev.baltoro.flow.specialist;

import dev.baltoro.agent.request.WantedCall;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import tools.jackson.databind.JsonNode;

/// How much of the wanted calls was made, from 0 to 1: what tells a nearly right call from silence.
///
/// Without it a model that seldom gets a whole call right is paid for requests without calls alone,
/// and learns within a few steps to call nothing.
final class ArgumentCredit {
    private ArgumentCredit() {}

    /// {@return the mean over all calls, wanted or made in excess, of the share of values that are
    /// in both a wanted call and the next made one of the same tool}
    ///
    /// Values are compared as they are, by where they stand; freedoms count in success alone.
    static double of(List<WantedCall> wanted, List<WantedCall> made) {
        if (wanted.isEmpty()) {
            return 0;
        }
        List<WantedCall> left = new ArrayList<>(made);
        double credit = 0;
        for (WantedCall call : wanted) {
            for (int i = 0; i < left.size(); i++) {
                if (left.get(i).name().equals(call.name())) {
                    credit += shared(values(call), values(left.remove(i)));
                    break;
                }
            }
        }
        return credit / Math.max(wanted.size(), made.size());
    }

    private static double shared(Set<String> wanted, Set<String> made) {
        if (wanted.isEmpty() && made.isEmpty()) {
            return 1;
        }
        Set<String> both = new HashSet<>(wanted);
        both.retainAll(made);
        return (double) both.size() / (wanted.size() + made.size() - both.size());
    }

    private static Set<String> values(WantedCall call) {
        Set<String> values = new HashSet<>();
        add("", call.arguments(), values);
        return values;
    }

    private static void add(String place, JsonNode node, Set<String> values) {
        if (node.isObject()) {
            node.forEachEntry((name, value) -> add(place + "/" + name, value, values));
        } else if (node.isArray()) {
            int index = 0;
            for (JsonNode item : node) {
                add(place + "/" + index++, item, values);
            }
        } else {
            values.add(place + " " + node);
        }
    }
}
