package dev.baltoro.flow.synthesis;

import dev.baltoro.agent.journal.Journal;
import dev.baltoro.synth.agentic.TrajectoryLine;
import dev.baltoro.synth.agentic.TrajectoryMaker;
import dev.baltoro.synth.agentic.review.SetConsistency;
import java.io.IOException;
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
    private final SynthRecipe recipe;
    private final SynthFolder folder;
    private final Consumer<String> log;
    private final TrajectoryMaker maker;

    private SynthRun(
            SynthRecipe recipe, SynthFolder folder, Consumer<String> log, TrajectoryMaker maker) {
        this.recipe = recipe;
        this.folder = folder;
        this.log = log;
        this.maker = maker;
    }

    /// Runs to the end.
    ///
    /// @param out the run's folder, which is made if need be
    /// @param models opens what the recipe names
    /// @param log takes lines for people
    public static void run(SynthRecipe recipe, Path out, ModelPlace models, Consumer<String> log)
            throws IOException, InterruptedException {
        try (SynthFolder folder = SynthFolder.open(out, recipe.toYaml());
                Journal journal = Journal.open(folder.file("journal.jsonl"));
                SynthParts parts = SynthParts.open(recipe, models, journal)) {
            SynthRun run = new SynthRun(recipe, folder, log, parts.maker());
            run.announce();
            run.parts();
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
        SynthProgress progress = new SynthProgress(recipe.trajectories(), log);
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
                    made.add(threads.submit(() -> TrajectoryLine.of(maker.make(index))));
                }
                List<ObjectNode> lines = new ArrayList<>();
                try {
                    for (Future<ObjectNode> one : made) {
                        lines.add(get(one));
                    }
                } catch (IOException | InterruptedException | RuntimeException e) {
                    threads.shutdownNow(); // what waits for a model need not
                    throw e;
                }
                folder.write(part, lines);
                progress.made(to - from);
            }
        }
        progress.end();
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
        SynthFolder.stream(folder.file("report.json"), sink -> sink.line(figures.json()));
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
