package dev.baltoro.synth.evolve;

import java.util.Arrays;
import java.util.List;
import java.util.Locale;

/// The words of tools' and parameters' names, whatever style they are written in.
final class NameWords {
    private NameWords() {}

    /// {@return the words in lower case}
    static List<String> of(String name) {
        String parted =
                name.replaceAll("(?<=[a-z0-9])(?=[A-Z])|(?<=[A-Z])(?=[A-Z][a-z])", " ")
                        .replaceAll("[^\\p{L}\\p{N}]+", " ")
                        .strip()
                        .toLowerCase(Locale.ROOT);
        return parted.isEmpty() ? List.of() : Arrays.asList(parted.split(" ", -1));
    }

    /// {@return one thing's word for several things' one}
    static String singular(String word) {
        if (word.endsWith("ies") && word.length() > 4) {
            return word.substring(0, word.length() - 3) + "y";
        }
        if (word.endsWith("sses")
                || word.endsWith("xes")
                || word.endsWith("ches")
                || word.endsWith("shes")) {
            return word.substring(0, word.length() - 2);
        }
        boolean several =
                word.endsWith("s")
                        && !word.endsWith("ss")
                        && !word.endsWith("us")
                        && !word.endsWith("is");
        return several && word.length() > 3 ? word.substring(0, word.length() - 1) : word;
    }

    /// {@return several things' word for one thing's}
    static String plural(String word) {
        if (word.endsWith("y")
                && word.length() > 2
                && "aeiou".indexOf(word.charAt(word.length() - 2)) < 0) {
            return word.substring(0, word.length() - 1) + "ies";
        }
        return word.endsWith("s")
                        || word.endsWith("x")
                        || word.endsWith("ch")
                        || word.endsWith("sh")
                ? word + "es"
                : word + "s";
    }
}
