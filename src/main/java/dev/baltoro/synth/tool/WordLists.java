package dev.baltoro.synth.tool;

import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.SplittableRandom;
import java.util.stream.Collectors;

/// Words that values are drawn from, by the list's name in `words.txt`.
final class WordLists {
    private static final Map<String, List<String>> LISTS =
            DomainBook.lines("words.txt").stream()
                    .map(line -> line.split(": ", 2))
                    .collect(
                            Collectors.toUnmodifiableMap(
                                    parts -> parts[0],
                                    parts ->
                                            Arrays.stream(parts[1].split(",", -1))
                                                    .map(String::strip)
                                                    .toList()));

    private WordLists() {}

    /// {@return one word of a list}
    static String draw(SplittableRandom random, String list) {
        List<String> words = LISTS.get(list);
        if (words == null) {
            throw new IllegalArgumentException("there is no list of words " + list);
        }
        return words.get(random.nextInt(words.size()));
    }

    /// {@return one of a list}
    static <T> T one(SplittableRandom random, List<T> list) {
        return list.get(random.nextInt(list.size()));
    }
}
