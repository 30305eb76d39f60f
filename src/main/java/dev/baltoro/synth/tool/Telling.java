package dev.baltoro.synth.tool;

import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.SplittableRandom;
import java.util.stream.Collectors;

/// What the system message tells: what wishes rely on, and often something that nobody needs.
record Telling(InventedServer server) {
    /// {@return the text; empty if there is none}
    String facts(SplittableRandom random, List<ToolWish> wishes) {
        Set<TypedTable> relied = new LinkedHashSet<>();
        wishes.stream()
                .filter(wish -> !wish.names().isEmpty())
                .forEach(wish -> relied.add(wish.blueprint().table()));
        List<String> sentences = new ArrayList<>();
        if (random.nextInt(4) == 0) {
            sentences.add(general(random));
        }
        for (TypedTable table : server.application().tables()) {
            KnownRows known = KnownRows.of(server.start(), table, server.house().style());
            if (relied.contains(table)
                    || known.help() && !wishes.isEmpty() && random.nextInt(8) == 0) {
                sentences.add(known.told(random));
            }
        }
        boolean lines = random.nextInt(3) == 0;
        return sentences.stream()
                .map(one -> lines || one.endsWith(".") ? one : one + ".")
                .collect(Collectors.joining(lines ? "\n" : " "));
    }

    private String general(SplittableRandom random) {
        return WordLists.one(
                        random,
                        List.of(
                                "You help %2$s with %1$s.",
                                "This is the %1$s of %3$s.",
                                "You are the assistant for %1$s.",
                                "Tools: %1$s (%4$s).",
                                "User: %2$s"))
                .formatted(
                        server.application().name(),
                        WordLists.draw(random, "first"),
                        WordLists.draw(random, "company"),
                        server.application().about());
    }
}
