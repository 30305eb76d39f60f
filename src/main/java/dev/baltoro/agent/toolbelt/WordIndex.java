package dev.baltoro.agent.toolbelt;

import dev.baltoro.agent.domain.ToolWords;
import dev.baltoro.agent.mcp.McpTool;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;

/// BM25 (Robertson and Zaragoza 2009) over a tool's words, where a word of its name counts for more
/// than one of its description, and one of a parameter's name for less (BM25F).
final class WordIndex {
    private static final double K1 = 1.2;
    private static final double B = 0.4;
    private static final double NAME = 3;
    private static final double SERVER = 1.5;
    private static final double DESCRIPTION = 1;
    private static final double PARAMETER = 0.5;

    /// ToolWords of a description that are read.
    private static final int DESCRIPTION_WORDS_MAX = 200;

    private record Posting(int tool, float weight) {}

    private final Map<String, List<Posting>> postings = new HashMap<>();
    private final double[] lengths;
    private final double meanLength;

    WordIndex(List<ShelvedTool> tools) {
        lengths = new double[tools.size()];
        double sum = 0;
        for (int i = 0; i < lengths.length; i++) {
            Map<String, Double> weights = weights(tools.get(i));
            for (Map.Entry<String, Double> word : weights.entrySet()) {
                postings.computeIfAbsent(word.getKey(), _ -> new ArrayList<>())
                        .add(new Posting(i, word.getValue().floatValue()));
                lengths[i] += word.getValue();
            }
            sum += lengths[i];
        }
        meanLength = Math.max(1, sum / Math.max(1, lengths.length));
    }

    private static Map<String, Double> weights(ShelvedTool shelved) {
        McpTool tool = shelved.tool();
        Map<String, Double> weights = new HashMap<>();
        add(weights, ToolWords.ofName(tool.name()), NAME);
        add(weights, ToolWords.of(shelved.server()), SERVER);
        tool.title().ifPresent(title -> add(weights, ToolWords.of(title), DESCRIPTION));
        List<String> description = ToolWords.of(tool.description());
        add(
                weights,
                description.subList(0, Math.min(DESCRIPTION_WORDS_MAX, description.size())),
                DESCRIPTION);
        for (String parameter : tool.inputSchema().path("properties").propertyNames()) {
            add(weights, ToolWords.ofName(parameter), PARAMETER);
        }
        return weights;
    }

    private static void add(Map<String, Double> weights, List<String> words, double weight) {
        ToolWords.telling(words)
                .forEach(word -> weights.merge(ToolWords.stem(word), weight, Double::sum));
    }

    /// {@return each tool's score; 0 for one that shares no word}
    double[] scores(String query) {
        double[] scores = new double[lengths.length];
        for (String word : new HashSet<>(ToolWords.telling(ToolWords.of(query)))) {
            List<Posting> found = postings.getOrDefault(ToolWords.stem(word), List.of());
            double rarity =
                    StrictMath.log(
                            1 + (lengths.length - found.size() + 0.5) / (found.size() + 0.5));
            for (Posting posting : found) {
                double norm = K1 * (1 - B + B * lengths[posting.tool] / meanLength);
                scores[posting.tool] +=
                        rarity * posting.weight * (K1 + 1) / (posting.weight + norm);
            }
        }
        return scores;
    }
}
