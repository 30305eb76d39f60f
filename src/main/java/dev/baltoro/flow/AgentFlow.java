package dev.baltoro.flow;

import dev.baltoro.data.shard.DatasetManifest;
import dev.baltoro.data.shard.ManifestFile;
import dev.baltoro.rl.evaluation.Comparison;
import dev.baltoro.rl.evaluation.ComparisonText;
import dev.baltoro.rl.gym.standard.Gyms;
import dev.baltoro.rl.loop.RecipeCheck;
import dev.baltoro.train.corpus.QuickstartCorpus;
import dev.baltoro.train.corpus.VocabularyPlan;
import dev.baltoro.train.pretrain.PretrainingRun;
import dev.baltoro.train.recipe.RecipeException;
import dev.baltoro.train.sft.SftRun;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/// From nothing to a small agent: text, pretraining, fine-tuning on solved tasks, reinforcement
/// learning. Each step has a folder of its own; a step that is done is not done again, and one that
/// was stopped goes on.
///
/// @param folder of all steps: `data`, `pretrain`, `solutions.jsonl`, `sft`, `rl`; of
///   `report.html`, which leads to the steps' reports, and at last of `model`
/// @param gyms all that a recipe may name
public record AgentFlow(Path folder, AgentRecipe recipe, Gyms gyms, Host host) {
    /// Folders of the steps.
    static final String DATA = "data";

    static final String SFT = "sft";
    static final String RL = "rl";

    private static final String PRETRAIN = "pretrain";

    /// {@return the model's folder, once all steps are done}
    public Path run() throws IOException, InterruptedException {
        if (Reinforcement.isBegun(folder)) {
            throw new RecipeException(
                    "%s is the folder of one run, not of a flow: choose another with --run"
                            .formatted(folder));
        }
        requireRecipe();
        Files.createDirectories(folder);
        FlowPage page = new FlowPage(folder, recipe.own().name());
        page.draw(Optional.empty(), List.of());
        host.say("report: " + page.file().toAbsolutePath().toUri());
        Path shards = text(folder.resolve(DATA));
        Path pretrained = pretrain(shards);
        Path solutions = solutions();
        Path tuned = tune(pretrained, solutions);
        Path trained = reinforce(tuned, shards);
        Optional<Comparison> table = table();
        List<String> shown = demonstrate(trained);
        page.draw(table, shown);
        return PublishedModel.in(folder, trained);
    }

    /// Does the first two steps alone.
    ///
    /// @param shards the folder that the text goes to
    /// @return the model's folder
    public Path pretrainAlone(Path shards) throws IOException {
        Files.createDirectories(folder);
        return PublishedModel.in(
                folder, pretrain(text(shards)).resolve(PretrainingRun.MODEL_FOLDER));
    }

    /// Refuses what reinforcement learning would refuse once a model is there.
    private void requireRecipe() {
        Path nowhere = Path.of("");
        try {
            RecipeCheck.require(recipe.rl(nowhere, nowhere), gyms.all());
        } catch (RecipeException e) {
            throw e.in(RL);
        }
    }

    private Path text(Path shards) throws IOException {
        AgentRecipe.Own own = recipe.own();
        DatasetManifest manifest =
                QuickstartCorpus.prepare(
                        shards,
                        new VocabularyPlan(own.vocabulary(), false),
                        own.text(),
                        Map.of(
                                "dialogues",
                                () ->
                                        SolvedTasks.dialogues(
                                                own.gyms(), gyms, own.seed(), own.dialogues())),
                        host::say);
        manifest.domains()
                .forEach((name, domain) ->
                        host.say(
                                "  %-12s %,9d documents %,11d tokens"
                                        .formatted(
                                                name,
                                                domain.train().documents(),
                                                domain.train().tokens())));
        return shards;
    }

    private Path pretrain(Path shards) throws IOException {
        Path run = step(PRETRAIN, "pretraining");
        if (Reinforcement.isDone(run)) {
            return run;
        }
        try (PretrainingRun training =
                Reinforcement.isBegun(run)
                        ? PretrainingRun.resume(run, host.samples())
                        : PretrainingRun.start(
                                run,
                                recipe.pretrain(
                                        shards, ManifestFile.read(shards).domains().keySet()),
                                host.samples())) {
            Path unused = host.train(training);
            Learned.lines(training, host.samples()).forEach(host::say);
        }
        return run;
    }

    private Path solutions() throws IOException {
        Path file = folder.resolve("solutions.jsonl");
        if (!Files.exists(file)) {
            host.say(
                    "solving %,d tasks by the gyms' own solvers"
                            .formatted(recipe.own().solutions()));
            new SolvedTasks(recipe.own().gyms(), gyms, recipe.own().seed())
                    .write(file, recipe.own().solutions());
        }
        return file;
    }

    private Path tune(Path pretrained, Path solutions) throws IOException {
        Path run = step(SFT, "fine-tuning on solved tasks");
        if (Reinforcement.isDone(run)) {
            return run;
        }
        try (SftRun training =
                Reinforcement.isBegun(run)
                        ? SftRun.resume(run, host.answers())
                        : SftRun.start(run, recipe.sft(pretrained, solutions), host.answers())) {
            Path unused = host.train(training);
        }
        return run;
    }

    private Path reinforce(Path tuned, Path shards) throws IOException, InterruptedException {
        Path run = step(RL, "reinforcement learning");
        return new Reinforcement(gyms, host).run(run, recipe.rl(tuned, shards));
    }

    private Optional<Comparison> table() throws IOException {
        Optional<Comparison> table = Comparison.ofRun(folder.resolve(RL));
        if (table.isPresent()) {
            host.say("");
            host.say(
                    "held-out tasks, each attempted once, with 95 % intervals; p is McNemar's, on the same tasks:");
            ComparisonText.sideBySide(table.get()).aligned().forEach(host::say);
        }
        return table;
    }

    /// {@return the conversation, line by line; none if no task was done}
    private List<String> demonstrate(Path model) throws IOException, InterruptedException {
        AgentRecipe.Own own = recipe.own();
        if (own.gyms().stream().noneMatch(use -> gyms.named(use.name()).domain().equals("tools"))) {
            return List.of();
        }
        host.say("");
        Optional<List<String>> shown = Demonstration.of(model, own.gyms(), gyms, own.seed());
        host.say(
                shown.isPresent()
                        ? "a held-out task, as the model does it:"
                        : "the model did none of the held-out tasks that were looked through with a tool");
        List<String> lines = shown.orElse(List.of());
        lines.forEach(line -> host.say("  " + line));
        return lines;
    }

    private Path step(String name, String what) {
        Path run = folder.resolve(name);
        host.say("");
        host.say(Reinforcement.isDone(run) ? what + ": done already, in " + run : what);
        return run;
    }
}
