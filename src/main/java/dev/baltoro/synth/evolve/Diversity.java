package dev.baltoro.synth.evolve;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.SplittableRandom;
import java.util.stream.IntStream;
import tools.jackson.databind.JsonNode;

/// How much a set of tools covers.
///
/// @param tools how many there are
/// @param names distinct ones
/// @param verbs distinct verbs that are known, in names
/// @param words distinct words in names
/// @param parameters distinct names of parameters, in one spelling
/// @param parametersEach on average
/// @param depths share of tools whose schemas have this depth, from 0 (no parameters) on
/// @param entropy of the words of names and descriptions, bits a word
/// @param nearest mean similarity to the most similar other tool, over a sample
public record Diversity(
        int tools,
        int names,
        int verbs,
        int words,
        int parameters,
        double parametersEach,
        List<Double> depths,
        double entropy,
        double nearest) {
    private static final int SAMPLE_MAX = 1_000;
    private static final int DEPTH_MAX = 5;

    /// {@return the figures of some tools}
    public static Diversity of(List<SeedTool> tools) {
        Set<String> names = new HashSet<>();
        Set<String> verbs = new HashSet<>();
        Set<String> words = new HashSet<>();
        Set<String> parameters = new HashSet<>();
        Map<String, Integer> counts = new HashMap<>();
        int[] depths = new int[DEPTH_MAX + 1];
        int all = 0;
        for (SeedTool tool : tools) {
            names.add(tool.name());
            List<String> own = NameWords.of(tool.name());
            words.addAll(own);
            own.stream()
                    .filter(word -> Verbs.action(word).isPresent())
                    .findFirst()
                    .ifPresent(verbs::add);
            for (String parameter : tool.schema().path("properties").propertyNames()) {
                parameters.add(String.join(" ", NameWords.of(parameter)));
                all++;
            }
            depths[Math.min(DEPTH_MAX, depth(tool.schema()))]++;
            own.forEach(word -> counts.merge(word, 1, Integer::sum));
            NameWords.of(tool.description()).forEach(word -> counts.merge(word, 1, Integer::sum));
        }
        int size = Math.max(1, tools.size());
        return new Diversity(
                tools.size(),
                names.size(),
                verbs.size(),
                words.size(),
                parameters.size(),
                (double) all / size,
                Arrays.stream(depths).mapToObj(count -> (double) count / size).toList(),
                entropy(counts),
                nearest(tools));
    }

    private static int depth(JsonNode schema) {
        int deepest = 0;
        for (JsonNode property : schema.path("properties")) {
            JsonNode inner = property.has("items") ? property.path("items") : property;
            deepest = Math.max(deepest, 1 + depth(inner));
        }
        return deepest;
    }

    private static double entropy(Map<String, Integer> counts) {
        double all = counts.values().stream().mapToLong(Integer::longValue).sum();
        return counts.values().stream()
                .sorted() // so that the sum has the same bits in every process
                .mapToDouble(count -> -count / all * Math.log(count / all) / Math.log(2))
                .sum();
    }

    private static double nearest(List<SeedTool> tools) {
        Map<String, Integer> numbers = new HashMap<>();
        List<int[]> sets = new ArrayList<>();
        for (SeedTool tool : tools) {
            int[] set =
                    NearDuplicates.words(tool).stream()
                            .mapToInt(
                                    word -> numbers.computeIfAbsent(word, added -> numbers.size()))
                            .sorted()
                            .toArray();
            sets.add(set);
        }
        SplittableRandom random = new SplittableRandom(1);
        int[] sample =
                sets.size() <= SAMPLE_MAX
                        ? IntStream.range(0, sets.size()).toArray()
                        : random.ints(SAMPLE_MAX, 0, sets.size()).toArray();
        return Arrays.stream(sample)
                .parallel()
                .mapToDouble(one ->
                        IntStream.range(0, sets.size())
                                .filter(other -> other != one)
                                .mapToDouble(other ->
                                        NearDuplicates.similarity(sets.get(one), sets.get(other)))
                                .max()
                                .orElse(0))
                .boxed()
                .toList()
                .stream()
                .mapToDouble(Double::doubleValue)
                .average()
                .orElse(0);
    }
}
