package dev.baltoro.stats;

import java.util.Locale;
import java.util.Optional;

/// How far two raters agree beyond chance: Cohen's kappa of a square table, with a 95 % interval
/// (Cohen, 1960).
///
/// The interval is Wilson's of the observed agreement, with the agreement that chance would bring
/// held fixed. The usual large-sample interval (Fleiss, Cohen and Everitt, 1969) has no width at
/// all where two raters agree on everything, and holds the true value far too seldom for fewer than
/// a hundred pairs; this one keeps its level (docs/lab-notes.md has the simulation).
///
/// @param pairs how many subjects both have rated
/// @param observed share of pairs in which they agree
/// @param expected that share if each kept their habits and they were independent
/// @param value kappa: 1 for full agreement, 0 for what chance brings
/// @param low lower end of the interval
/// @param high upper end of the interval
public record Kappa(
        long pairs, double observed, double expected, double value, double low, double high) {
    /// {@return kappa of a table; none if there are no pairs, or if both raters used one and the
    /// same category throughout, so that they could not have disagreed}
    ///
    /// @param table `table[i][j]` is how often the first rater said `i` and the second one `j`
    /// @throws IllegalArgumentException if the table is not square or has a negative count
    public static Optional<Kappa> of(long[][] table) {
        int size = table.length;
        long[] rows = new long[size];
        long[] columns = new long[size];
        long pairs = 0;
        long agreed = 0;
        for (int i = 0; i < size; i++) {
            if (table[i].length != size) {
                throw new IllegalArgumentException(
                        "row %d has %d columns; a table of agreement is square, here %d wide"
                                .formatted(i, table[i].length, size));
            }
            for (int j = 0; j < size; j++) {
                if (table[i][j] < 0) {
                    throw new IllegalArgumentException("a count is " + table[i][j]);
                }
                rows[i] += table[i][j];
                columns[j] += table[i][j];
                pairs += table[i][j];
                agreed += i == j ? table[i][j] : 0;
            }
        }
        if (pairs == 0) {
            return Optional.empty();
        }
        double expected = 0;
        for (int i = 0; i < size; i++) {
            if (rows[i] == pairs && columns[i] == pairs) {
                return Optional.empty();
            }
            expected += (double) rows[i] / pairs * columns[i] / pairs;
        }
        Wilson share = Wilson.of(agreed, pairs);
        return Optional.of(
                new Kappa(
                        pairs,
                        share.share(),
                        expected,
                        beyond(share.share(), expected),
                        Math.max(-1, beyond(share.low(), expected)),
                        beyond(share.high(), expected)));
    }

    private static double beyond(double share, double expected) {
        return (share - expected) / (1 - expected);
    }

    /// {@return kappa in words: `0.62 [0.48, 0.74], 120 pairs`}
    @Override
    public String toString() {
        return String.format(Locale.ROOT, "%.2f [%.2f, %.2f], %d pairs", value, low, high, pairs);
    }
}
