package dev.baltoro.synth.evolve;

import dev.baltoro.synth.tool.Column;
import dev.baltoro.synth.tool.FunctionalCheck;
import dev.baltoro.synth.tool.InventedTool;
import dev.baltoro.synth.tool.Lineage;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/// Tools that exist, read as blueprints. What a server's tools say of the same thing is put
/// together: the columns of a task are the parameters of all tools for tasks.
///
/// @param adopted in the order of the seeds
/// @param refused seeds that could not be read, with the reason
public record AdoptedTools(List<AdoptedTool> adopted, Map<SeedTool, String> refused) {
    /// Columns of a table at most, the first ones.
    private static final int COLUMNS_MAX = 12;

    public AdoptedTools {
        adopted = List.copyOf(adopted);
    }

    /// {@return what can be read of some tools}
    public static AdoptedTools of(List<SeedTool> seeds) {
        Map<String, Map<String, List<Column>>> columns = new LinkedHashMap<>();
        for (SeedTool seed : seeds) {
            ToolReading.of(seed)
                    .ifPresent(reading -> {
                        List<Column> known =
                                columns.computeIfAbsent(
                                                seed.server(), name -> new LinkedHashMap<>())
                                        .computeIfAbsent(reading.noun(), noun -> new ArrayList<>());
                        for (Column column : reading.columns()) {
                            boolean there =
                                    known.stream().anyMatch(one -> one.key().equals(column.key()));
                            if (!there && known.size() < COLUMNS_MAX) {
                                known.add(column);
                            }
                        }
                    });
        }
        List<AdoptedTool> adopted = new ArrayList<>();
        Map<SeedTool, String> refused = new LinkedHashMap<>();
        seeds.parallelStream()
                .map(seed -> adopt(seed, columns.getOrDefault(seed.server(), Map.of())))
                .toList()
                .forEach(outcome -> {
                    if (outcome.problem().isEmpty()) {
                        outcome.tool().ifPresent(adopted::add);
                    } else {
                        refused.put(outcome.seed(), outcome.problem());
                    }
                });
        return new AdoptedTools(adopted, refused);
    }

    private record Outcome(SeedTool seed, Optional<AdoptedTool> tool, String problem) {}

    private static Outcome adopt(SeedTool seed, Map<String, List<Column>> columns) {
        Optional<ToolReading> reading = ToolReading.of(seed);
        if (reading.isEmpty()) {
            return new Outcome(seed, Optional.empty(), "its name has no verb that is known");
        }
        List<Column> known = columns.getOrDefault(reading.get().noun(), List.of());
        Optional<AdoptedTool> tool =
                reading.get().blueprint(known).map(blueprint -> new AdoptedTool(seed, blueprint));
        if (tool.isEmpty()) {
            return new Outcome(seed, tool, "its parameters do not fit its verb");
        }
        Lineage lineage = new Lineage(seed.id(), "collect", List.of(), "", "");
        Optional<String> problem =
                FunctionalCheck.problem(InventedTool.of(tool.get().blueprint(), false, lineage), 1);
        return new Outcome(seed, tool, problem.orElse(""));
    }
}
