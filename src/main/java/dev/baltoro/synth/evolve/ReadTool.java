package dev.baltoro.synth.evolve;

import dev.baltoro.synth.tool.Action;
import dev.baltoro.synth.tool.Blueprint;
import dev.baltoro.synth.tool.Column;
import dev.baltoro.synth.tool.KeyForm;
import dev.baltoro.synth.tool.TypedTable;
import dev.baltoro.synth.tool.ValueKind;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import tools.jackson.databind.JsonNode;

/// A tool that exists, as far as it can be read: with code for what it does, or with no more than
/// the table that it seems to work on.
///
/// @param seed as it was found
/// @param code what it does; empty if its name and parameters do not say
/// @param table what it works on
/// @param reads whether it seems to change nothing
public record ReadTool(SeedTool seed, Optional<Blueprint> code, TypedTable table, boolean reads) {
    private static final int COLUMNS_MAX = 12;

    /// {@return one server's tools, in their order}
    ///
    /// Tools of one noun share a table: the first one that can be run decides how its rows are told
    /// apart, and one that would have it otherwise has no code.
    public static List<ReadTool> of(List<SeedTool> seeds) {
        Map<SeedTool, Blueprint> adopted = new HashMap<>();
        Map<String, TypedTable> tables = new HashMap<>();
        for (AdoptedTool tool : AdoptedTools.of(seeds).adopted()) {
            TypedTable table = tool.blueprint().table();
            TypedTable first = tables.computeIfAbsent(table.key(), key -> table);
            if (first.equals(table)) {
                adopted.put(tool.seed(), tool.blueprint());
            }
        }
        List<ReadTool> read = new ArrayList<>();
        for (SeedTool seed : seeds) {
            Optional<Blueprint> code = Optional.ofNullable(adopted.get(seed));
            TypedTable own = code.map(Blueprint::table).orElseGet(() -> guessed(seed));
            TypedTable table = tables.computeIfAbsent(own.key(), key -> own);
            read.add(new ReadTool(seed, code, table, reads(seed, code)));
        }
        return read;
    }

    private static boolean reads(SeedTool seed, Optional<Blueprint> code) {
        return code.map(Blueprint::action)
                .or(() -> ToolReading.of(seed).map(ToolReading::action))
                .map(action -> !action.changes())
                .orElse(true);
    }

    /// {@return the action that a name speaks of; empty if no word of it is a verb that is known}
    public static Optional<Action> action(SeedTool seed) {
        return ToolReading.of(seed).map(ToolReading::action);
    }

    /// {@return the key of the column that a parameter is about}
    public static String columnKey(String parameter) {
        return String.join("_", NameWords.of(parameter));
    }

    private static TypedTable guessed(SeedTool seed) {
        List<String> words = NameWords.of(seed.name());
        String noun =
                ToolReading.of(seed)
                        .map(ToolReading::noun)
                        .orElse(words.isEmpty() ? "record" : NameWords.singular(words.getLast()));
        List<Column> columns = new ArrayList<>(List.of(Column.of("name", ValueKind.TITLE)));
        for (Map.Entry<String, JsonNode> one : seed.schema().path("properties").properties()) {
            ReadColumn.of(one.getKey(), one.getValue())
                    .map(column -> column.optional(true))
                    .filter(column -> !column.key().equals("id"))
                    .filter(column ->
                            columns.size() < COLUMNS_MAX
                                    && columns.stream()
                                            .noneMatch(other -> other.key().equals(column.key())))
                    .ifPresent(columns::add);
        }
        String letters = (noun.replaceAll("[^a-z]", "") + "row").substring(0, 3);
        return new TypedTable(
                noun,
                NameWords.plural(noun),
                letters.toUpperCase(Locale.ROOT),
                KeyForm.CODE,
                columns,
                Map.of());
    }
}
