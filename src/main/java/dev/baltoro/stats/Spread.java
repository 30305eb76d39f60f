package dev.baltoro.stats;

import java.util.List;

/// How a figure spreads over seeds.
///
/// @param mean arithmetic mean
/// @param sd sample standard deviation (n − 1); 0 for a single value
/// @param min the smallest
/// @param max the largest
/// @param count how many values
public record Spread(double mean, double sd, double min, double max, int count) {
    /// {@return the spread of `values`, at least one}
    public static Spread of(List<Double> values) {
        double mean = values.stream().mapToDouble(v -> v).average().orElseThrow();
        double squares = values.stream().mapToDouble(v -> (v - mean) * (v - mean)).sum();
        return new Spread(
                mean,
                values.size() > 1 ? Math.sqrt(squares / (values.size() - 1)) : 0,
                values.stream().mapToDouble(v -> v).min().orElseThrow(),
                values.stream().mapToDouble(v -> v).max().orElseThrow(),
                values.size());
    }
}
