package dev.baltoro.train.recipe;

import java.util.Collection;
import java.util.Comparator;
import java.util.Optional;

/// Finds the key that was probably meant: the one with the smallest edit distance.
final class NearestKey {
    /// Up to this share of a key's letters may differ for it to be suggested.
    private static final double DIFFERENCE_MAX = 0.5;

    private NearestKey() {}

    static Optional<String> of(String written, Collection<String> known) {
        return known.stream()
                .min(Comparator.comparingInt(key -> distance(written, key)))
                .filter(key -> distance(written, key) <= DIFFERENCE_MAX * key.length());
    }

    /// {@return what to say after an unknown word}
    static String hint(String written, Collection<String> known) {
        return of(written, known)
                .map(key -> "did you mean `" + key + "`?")
                .orElseGet(() -> "known here: " + String.join(", ", known));
    }

    private static int distance(String a, String b) {
        int[] previous = new int[b.length() + 1];
        for (int j = 0; j <= b.length(); j++) {
            previous[j] = j;
        }
        for (int i = 1; i <= a.length(); i++) {
            int[] row = new int[b.length() + 1];
            row[0] = i;
            for (int j = 1; j <= b.length(); j++) {
                int replaced = previous[j - 1] + (a.charAt(i - 1) == b.charAt(j - 1) ? 0 : 1);
                row[j] = Math.min(replaced, Math.min(previous[j], row[j - 1]) + 1);
            }
            previous = row;
        }
        return previous[b.length()];
    }
}
