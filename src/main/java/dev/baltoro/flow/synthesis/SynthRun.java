package dev.baltoro.flow.synthesis;

import dev.baltoro.agent.journal.Journal;
import dev.baltoro.agent.llm.LlmPlace;
import dev.baltoro.agent.llm.LlmTerms;
import dev.baltoro.agent.llm.OpenLlm;
import dev.baltoro.synth.agentic.TrajectoryLine;
import dev.baltoro.synth.agentic.TrajectoryMaker;
import dev.baltoro.synth.agentic.review.SetConsistency;
import java.io.IOException;
import java.nio.file.FileSystemException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.function.Consumer;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

/// A run of agentic data synthesis. What is there is not made again, so a run that was killed goes
/// on, and ends with the same bytes.
public final class SynthRun {
    private static final String JOURNAL = "journal.jsonl";

    private final SynthRecipe recipe;
    private final SynthFolder folder;
    private final Consumer<String> log;
    private final RunModels models;
    private final TrajectoryMaker maker;

    private SynthRun(
            SynthRecipe recipe,
            SynthFolder folder,
            Consumer<String> log,
            RunModels models,
            TrajectoryMaker maker) {
        this.recipe = recipe;
        this.folder = folder;
        this.log = log;
        this.models = models;
        this.maker = maker;
    }

    /// Runs to the end.
    ///
    /// @param out the run's folder, which is made if need be
    /// @param terms on which the recipe's models are asked
    /// @param log takes lines for people
    /// @throws NoAnswer if a model cannot be asked, or the journal lacks what may not be asked
    public static void run(SynthRecipe recipe, Path out, LlmTerms terms, Consumer<String> log)
            throws IOException, InterruptedException {
        run(recipe, out, word -> opened(word, terms), log);
    }

    private static OpenLlm opened(String word, LlmTerms terms) throws IOException {
        try {
            return OpenLlm.open(LlmPlace.of(word), terms);
        } catch (FileSystemException e) {
            throw e; // only its type says what happened
        } catch (IOException | IllegalArgumentException e) {
            throw new IOException("the recipe's model %s: %s".formatted(word, e.getMessage()), e);
        }
    }

    /// Runs to the end.
    ///
    /// @param models opens what the recipe names
    public static void run(SynthRecipe recipe, Path out, ModelOpener models, Consumer<String> log)
            throws IOException, InterruptedException {
        try (SynthFolder folder = SynthFolder.open(out, recipe.toYaml());
                Journal journal = Journal.open(folder.file(JOURNAL));
                RunModels opened = new RunModels(models, journal);
                SynthParts parts = SynthParts.open(recipe, opened)) {
            SynthRun run = new SynthRun(recipe, folder, log, opened, parts.maker());
            run.announce();
            run.parts();
            journal.sync();
            run.finish();
        }
    }

    private void announce() {
        log.accept(
                "agent: %s; users: %s; tools without code: %s; reviewer: %s"
                        .formatted(
                                recipe.models().agent(),
                                recipe.models().user(),
                                recipe.models().tools(),
                                recipe.review().on() ? recipe.models().reviewer() : "none"));
        if (recipe.models().named().isEmpty()) {
            log.accept("teacher: template (rules, word lists and grammars; no model takes part)");
        }
    }

    private void parts() throws IOException, InterruptedException {
        int parts = (recipe.trajectories() + SynthFolder.PART - 1) / SynthFolder.PART;
        int waiting = 0;
        SynthProgress progress =
                new SynthProgress(recipe.trajectories(), models::figures, log, System::nanoTime);
        try (ExecutorService threads =
                Executors.newFixedThreadPool(
                        recipe.models().atOnce(), Thread.ofVirtual().factory())) {
            for (int part = 0; part < parts; part++) {
                int from = part * SynthFolder.PART;
                int to = Math.min(recipe.trajectories(), from + SynthFolder.PART);
                if (folder.has(part)) {
                    progress.found(to - from);
                    continue;
                }
                List<Future<ObjectNode>> made = new ArrayList<>();
                for (int i = from; i < to; i++) {
                    int index = i;
                    made.add(threads.submit(() -> made(index, progress)));
                }
                List<ObjectNode> lines = lines(made, threads);
                if (lines.size() == to - from) {
                    models.check();
                    folder.write(part, lines);
                }
                waiting += to - from - lines.size();
            }
        }
        if (waiting > 0) {
            throw models.lacking(waiting, recipe.trajectories(), folder.file(JOURNAL));
        }
        progress.end();
        models.account().ifPresent(log);
    }

    private ObjectNode made(int index, SynthProgress progress) throws InterruptedException {
        ObjectNode line = TrajectoryLine.of(maker.make(index));
        progress.made();
        return line;
    }

    /// {@return the lines of a part, without those that lack an answer which may not be asked for}
    private static List<ObjectNode> lines(List<Future<ObjectNode>> made, ExecutorService threads)
            throws IOException, InterruptedException {
        List<ObjectNode> lines = new ArrayList<>();
        try {
            for (Future<ObjectNode> one : made) {
                try {
                    lines.add(get(one));
                } catch (NoAnswer e) {
                    if (!e.isOffline()) {
                        throw e;
                    }
                }
            }
        } catch (InterruptedException e) {
            threads.shutdownNow();
            throw e;
        } catch (IOException | RuntimeException e) {
            // What waits need not begin; what models are answering is paid for, and awaited.
            made.forEach(one -> one.cancel(false));
            throw e;
        }
        return lines;
    }

    private static ObjectNode get(Future<ObjectNode> made)
            throws IOException, InterruptedException {
        try {
            return made.get();
        } catch (ExecutionException e) {
            switch (Objects.requireNonNull(e.getCause())) {
                case RuntimeException cause -> throw cause;
                case IOException cause -> throw cause;
                default -> throw new IllegalStateException(e);
            }
        }
    }

    private void finish() throws IOException {
        SetConsistency consistency = new SetConsistency();
        SynthFigures figures = new SynthFigures();
        int parts = (recipe.trajectories() + SynthFolder.PART - 1) / SynthFolder.PART;
        SynthFolder.stream(
                folder.file(TrajectoryLine.FILE),
                sink -> {
                    for (int part = 0; part < parts; part++) {
                        for (ObjectNode line : folder.read(part)) {
                            consistent(line, consistency);
                            figures.add(line);
                            sink.line(line);
                        }
                    }
                });
        Exports exports = new Exports(folder);
        exports.openAi();
        exports.shareGpt();
        if (recipe.tokenizer().isPresent()) {
            exports.k2(recipe.tokenizer().get());
        }
        ObjectNode report = figures.json();
        models.report(report);
        SynthFolder.stream(folder.file("report.json"), sink -> sink.line(report));
        figures.lines().forEach(log);
    }

    /// Refuses, in the reviewer's name, what is near to an accepted conversation before it.
    private static void consistent(ObjectNode line, SetConsistency set) {
        if (!SynthFigures.isAccepted(line) || !(line.get("judge") instanceof ObjectNode judge)) {
            return;
        }
        Optional<String> near = set.add(line.path("id").asString(), Exports.read(line).messages());
        if (near.isPresent()) {
            judge.put("accepted", false);
            ((ArrayNode) judge.path("reasons")).add("consistency: near to " + near.get());
        }
    }
}
