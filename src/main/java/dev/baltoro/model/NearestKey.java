package dev.baltoro.model;

import java.util.Collection;
import java.util.Comparator;
import java.util.Optional;

/// The known key that a misspelt one most likely meant.
final class NearestKey {
    private NearestKey() {}

    /// {@return the key with the least edits to `word`, unless a third of the word or more differs}
    static Optional<String> of(String word, Collection<String> keys) {
        return keys.stream()
                .min(
                        Comparator.comparingInt((String key) -> edits(word, key))
                                .thenComparing(Comparator.naturalOrder()))
                .filter(key -> edits(word, key) * 3 <= Math.max(word.length(), key.length()));
    }

    /// Levenshtein's distance, one row at a time.
    private static int edits(String from, String to) {
        int[] above = new int[to.length() + 1];
        for (int j = 0; j <= to.length(); j++) {
            above[j] = j;
        }
        for (int i = 1; i <= from.length(); i++) {
            int[] row = new int[to.length() + 1];
            row[0] = i;
            for (int j = 1; j <= to.length(); j++) {
                int replaced = above[j - 1] + (from.charAt(i - 1) == to.charAt(j - 1) ? 0 : 1);
                row[j] = Math.min(replaced, 1 + Math.min(above[j], row[j - 1]));
            }
            above = row;
        }
        return above[to.length()];
    }
}
