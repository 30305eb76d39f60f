package dev.baltoro.text;

import java.util.Collection;
import java.util.Comparator;
import java.util.Optional;

/// The name that someone most likely meant: the known one with the fewest edits (Levenshtein's
/// distance).
public final class NearestName {
    /// Up to this share of a name's letters may differ for it to be suggested.
    private static final double DIFFERENCE_MAX = 0.5;

    private NearestName() {}

    /// {@return the known name nearest to `written`, none if they have too little in common}
    public static Optional<String> of(String written, Collection<String> known) {
        return known.stream()
                .min(
                        Comparator.comparingInt((String name) -> edits(written, name))
                                .thenComparing(Comparator.naturalOrder()))
                .filter(name -> edits(written, name) <= DIFFERENCE_MAX * name.length());
    }

    /// {@return what to say after an unknown name}
    public static String hint(String written, Collection<String> known) {
        return of(written, known)
                .map(name -> "did you mean `" + name + "`?")
                .orElseGet(() -> "known here: " + String.join(", ", known));
    }

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
