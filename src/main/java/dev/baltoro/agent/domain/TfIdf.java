package dev.baltoro.agent.domain;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/// Texts as weights of their words: the logarithm of how often a word occurs, times the logarithm
/// of how rare it is (Salton and Buckley 1988), scaled to length 1.
final class TfIdf {
    /// Texts that have to have a word.
    private static final int TEXTS_MIN = 2;

    private TfIdf() {}

    /// {@return a row for each subject}
    static SparsePoints of(List<Subject> subjects) {
        List<Map<String, Integer>> counts = new ArrayList<>();
        Map<String, Integer> texts = new TreeMap<>();
        for (Subject subject : subjects) {
            Map<String, Integer> own = new HashMap<>();
            ToolWords.of(subject).forEach(word -> own.merge(word, 1, Integer::sum));
            own.keySet().forEach(word -> texts.merge(word, 1, Integer::sum));
            counts.add(own);
        }
        texts.values().removeIf(count -> count < TEXTS_MIN);
        Map<String, Integer> places = new TreeMap<>();
        texts.keySet().forEach(word -> places.put(word, places.size()));
        List<SparsePoints.Row> rows = new ArrayList<>();
        for (Map<String, Integer> own : counts) {
            Map<Integer, Double> weights = new TreeMap<>();
            own.forEach((word, count) -> {
                Integer in = texts.get(word);
                Integer at = places.get(word);
                if (in != null && at != null) {
                    double rarity = 1 + StrictMath.log((1.0 + subjects.size()) / (1.0 + in));
                    weights.put(at, (1 + StrictMath.log(count)) * rarity);
                }
            });
            rows.add(row(weights));
        }
        return new SparsePoints(rows, places.size());
    }

    private static SparsePoints.Row row(Map<Integer, Double> weights) {
        double square = 0;
        for (double weight : weights.values()) {
            square += weight * weight;
        }
        int[] at = new int[weights.size()];
        float[] value = new float[at.length];
        int next = 0;
        for (Map.Entry<Integer, Double> one : weights.entrySet()) {
            at[next] = one.getKey();
            value[next++] = (float) (one.getValue() / Math.sqrt(square));
        }
        return new SparsePoints.Row(at, value);
    }
}
