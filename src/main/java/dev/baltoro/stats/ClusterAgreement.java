package dev.baltoro.stats;

import java.util.Arrays;
import java.util.HashMap;
import java.util.Map;

/// How well clusters agree with classes that were given.
///
/// @param nmi mutual information over the mean of both entropies (Strehl and Ghosh 2002, with the
///   arithmetic mean): 0 for independent ones, 1 for equal ones
/// @param purity share of things whose class is the commonest one of their cluster
/// @param ari Rand index, adjusted for chance (Hubert and Arabie 1985): 0 on average for random
///   clusters, 1 for equal ones
public record ClusterAgreement(double nmi, double purity, double ari) {
    /// {@return the agreement of two ways to divide the same things}
    ///
    /// @param classes each thing's class
    /// @param clusters each thing's cluster
    /// @throws IllegalArgumentException if they are none, or not as many
    public static ClusterAgreement of(int[] classes, int[] clusters) {
        int n = classes.length;
        if (n == 0 || clusters.length != n) {
            throw new IllegalArgumentException(
                    "%d classes and %d clusters cannot be compared".formatted(n, clusters.length));
        }
        Map<Integer, Map<Integer, Integer>> table = new HashMap<>();
        for (int i = 0; i < n; i++) {
            table.computeIfAbsent(clusters[i], _ -> new HashMap<>())
                    .merge(classes[i], 1, Integer::sum);
        }
        int[] cells =
                table.values().stream()
                        .flatMap(row -> row.values().stream())
                        .mapToInt(Integer::intValue)
                        .sorted()
                        .toArray();
        int[] rows = sizes(clusters);
        int[] columns = sizes(classes);
        int pure = table.values().stream().mapToInt(row -> largest(row)).sum();
        double both = entropy(cells, n);
        double mean = (entropy(rows, n) + entropy(columns, n)) / 2;
        double shared = 2 * mean - both; // H(A) + H(B) - H(A, B)
        double nmi = mean == 0 ? 1 : Math.clamp(shared / mean, 0, 1);
        return new ClusterAgreement(nmi, (double) pure / n, rand(cells, rows, columns, n));
    }

    private static int largest(Map<Integer, Integer> row) {
        return row.values().stream().mapToInt(Integer::intValue).max().orElseThrow();
    }

    /// {@return how many things each group has, sorted, so that sums have one order}
    private static int[] sizes(int[] groups) {
        Map<Integer, Integer> counts = new HashMap<>();
        for (int group : groups) {
            counts.merge(group, 1, Integer::sum);
        }
        return counts.values().stream().mapToInt(Integer::intValue).sorted().toArray();
    }

    private static double entropy(int[] sizes, int n) {
        double sum = 0;
        for (int size : sizes) {
            double share = (double) size / n;
            sum -= share * StrictMath.log(share);
        }
        return sum;
    }

    private static double rand(int[] cells, int[] rows, int[] columns, int n) {
        double together = pairs(cells);
        double a = pairs(rows);
        double b = pairs(columns);
        double expected = n < 2 ? 0 : a * b / pairs(new int[] {n});
        double most = (a + b) / 2;
        return most == expected ? 1 : (together - expected) / (most - expected);
    }

    private static double pairs(int[] sizes) {
        return Arrays.stream(sizes).mapToDouble(size -> size * (size - 1.0) / 2).sum();
    }
}
