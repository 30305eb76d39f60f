package dev.baltoro.train.data;

import java.util.Collection;
import java.util.Comparator;

/// The name that someone probably meant.
final class NearestName {
    private NearestName() {}

    /// The candidate with the fewest edits to `name`; the first in order where several have.
    static String to(String name, Collection<String> candidates) {
        return candidates.stream()
                .sorted()
                .min(Comparator.comparingInt(candidate -> edits(name, candidate)))
                .orElse("");
    }

    /// Levenshtein distance.
    static int edits(String a, String b) {
        int[] row = new int[b.length() + 1];
        for (int j = 0; j <= b.length(); j++) {
            row[j] = j;
        }
        for (int i = 1; i <= a.length(); i++) {
            int diagonal = row[0];
            row[0] = i;
            for (int j = 1; j <= b.length(); j++) {
                int replaced = diagonal + (a.charAt(i - 1) == b.charAt(j - 1) ? 0 : 1);
                diagonal = row[j];
                row[j] = Math.min(replaced, Math.min(row[j], row[j - 1]) + 1);
            }
        }
        return row[b.length()];
    }
}
