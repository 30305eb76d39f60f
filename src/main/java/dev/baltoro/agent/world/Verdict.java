package dev.baltoro.agent.world;

import java.util.Collections;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;

/// Whether a task was done.
///
/// @param success whether all of it was
/// @param partial credit from 0 to 1 for parts of it, by a declared name; reported apart from
///   success, and paid only as far as a recipe says
/// @param reason one line for people
public record Verdict(boolean success, SortedMap<String, Double> partial, String reason) {
    /// Refuses credit out of range.
    public Verdict {
        partial = Collections.unmodifiableSortedMap(new TreeMap<>(partial));
        partial.forEach((name, credit) -> {
            if (!(credit >= 0 && credit <= 1)) {
                throw new IllegalArgumentException(
                        "credit for %s is %s; use 0 to 1".formatted(name, credit));
            }
        });
    }

    /// {@return a verdict without partial credit}
    public static Verdict of(boolean success, String reason) {
        return new Verdict(success, new TreeMap<>(), reason);
    }

    /// {@return this with partial credit}
    public Verdict with(Map<String, Double> credit) {
        SortedMap<String, Double> all = new TreeMap<>(partial);
        all.putAll(credit);
        return new Verdict(success, all, reason);
    }
}
