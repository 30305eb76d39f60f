package dev.baltoro.synth.tool;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.SplittableRandom;
import java.util.TreeMap;
import java.util.stream.Collectors;
import tools.jackson.databind.node.ObjectNode;

/// Rows that the system message tells of, so that people may call them by name.
///
/// @param table whose rows they are
/// @param names by key, in the state's order; only names that one row alone has
record KnownRows(TypedTable table, Map<String, String> names) {
    private static final int TOLD_MAX = 6;

    /// {@return the first rows of a table}
    static KnownRows of(ObjectNode state, TypedTable table, NamingStyle style) {
        Map<String, String> names = new LinkedHashMap<>();
        List<ObjectNode> rows = new TableState(state, table, style).rows();
        Map<String, Long> times =
                rows.stream()
                        .collect(
                                Collectors.groupingBy(
                                        row -> row.path(table.label().key()).asString(""),
                                        TreeMap::new,
                                        Collectors.counting()));
        for (ObjectNode row : rows) {
            String name = row.path(table.label().key()).asString("");
            if (names.size() < TOLD_MAX && times.getOrDefault(name, 0L) == 1 && !name.isBlank()) {
                names.put(row.path(table.idKey()).asString(), name);
            }
        }
        return new KnownRows(table, names);
    }

    /// {@return whether names stand for keys, so that telling them helps}
    boolean help() {
        return table.keyForm() != KeyForm.LABEL
                && names.size() > 1
                && switch (table.label().kind()) {
                    case TITLE, NAME, CODE -> true;
                    default -> false;
                };
    }

    /// {@return a sentence for the system message}
    String told(SplittableRandom random) {
        String pattern =
                WordLists.one(
                        random, List.of("%2$s (%1$s)", "%1$s: %2$s", "%1$s %2$s", "%2$s = %1$s"));
        String joint = WordLists.one(random, List.of(", ", "; ", " | "));
        String rows =
                names.entrySet().stream()
                        .map(one -> pattern.formatted(one.getKey(), one.getValue()))
                        .collect(Collectors.joining(joint));
        return WordLists.one(
                        random,
                        List.of("%s: %s", "Known %s: %s.", "The %s are %s.", "Current %s: %s"))
                .formatted(NamingStyle.capital(table.plural()), rows)
                .replaceFirst("^(Known|The|Current) (.)", "$1 $2");
    }
}
