package dev.baltoro.synth.evolve;

import dev.baltoro.synth.tool.Blueprint;
import dev.baltoro.synth.tool.ToolInput;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collection;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/// Which tools are near to one that is there: by the share of the words of name, description and
/// parameters that two have in common (Jaccard's index), whatever style they are written in.
///
/// Only tools that share one of the rarest words can be that near, so few are compared: with a
/// similarity of `t`, two sets of `n` words have more than `t·n` in common, and one of the `n -
/// ⌈t·n⌉ + 1` rarest is among them. A word counts as the rarer the later it came first.
public final class NearDuplicates {
    /// Tools that are more similar are duplicates.
    public static final double SIMILARITY_MAX = 0.8;

    private final Map<String, Integer> numbers = new HashMap<>();
    private final List<int[]> known = new ArrayList<>();
    private final List<String> ids = new ArrayList<>();
    private final Map<Integer, List<Integer>> byRareWord = new HashMap<>();

    /// {@return the words of an invented tool}
    static Set<String> words(Blueprint blueprint) {
        List<String> texts = new ArrayList<>(blueprint.words());
        texts.add(blueprint.description());
        blueprint.inputs().stream().map(ToolInput::said).forEach(texts::add);
        return words(texts);
    }

    /// {@return the words of a tool that exists}
    static Set<String> words(SeedTool seed) {
        List<String> texts = new ArrayList<>(List.of(seed.name(), seed.description()));
        seed.schema().path("properties").propertyNames().forEach(texts::add);
        return words(texts);
    }

    private static Set<String> words(Collection<String> texts) {
        Set<String> words = new LinkedHashSet<>();
        texts.forEach(text -> words.addAll(NameWords.of(text)));
        return words;
    }

    /// Takes a tool, unless it is near to one that was taken.
    ///
    /// @return the id of the one that it is near to; empty if it was taken
    public Optional<String> add(String id, Set<String> words) {
        int[] sorted = numbered(words);
        int rare = sorted.length - (int) Math.ceil(SIMILARITY_MAX * sorted.length) + 1;
        Set<Integer> candidates = new LinkedHashSet<>();
        for (int i = 0; i < Math.min(rare, sorted.length); i++) {
            candidates.addAll(byRareWord.getOrDefault(sorted[sorted.length - 1 - i], List.of()));
        }
        for (int candidate : candidates) {
            if (similarity(sorted, known.get(candidate)) > SIMILARITY_MAX) {
                return Optional.of(ids.get(candidate));
            }
        }
        for (int i = 0; i < Math.min(rare, sorted.length); i++) {
            byRareWord
                    .computeIfAbsent(sorted[sorted.length - 1 - i], word -> new ArrayList<>())
                    .add(known.size());
        }
        known.add(sorted);
        ids.add(id);
        return Optional.empty();
    }

    private int[] numbered(Set<String> words) {
        int[] sorted = new int[words.size()];
        int at = 0;
        for (String word : words) {
            sorted[at++] = numbers.computeIfAbsent(word, added -> numbers.size());
        }
        Arrays.sort(sorted);
        return sorted;
    }

    /// {@return how much of two sets they have in common, 0 to 1}
    static double similarity(int[] a, int[] b) {
        int common = 0;
        int i = 0;
        int j = 0;
        while (i < a.length && j < b.length) {
            if (a[i] == b[j]) {
                common++;
                i++;
                j++;
            } else if (a[i] < b[j]) {
                i++;
            } else {
                j++;
            }
        }
        int all = a.length + b.length - common;
        return all == 0 ? 1 : (double) common / all;
    }
}
