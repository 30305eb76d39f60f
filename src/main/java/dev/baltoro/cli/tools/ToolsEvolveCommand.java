package dev.baltoro.cli.tools;

import dev.baltoro.cli.terminal.Failure;
import dev.baltoro.cli.terminal.Failures;
import dev.baltoro.cli.terminal.TextColumns;
import dev.baltoro.synth.evolve.AdoptedTools;
import dev.baltoro.synth.evolve.Diversity;
import dev.baltoro.synth.evolve.Evolution;
import dev.baltoro.synth.evolve.Evolved;
import dev.baltoro.synth.evolve.EvolvedFolder;
import dev.baltoro.synth.evolve.SeedFile;
import dev.baltoro.synth.evolve.SeedTool;
import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/// `baltoro tools evolve`: many tools of few, each run before it counts.
@Command(
        name = "evolve",
        mixinStandardHelpOptions = true,
        description = {
            "Makes tools: from a hierarchy of domains, and, where a file of tools is named, of these, by",
            "specialising, generalising, combining them, changing what they work on and how they fail.",
            "No model has a part in it. Writes tools.jsonl, rejected.jsonl and evolution.json."
        },
        footer = {
            "",
            "Example:",
            "  baltoro tools collect servers.tar.gz --out tools",
            "  baltoro tools evolve tools/tools.jsonl --count 20000 --out evolved"
        })
public final class ToolsEvolveCommand implements Runnable {
    private static final int COUNT_MAX = 1_000_000;
    private static final long REPORT_NANOS = 5_000_000_000L;

    @Spec private CommandSpec spec = CommandSpec.create();

    @Parameters(
            arity = "0..1",
            paramLabel = "FROM.jsonl",
            description = "tools that exist, as `tools collect` writes them")
    private Optional<Path> from = Optional.empty();

    @Option(
            names = "--parents",
            paramLabel = "N",
            description = "take the file's first N tools only (default: all)")
    private int parents = COUNT_MAX;

    @Option(
            names = "--count",
            paramLabel = "N",
            description = "how many tools (default: ${DEFAULT-VALUE})")
    private int count = 1_000;

    @Option(
            names = "--seed",
            paramLabel = "N",
            description = "of all draws; the same gives the same tools (default: ${DEFAULT-VALUE})")
    private long seed = 1;

    @Option(
            names = "--out",
            required = true,
            paramLabel = "DIR",
            description = "folder to write; it appears when it is complete")
    private Path out = Path.of("evolved");

    @Override
    public void run() {
        if (count < 1 || count > COUNT_MAX || parents < 1) {
            throw new ParameterException(
                    spec.commandLine(), "use a --count from 1 to %,d".formatted(COUNT_MAX));
        }
        PrintWriter log = spec.commandLine().getErr();
        try {
            EvolvedFolder.check(out);
            log.println("teacher: template (rules and word lists; no model writes these tools)");
            List<SeedTool> seeds = seeds(log);
            AdoptedTools adopted = AdoptedTools.of(seeds);
            if (!seeds.isEmpty()) {
                log.printf(
                        "%,d parents of %,d tools: what the others do could not be read%n",
                        adopted.adopted().size(), seeds.size());
            }
            Evolution evolution = new Evolution(seed, adopted);
            evolve(evolution, log);
            Map<String, Diversity> figures = new LinkedHashMap<>();
            if (!seeds.isEmpty()) {
                figures.put("given", Diversity.of(seeds));
            }
            figures.put(
                    "made", Diversity.of(evolution.tools().stream().map(Evolved::seed).toList()));
            EvolvedFolder.write(out, seed, adopted, evolution, figures);
            print(evolution, figures, log);
        } catch (IOException e) {
            throw new Failure(Failures.line(e), e);
        }
    }

    private List<SeedTool> seeds(PrintWriter log) throws IOException {
        if (from.isEmpty()) {
            return List.of();
        }
        SeedFile file = SeedFile.read(from.get());
        if (file.tools().isEmpty()) {
            throw new Failure(from.get() + " has no tool; name a tools.jsonl of `tools collect`");
        }
        if (!file.unread().isEmpty()) {
            log.printf(
                    "%s: %,d lines are no tools, the first %s%n",
                    from.get(), file.unread().size(), file.unread().getFirst());
        }
        return file.tools().stream().limit(parents).toList();
    }

    private void evolve(Evolution evolution, PrintWriter log) {
        long begin = System.nanoTime();
        long[] next = {begin + REPORT_NANOS};
        evolution.run(
                count,
                made -> {
                    if (System.nanoTime() - next[0] > 0) {
                        next[0] = System.nanoTime() + REPORT_NANOS;
                        log.printf("%,d of %,d tools%n", made, count);
                        log.flush();
                    }
                });
        log.printf(
                "%,d tools in %,d s; %,d refused%n",
                evolution.tools().size(),
                (System.nanoTime() - begin) / 1_000_000_000,
                evolution.refused().size());
        if (evolution.tools().size() < count) {
            log.printf("no more were found that are far enough from each other%n");
        }
    }

    private static void print(
            Evolution evolution, Map<String, Diversity> figures, PrintWriter log) {
        List<List<String>> rows = new ArrayList<>();
        evolution.reasons().entrySet().stream()
                .sorted(Map.Entry.comparingByKey())
                .forEach(one -> rows.add(List.of(one.getKey(), "%,d".formatted(one.getValue()))));
        TextColumns.lines(rows).forEach(log::println);
        List<List<String>> table = new ArrayList<>();
        row(table, figures, "tools", one -> "%,d".formatted(one.tools()));
        row(table, figures, "distinct names", one -> "%,d".formatted(one.names()));
        row(table, figures, "verbs", one -> "%,d".formatted(one.verbs()));
        row(table, figures, "words in names", one -> "%,d".formatted(one.words()));
        row(table, figures, "names of parameters", one -> "%,d".formatted(one.parameters()));
        row(table, figures, "parameters a tool", one -> "%.2f".formatted(one.parametersEach()));
        row(table, figures, "entropy, bits a word", one -> "%.2f".formatted(one.entropy()));
        row(table, figures, "nearest other tool", one -> "%.3f".formatted(one.nearest()));
        List<String> header = new ArrayList<>(List.of(""));
        header.addAll(figures.keySet());
        table.addFirst(header);
        TextColumns.lines(table).forEach(log::println);
        log.flush();
    }

    private static void row(
            List<List<String>> table,
            Map<String, Diversity> figures,
            String name,
            Function<Diversity, String> figure) {
        List<String> row = new ArrayList<>(List.of(name));
        figures.values().forEach(one -> row.add(figure.apply(one)));
        table.add(row);
    }
}
