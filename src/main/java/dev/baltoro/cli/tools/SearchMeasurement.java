package dev.baltoro.cli.tools;

import dev.baltoro.agent.toolbelt.SearchRecall;
import dev.baltoro.agent.toolbelt.SearchRecall.Query;
import dev.baltoro.agent.toolbelt.ShelvedTool;
import dev.baltoro.agent.toolbelt.ToolSearch;
import dev.baltoro.agent.toolbelt.ToolShelf;
import dev.baltoro.cli.terminal.TextColumns;
import dev.baltoro.stats.SplitMix64;
import dev.baltoro.synth.request.ToolQueries;
import java.io.PrintWriter;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Locale;
import java.util.Random;

/// Prints how often the right one of a shelf's tools is found.
final class SearchMeasurement {
    private SearchMeasurement() {}

    static void print(
            ToolShelf shelf,
            ToolSearch search,
            int count,
            long seed,
            boolean meaning,
            PrintWriter log) {
        List<ShelvedTool> tools = shelf.tools();
        Collections.shuffle(tools, new Random(seed));
        List<Query> asked = new ArrayList<>();
        List<Query> described = new ArrayList<>();
        for (int i = 0; i < Math.min(count, tools.size()); i++) {
            ShelvedTool one = tools.get(i);
            ToolQueries.asked(one.tool(), SplitMix64.mix(seed, i))
                    .ifPresent(text -> asked.add(new Query(text, one.name())));
            ToolQueries.described(one.tool())
                    .ifPresent(text -> described.add(new Query(text, one.name())));
        }
        List<List<String>> rows = new ArrayList<>();
        rows.add(List.of("requests", "search by", "first", "of first 5", "of first 10"));
        List<ToolSearch.By> ways =
                meaning ? List.of(ToolSearch.By.values()) : List.of(ToolSearch.By.WORDS);
        long begin = System.nanoTime();
        for (ToolSearch.By by : ways) {
            row(rows, "as people type them", asked, search, by);
        }
        for (ToolSearch.By by : ways) {
            row(rows, "described, without a word of the name", described, search, by);
        }
        int searches = ways.size() * (asked.size() + described.size());
        double seconds = (System.nanoTime() - begin) / 1e9;
        log.printf(
                "%,d tools; %,d requests as people type them, %,d descriptions%n",
                tools.size(), asked.size(), described.size());
        TextColumns.lines(rows).forEach(log::println);
        log.printf("%,d searches in %.1f s%n", searches, seconds);
        log.flush();
    }

    private static void row(
            List<List<String>> rows,
            String requests,
            List<Query> queries,
            ToolSearch search,
            ToolSearch.By by) {
        if (!queries.isEmpty()) {
            SearchRecall found = SearchRecall.of(search, by, queries);
            rows.add(
                    List.of(
                            requests,
                            by.name().toLowerCase(Locale.ROOT),
                            found.first().toString(),
                            found.five().toString(),
                            found.ten().toString()));
        }
    }
}
