package dev.baltoro.agent.toolbelt;

import dev.baltoro.agent.domain.ToolWords;
import dev.baltoro.agent.embedding.TextEmbedder;
import dev.baltoro.agent.embedding.Vectors;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.stream.IntStream;

/// Which tools a request is about: by its words, by its meaning, or by both, whose ranks are joined
/// (reciprocal rank fusion, Cormack et al. 2009). Any number of threads may search.
public final class ToolSearch {
    /// Characters of a request that are read.
    static final int QUERY_CHARS_MAX = 2_000;

    /// What a rank is added to, so that the first few of one list do not settle everything.
    private static final double FUSION = 10;

    /// What is compared.
    public enum By {
        WORDS,
        MEANING,
        BOTH
    }

    /// The vectors of a shelf's tools, and what embeds a request likewise.
    ///
    /// @param vectors in the shelf's order
    public record Meanings(List<float[]> vectors, TextEmbedder embedder) {
        /// Takes a copy.
        public Meanings {
            vectors = List.copyOf(vectors);
        }
    }

    private final List<ShelvedTool> tools;
    private final WordIndex words;
    private final Optional<Meanings> meanings;

    private ToolSearch(List<ShelvedTool> tools, Optional<Meanings> meanings) {
        this.tools = tools;
        this.words = new WordIndex(tools);
        this.meanings = meanings;
    }

    /// {@return a search by words alone}
    public static ToolSearch byWords(ToolShelf shelf) {
        return new ToolSearch(shelf.tools(), Optional.empty());
    }

    /// {@return a search by words and meaning}
    ///
    /// @throws IllegalArgumentException if there is not a vector for each tool
    public static ToolSearch byBoth(ToolShelf shelf, Meanings meanings) {
        if (meanings.vectors().size() != shelf.tools().size()) {
            throw new IllegalArgumentException(
                    "%,d vectors for %,d tools"
                            .formatted(meanings.vectors().size(), shelf.tools().size()));
        }
        return new ToolSearch(shelf.tools(), Optional.of(meanings));
    }

    /// {@return what is embedded of each tool, in the shelf's order}
    public static List<String> texts(ToolShelf shelf) {
        return shelf.tools().stream().map(ToolSearch::text).toList();
    }

    private static String text(ShelvedTool shelved) {
        return ToolWords.spaced(shelved.tool().name())
                + ": "
                + ToolWords.firstSentence(shelved.tool().description())
                + " ("
                + shelved.server()
                + ")";
    }

    /// {@return the tools that fit best, the best first}
    public List<ShelvedTool> find(String query, int limit) {
        return find(query, limit, By.BOTH);
    }

    /// {@return the tools that fit best, the best first; without vectors, by words}
    public List<ShelvedTool> find(String query, int limit, By by) {
        String read = query.substring(0, Math.min(query.length(), QUERY_CHARS_MAX));
        double[] scores =
                switch (meanings.isPresent() ? by : By.WORDS) {
                    case WORDS -> words.scores(read);
                    case MEANING -> meaning(read);
                    case BOTH -> joined(words.scores(read), meaning(read));
                };
        return ranked(scores).limit(limit).mapToObj(tools::get).toList();
    }

    /// {@return each tool's score, above 0: what is meant has no tool that is no answer at all}
    private double[] meaning(String query) {
        Meanings known = meanings.orElseThrow();
        float[] asked = known.embedder().embed(query);
        return known.vectors().stream().mapToDouble(own -> 2 + Vectors.dot(own, asked)).toArray();
    }

    private static double[] joined(double[] one, double[] other) {
        double[] joined = new double[one.length];
        for (double[] scores : List.of(one, other)) {
            int[] order = ranked(scores).toArray();
            for (int rank = 0; rank < order.length; rank++) {
                joined[order[rank]] += 1 / (FUSION + rank);
            }
        }
        return joined;
    }

    /// {@return the tools with a score above 0, the highest first, of equal ones the first}
    private static IntStream ranked(double[] scores) {
        return IntStream.range(0, scores.length)
                .filter(i -> scores[i] > 0)
                .boxed()
                .sorted(Comparator.comparingDouble(i -> -scores[i]))
                .mapToInt(Integer::intValue);
    }
}
