package dev.baltoro.engine.grammar.regex;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.BitSet;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.SortedSet;
import java.util.TreeSet;
import java.util.stream.Collectors;

/// Code points in classes that a regular language does not tell apart.
final class Alphabet {
    private static final int SURROGATES = Character.MIN_SURROGATE;
    private static final int BEHIND_SURROGATES = Character.MAX_SURROGATE + 1;
    private static final int END = Character.MAX_CODE_POINT + 1;

    /// First code points of intervals, ascending from 0, and the class of each interval.
    private final int[] starts;

    private final int[] classOf;
    private final int[] members;
    private final int[] costs;

    Alphabet(Regex regex) {
        Set<CodePoints> sets =
                regex.lettersToldApart().stream()
                        .map(Regex.Letters::set)
                        .collect(Collectors.toSet());
        SortedSet<Integer> borders = new TreeSet<>();
        // Within these borders all code points cost equally many bytes in a JSON string.
        for (int border : new int[] {0, ' ', '"', '#', '\\', ']', 0x80, 0x800, 0x10000}) {
            borders.add(border);
        }
        for (int border = '\b'; border <= '\r' + 1; border++) {
            borders.add(border);
        }
        borders.add(SURROGATES);
        borders.add(BEHIND_SURROGATES);
        for (CodePoints set : sets) {
            BitSet bits = set.members();
            for (int at = bits.nextSetBit(0); at >= 0; at = bits.nextSetBit(at)) {
                borders.add(at);
                at = bits.nextClearBit(at);
                borders.add(at);
            }
        }
        borders.remove(END);
        starts = borders.stream().mapToInt(Integer::intValue).toArray();
        classOf = new int[starts.length];
        Map<List<Object>, Integer> classes = new HashMap<>();
        List<Integer> representatives = new ArrayList<>();
        for (int i = 0; i < starts.length; i++) {
            int start = starts[i];
            List<Object> signature = new ArrayList<>();
            signature.add(cost(start));
            sets.forEach(set -> signature.add(set.contains(start)));
            classOf[i] =
                    classes.computeIfAbsent(
                            signature,
                            _ -> {
                                representatives.add(start);
                                return representatives.size() - 1;
                            });
        }
        members = representatives.stream().mapToInt(Integer::intValue).toArray();
        costs = representatives.stream().mapToInt(Alphabet::cost).toArray();
    }

    /// {@return bytes of a code point in a JSON string, escaped only where it must be; a lone
    /// surrogate has no spelling}
    static int cost(int codePoint) {
        if (codePoint < 0x80) {
            return switch (codePoint) {
                case '"', '\\', '\b', '\t', '\n', '\f', '\r' -> 2;
                default -> codePoint < ' ' ? 6 : 1;
            };
        }
        if (codePoint >= SURROGATES && codePoint < BEHIND_SURROGATES) {
            return Distance.NONE;
        }
        return codePoint < 0x800 ? 2 : codePoint < 0x10000 ? 3 : 4;
    }

    /// {@return number of classes}
    int size() {
        return members.length;
    }

    /// {@return a code point of the class}
    int member(int number) {
        return members[number];
    }

    /// {@return bytes of each of its code points in a JSON string}
    int classCost(int number) {
        return costs[number];
    }

    int classOf(int codePoint) {
        return classOf[interval(codePoint)];
    }

    /// {@return the interval of neighbours of one class that a code point is in}
    int interval(int codePoint) {
        int found = Arrays.binarySearch(starts, codePoint);
        return found >= 0 ? found : -found - 2;
    }

    /// {@return the class of an interval}
    int classAt(int interval) {
        return classOf[interval];
    }
}
