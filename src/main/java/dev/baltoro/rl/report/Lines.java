package dev.baltoro.rl.report;

import dev.baltoro.rl.report.Plot.Look;
import dev.baltoro.rl.report.Plot.Series;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.function.ToDoubleFunction;

/// Values over the places of a plot.
final class Lines {
    private Lines() {}

    static <T> List<Double> of(List<T> from, ToDoubleFunction<T> value) {
        return from.stream().map(value::applyAsDouble).toList();
    }

    /// {@return values where they were measured, NaN at the other places}
    static <T> List<Double> at(
            List<Long> places, Map<Long, T> measured, ToDoubleFunction<T> value) {
        return places.stream()
                .map(place -> {
                    T there = measured.get(place);
                    return there == null ? Double.NaN : value.applyAsDouble(there);
                })
                .toList();
    }

    /// {@return all places of several measurements, in order}
    static List<Long> places(Iterable<? extends Map<Long, ?>> measured) {
        SortedMap<Long, Boolean> all = new TreeMap<>();
        measured.forEach(one -> one.keySet().forEach(place -> all.put(place, true)));
        return List.copyOf(all.keySet());
    }

    /// {@return the bound of an alarm}
    static Series bound(double value, List<Long> places) {
        return Series.of("alarm", 5, Look.DASHED, Collections.nCopies(places.size(), value));
    }
}
