package dev.baltoro.flow;

import dev.baltoro.data.shard.DatasetManifest;
import dev.baltoro.rl.evaluation.Comparison;
import dev.baltoro.rl.evaluation.ComparisonText;
import dev.baltoro.rl.gym.standard.Gyms;
import dev.baltoro.train.corpus.QuickstartCorpus;
import dev.baltoro.train.pretrain.PretrainingRun;
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
/// @param folder of all steps: `data`, `pretrain`, `solutions.jsonl`, `sft`, `rl`
/// @param gyms all that a recipe may name
public record AgentFlow(Path folder, AgentRecipe recipe, Gyms gyms, Host host) {
    /// Folders of the steps.
    static final String DATA = "data";

    static final String SFT = "sft";
    static final String RL = "rl";

    private static final String PRETRAIN = "pretrain";

    /// {@return the model's folder, once all steps are done}
    public Path run() throws IOException, InterruptedException {
        Files.createDirectories(folder);
        Path shards = text();
        Path pretrained = pretrain(shards);
        Path solutions = solutions();
        Path tuned = tune(pretrained, solutions);
        Path model = reinforce(tuned, shards);
        table();
        demonstrate(model);
        return model;
    }

    private Path text() throws IOException {
        Path shards = folder.resolve(DATA);
        AgentRecipe.Own own = recipe.own();
        DatasetManifest manifest =
                QuickstartCorpus.prepare(
                        shards,
                        own.vocabulary(),
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
                        : PretrainingRun.start(run, recipe.pretrain(shards), host.samples())) {
            Path unused = host.train(training);
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

    private void table() throws IOException {
        Optional<Comparison> table = Comparison.ofRun(folder.resolve(RL));
        if (table.isPresent()) {
            host.say("");
            host.say(
                    "held-out tasks, each attempted once, with 95 % intervals; p is McNemar's, on the same tasks:");
            ComparisonText.sideBySide(table.get()).aligned().forEach(host::say);
        }
    }

    private void demonstrate(Path model) throws IOException, InterruptedException {
        AgentRecipe.Own own = recipe.own();
        if (own.gyms().stream().noneMatch(use -> gyms.named(use.name()).domain().equals("tools"))) {
            return;
        }
        host.say("");
        Optional<List<String>> shown = Demonstration.of(model, own.gyms(), gyms, own.seed());
        host.say(
                shown.isPresent()
                        ? "a held-out task, as the model does it:"
                        : "the model did none of the held-out tasks that were looked through with a tool");
        shown.orElse(List.of()).forEach(line -> host.say("  " + line));
    }

    private Path step(String name, String what) {
        Path run = folder.resolve(name);
        host.say("");
        host.say(Reinforcement.isDone(run) ? what + ": done already, in " + run : what);
        return run;
    }
}
