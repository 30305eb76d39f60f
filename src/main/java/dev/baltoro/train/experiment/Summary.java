package dev.baltoro.train.experiment;

import dev.baltoro.train.recipe.Experiment;
import java.util.ArrayList;
import java.util.List;
import java.util.OptionalDouble;
import java.util.SortedMap;
import java.util.TreeMap;
import tools.jackson.databind.PropertyNamingStrategies;
import tools.jackson.databind.SerializationFeature;
import tools.jackson.databind.json.JsonMapper;

/// An experiment's results.
///
/// @param name the experiment
/// @param question what it asked
/// @param seedsAsked seeds that every variant was to be run with
/// @param significance when a difference counts
/// @param target what tokens are counted to, in words; empty if nothing is
/// @param variants each variant with a result
/// @param runs each run with a result
public record Summary(
        String name,
        String question,
        List<Long> seedsAsked,
        Experiment.Significance significance,
        String target,
        List<VariantFigures> variants,
        List<RunFigures> runs) {
    private static final JsonMapper JSON =
            JsonMapper.builder()
                    .propertyNamingStrategy(PropertyNamingStrategies.SNAKE_CASE)
                    .enable(SerializationFeature.INDENT_OUTPUT)
                    .build();

    /// {@return the summary of the runs that are finished}
    ///
    /// @param wanted runs asked for; their first variant is what the others are compared with
    /// @param records those of them with a result
    /// @param failed why runs have no result, by variant and seed
    static Summary of(
            Experiment experiment,
            List<Experiment.Run> wanted,
            List<RunRecord> records,
            SortedMap<String, SortedMap<Long, String>> failed) {
        List<RunFigures> runs = new ArrayList<>();
        for (RunRecord record : records) {
            runs.add(RunFigures.of(record, target(experiment, records, record.run().seed())));
        }
        List<VariantFigures> variants = new ArrayList<>();
        String first = wanted.getFirst().variant();
        for (String name : experiment.variants().keySet()) {
            List<RunFigures> own = of(name, runs);
            if (!own.isEmpty()) {
                variants.add(
                        VariantFigures.of(
                                own,
                                failed.getOrDefault(name, new TreeMap<>()),
                                name.equals(first) ? List.of() : of(first, runs),
                                experiment.significance().level()));
            }
        }
        return new Summary(
                experiment.name(),
                experiment.question(),
                wanted.stream().map(Experiment.Run::seed).distinct().toList(),
                experiment.significance(),
                experiment.target().map(Experiment.Target::words).orElse(""),
                variants,
                runs);
    }

    private static List<RunFigures> of(String variant, List<RunFigures> runs) {
        return runs.stream().filter(run -> run.variant().equals(variant)).toList();
    }

    /// The target of a seed's runs: a fixed loss, or what a variant ended with from the same seed.
    private static OptionalDouble target(
            Experiment experiment, List<RunRecord> records, long seed) {
        if (experiment.target().isEmpty()) {
            return OptionalDouble.empty();
        }
        Experiment.Target target = experiment.target().get();
        if (target.loss().isPresent()) {
            return target.loss();
        }
        String variant = target.variant().orElseThrow();
        return records.stream()
                .filter(record -> record.run().seed() == seed)
                .filter(record -> record.run().variant().equals(variant))
                .mapToDouble(RunRecord::finalLoss)
                .findFirst();
    }

    /// {@return the summary as JSON}
    public String json() {
        return JSON.writeValueAsString(this) + "\n";
    }
}
