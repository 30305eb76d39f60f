package dev.baltoro.rl.report;

import dev.baltoro.rl.report.Plot.Look;
import dev.baltoro.rl.report.Plot.Series;
import java.util.ArrayList;
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

    /// {@return the newest value that was measured, NaN if none was}
    static <T> double newest(List<T> from, ToDoubleFunction<T> value) {
        return from.reversed().stream()
                .mapToDouble(value)
                .filter(Double::isFinite)
                .findFirst()
                .orElse(Double.NaN);
    }

    /// {@return for each of `some` the newest value that was measured up to it: for what few of
    /// `all` have}
    ///
    /// @param some of `all`, in the same order
    static <T> List<Double> lasting(List<T> all, List<T> some, ToDoubleFunction<T> value) {
        List<Double> values = new ArrayList<>();
        double newest = Double.NaN;
        int next = 0;
        for (T one : all) {
            double here = value.applyAsDouble(one);
            newest = Double.isFinite(here) ? here : newest;
            if (next < some.size() && some.get(next) == one) {
                values.add(newest);
                next++;
            }
        }
        return values;
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
