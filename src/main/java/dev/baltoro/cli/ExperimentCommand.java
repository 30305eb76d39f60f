package dev.baltoro.cli;

import dev.baltoro.cli.terminal.Failure;
import dev.baltoro.cli.terminal.Failures;
import dev.baltoro.cli.terminal.StopOnInterrupt;
import dev.baltoro.data.shard.ManifestFile;
import dev.baltoro.flow.EngineSamples;
import dev.baltoro.train.corpus.QuickstartCorpus;
import dev.baltoro.train.experiment.ExperimentFolder;
import dev.baltoro.train.experiment.ExperimentReport;
import dev.baltoro.train.experiment.ExperimentRuns;
import dev.baltoro.train.pretrain.PretrainingRun;
import dev.baltoro.train.recipe.Experiment;
import dev.baltoro.train.recipe.Recipe;
import dev.baltoro.train.run.ProgressLine;
import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/// `baltoro experiment`: puts one question to several variants of a recipe.
@Command(
        name = "experiment",
        mixinStandardHelpOptions = true,
        description = {
            "Run every variant of an experiment with every seed, and compare them.",
            "Writes each run's folder, summary.md, summary.json and pictures. Ctrl-C saves and ends;"
                    + " the same command goes on, and finished runs are not run again.",
            "Where data/quickstart is missing, it is prepared: definitions, code and worked arithmetic."
        },
        footerHeading = "%nExample:%n",
        footer = {
            "  baltoro experiment recipes/qk-clip.yaml",
            "  baltoro experiment recipes/muon-vs-adamw.yaml --seed 1",
            "  baltoro experiment recipes/sparsity.yaml --out runs/try --set base.stages.0.steps=50"
        })
final class ExperimentCommand implements Runnable {
    private static final String BASE = "base.";

    /// Where the text of the experiments that come with Baltoro lies.
    private static final Path DATA = Path.of("data/quickstart");

    /// Ids of the tokenizer that is trained on it.
    private static final int VOCABULARY = 4096;

    @Spec private CommandSpec spec;

    @Parameters(paramLabel = "FILE", description = "experiment file (YAML)")
    private Path file = Path.of("");

    @Option(
            names = "--out",
            paramLabel = "DIR",
            description = "folder for the runs (default: runs/NAME, the experiment's name)")
    private Optional<Path> out = Optional.empty();

    @Option(
            names = "--set",
            paramLabel = "base.PATH=VALUE",
            description = "set a key of the base recipe, such as base.workers=1; repeatable")
    private List<String> set = new ArrayList<>();

    @Option(
            names = "--only",
            paramLabel = "VARIANT",
            description = "run and summarise only this variant; repeatable")
    private List<String> only = new ArrayList<>();

    @Option(
            names = "--seed",
            paramLabel = "N",
            description = "run and summarise only this seed of the file; repeatable")
    private List<Long> seeds = new ArrayList<>();

    @Override
    public void run() {
        PrintWriter log = spec.commandLine().getErr();
        Experiment experiment = Experiment.load(file, overrides());
        List<Experiment.Run> runs = wanted(experiment);
        Path folder = out.orElseGet(() -> Path.of("runs", experiment.name()));
        System.setProperty("java.awt.headless", "true"); // pictures are drawn to files alone
        try (StopOnInterrupt stop = StopOnInterrupt.of(spec)) {
            prepare(experiment, log);
            Files.createDirectories(folder);
            ExperimentRuns all =
                    new ExperimentRuns(
                            experiment, runs, new ExperimentFolder(folder), new EngineSamples());
            if (!all.run(new Shown(log), stop::isAsked)) {
                throw new Failure("stopped and saved; the same command goes on");
            }
            Path summary = ExperimentReport.write(all);
            log.println(Files.readString(summary));
            log.flush();
            spec.commandLine().getOut().println(summary);
        } catch (IOException e) {
            throw new Failure(Failures.line(e), e);
        }
    }

    private List<String> overrides() {
        return set.stream()
                .map(override -> {
                    if (!override.startsWith(BASE)) {
                        throw new ParameterException(
                                spec.commandLine(),
                                "--set changes the base recipe, as in base.stages.0.steps=50; not "
                                        + override);
                    }
                    return override.substring(BASE.length());
                })
                .toList();
    }

    private List<Experiment.Run> wanted(Experiment experiment) {
        for (String variant : only) {
            if (!experiment.variants().containsKey(variant)) {
                throw new ParameterException(
                        spec.commandLine(),
                        "there is no variant %s; there are %s"
                                .formatted(
                                        variant,
                                        String.join(", ", experiment.variants().keySet())));
            }
        }
        for (long seed : seeds) {
            if (!experiment.seeds().contains(seed)) {
                throw new ParameterException(
                        spec.commandLine(),
                        "there is no seed %d; there are %s".formatted(seed, experiment.seeds()));
            }
        }
        return experiment.runs().stream()
                .filter(run -> only.isEmpty() || only.contains(run.variant()))
                .filter(run -> seeds.isEmpty() || seeds.contains(run.seed()))
                .toList();
    }

    /// Other folders are the user's own: they are not made up here.
    private static void prepare(Experiment experiment, PrintWriter log) throws IOException {
        for (Recipe recipe : experiment.variants().values()) {
            Path shards = recipe.data().shards();
            if (shards.equals(DATA) && !Files.exists(shards.resolve(ManifestFile.NAME))) {
                QuickstartCorpus.prepare(
                        shards,
                        VOCABULARY,
                        line -> {
                            log.println(line);
                            log.flush();
                        });
            }
        }
    }

    /// Says which run of how many it is, and how long all will still take.
    private record Shown(PrintWriter log) implements ExperimentRuns.Watcher {
        @Override
        public ProgressLine begin(
                Experiment.Run run, ExperimentRuns.Place place, PretrainingRun training) {
            log.printf(
                    "run %d of %d: %s, seed %d%s%n",
                    place.number(),
                    place.of(),
                    run.variant(),
                    run.seed(),
                    place.left().isNegative() ? "" : "; about " + clock(place.left()) + " left");
            log.flush();
            return Training.progress(training);
        }

        @Override
        public void failed(Experiment.Run run, String why) {
            log.println(run.variant() + ", seed " + run.seed() + ", has no result: " + why);
            log.flush();
        }

        private static String clock(Duration left) {
            return "%d:%02d:%02d"
                    .formatted(left.toHours(), left.toMinutesPart(), left.toSecondsPart());
        }
    }
}
