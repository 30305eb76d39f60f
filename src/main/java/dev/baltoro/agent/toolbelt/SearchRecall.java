package dev.baltoro.agent.toolbelt;

import dev.baltoro.stats.Wilson;
import java.util.Arrays;
import java.util.List;

/// How often the right tool is among the first that a search finds.
///
/// @param first it is the first one
/// @param five it is among the first five
/// @param ten it is among the first ten
public record SearchRecall(Wilson first, Wilson five, Wilson ten) {
    /// A request, and the only tool that counts as right for it, however like others it is.
    ///
    /// @param name on the shelf
    public record Query(String text, String name) {}

    /// {@return the recall over all queries, one at least}
    public static SearchRecall of(ToolSearch search, ToolSearch.By by, List<Query> queries) {
        int[] ranks =
                queries.parallelStream() // each for itself
                        .mapToInt(query -> rank(search.find(query.text(), 10, by), query.name()))
                        .toArray();
        return new SearchRecall(within(ranks, 1), within(ranks, 5), within(ranks, 10));
    }

    private static int rank(List<ShelvedTool> found, String name) {
        for (int i = 0; i < found.size(); i++) {
            if (found.get(i).name().equals(name)) {
                return i + 1;
            }
        }
        return Integer.MAX_VALUE;
    }

    private static Wilson within(int[] ranks, int most) {
        long hits = Arrays.stream(ranks).filter(rank -> rank <= most).count();
        return Wilson.of(hits, ranks.length);
    }
}
