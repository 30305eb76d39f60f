package dev.baltoro.cli.tools;

import dev.baltoro.agent.catalog.CatalogReader;
import dev.baltoro.agent.catalog.ServerTools;
import dev.baltoro.agent.domain.Classified;
import dev.baltoro.agent.domain.ClassifiedFolder;
import dev.baltoro.agent.domain.Classifier;
import dev.baltoro.agent.domain.Domain;
import dev.baltoro.agent.domain.LabelAgreement;
import dev.baltoro.agent.domain.Subject;
import dev.baltoro.agent.embedding.SentenceModel;
import dev.baltoro.cli.terminal.Failure;
import dev.baltoro.cli.terminal.Failures;
import dev.baltoro.cli.terminal.TextColumns;
import dev.baltoro.stats.ClusterAgreement;
import dev.baltoro.stats.Spread;
import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.function.ToDoubleFunction;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/// `baltoro tools classify`: what tools are about.
@Command(
        name = "classify",
        mixinStandardHelpOptions = true,
        description = {
            "Divides servers, or tools, into domains by the meaning of their words, and names each domain.",
            "A small sentence model that ships with the program does the reading. Writes domains.json,",
            "servers.jsonl, tools.jsonl (each one's domain and its distance) and map.svg into a folder.",
            "Where the catalogue has labels, says how far the domains agree with them."
        },
        footer = {
            "",
            "Example:",
            "  baltoro tools collect servers.tar.gz --out tools",
            "  baltoro tools classify tools --out domains"
        })
public final class ToolsClassifyCommand implements Runnable {
    private static final int SEEDS_MAX = 100;

    @Spec private CommandSpec spec = CommandSpec.create();

    @Parameters(
            paramLabel = "FOLDER",
            description = "what `tools collect` wrote, or a file like its tools.jsonl")
    private Path folder = Path.of("tools");

    @Option(
            names = "--by",
            paramLabel = "WHAT",
            description =
                    "what is divided, server or tool (default: server if servers have labels, else"
                            + " tool)")
    private Optional<Subject.Kind> by = Optional.empty();

    @Option(
            names = "--domains",
            paramLabel = "N",
            description =
                    "how many (default: as many as there are labels, or the root of half of what is"
                            + " divided)")
    private Optional<Integer> domains = Optional.empty();

    @Option(
            names = "--seed",
            paramLabel = "N",
            description =
                    "of all draws; the same gives the same domains (default: ${DEFAULT-VALUE})")
    private long seed = 1;

    @Option(
            names = "--seeds",
            paramLabel = "N",
            description =
                    "seeds on which agreement with labels is measured; 0 measures none (default:"
                            + " ${DEFAULT-VALUE})")
    private int seeds = 5;

    @Option(
            names = "--out",
            required = true,
            paramLabel = "DIR",
            description = "folder to write; it appears when it is complete")
    private Path out = Path.of("domains");

    @Override
    public void run() {
        if (domains.filter(n -> n < 2 || n > Classifier.DOMAINS_MAX).isPresent()) {
            throw misused("use --domains from 2 to " + Classifier.DOMAINS_MAX);
        }
        if (seeds < 0 || seeds > SEEDS_MAX) {
            throw misused("use --seeds from 0 to " + SEEDS_MAX);
        }
        PrintWriter log = spec.commandLine().getErr();
        try {
            ClassifiedFolder.check(out);
            List<ServerTools> catalog = CatalogReader.read(folder);
            boolean labelled = catalog.stream().anyMatch(server -> !server.labels().isEmpty());
            Subject.Kind kind = by.orElse(labelled ? Subject.Kind.SERVER : Subject.Kind.TOOL);
            List<Subject> subjects = Subject.of(catalog, kind);
            OptionalInt count =
                    domains.isPresent() ? OptionalInt.of(domains.get()) : OptionalInt.empty();
            Classifier classifier = new Classifier(count, seed, seeds);
            try (SentenceModel model = SentenceModel.load()) {
                Classified classified = classifier.run(subjects, model, new StepLines(log));
                ClassifiedFolder.write(out, classified);
                print(classified, log);
            }
        } catch (IllegalArgumentException e) {
            String what = String.valueOf(e.getMessage());
            throw new Failure("%s: %s".formatted(folder, what), e);
        } catch (IOException e) {
            throw new Failure(Failures.line(e), e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new Failure("interrupted; nothing was written", e);
        }
        spec.commandLine().getOut().println(out);
        spec.commandLine().getOut().flush();
    }

    private ParameterException misused(String why) {
        return new ParameterException(spec.commandLine(), why);
    }

    private static void print(Classified classified, PrintWriter log) {
        boolean servers = classified.subjects().getFirst().kind() == Subject.Kind.SERVER;
        List<List<String>> rows = new ArrayList<>();
        rows.add(List.of("domain", servers ? "servers" : "", "tools", "commonest label"));
        for (Domain domain : classified.domains()) {
            int members = domain.members().size();
            String label =
                    domain.labels().entrySet().stream()
                            .findFirst()
                            .map(one -> "%s, %d".formatted(one.getKey(), one.getValue()))
                            .orElse("");
            rows.add(
                    List.of(
                            domain.name(),
                            servers ? "%,d".formatted(members) : "",
                            "%,d".formatted(domain.tools()),
                            label));
        }
        TextColumns.lines(rows).forEach(log::println);
        classified.agreement().ifPresent(agreement -> print(agreement, log));
        log.flush();
    }

    private static void print(LabelAgreement agreement, PrintWriter log) {
        log.printf(
                "agreement with %d labels of %,d, mean and deviation over %d seeds:%n",
                agreement.labels(), agreement.labelled(), agreement.domains().size());
        List<List<String>> rows = new ArrayList<>();
        rows.add(List.of("", "NMI", "purity", "ARI"));
        rows.add(row("these domains", agreement.domains()));
        rows.add(row("k-means on TF-IDF", agreement.plain()));
        TextColumns.lines(rows).forEach(log::println);
    }

    private static List<String> row(String name, List<ClusterAgreement> seeds) {
        return List.of(
                name,
                figure(seeds, ClusterAgreement::nmi),
                figure(seeds, ClusterAgreement::purity),
                figure(seeds, ClusterAgreement::ari));
    }

    private static String figure(
            List<ClusterAgreement> seeds, ToDoubleFunction<ClusterAgreement> figure) {
        Spread spread = LabelAgreement.spread(seeds, figure);
        return String.format(Locale.ROOT, "%.3f ± %.3f", spread.mean(), spread.sd());
    }
}
