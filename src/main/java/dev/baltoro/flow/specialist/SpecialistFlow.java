package dev.baltoro.flow.specialist;

import dev.baltoro.flow.Host;
import dev.baltoro.flow.PublishedModel;
import dev.baltoro.io.Durable;
import dev.baltoro.model.ConfigJson;
import dev.baltoro.rl.gym.standard.Gyms;
import dev.baltoro.rl.loop.RlRun;
import dev.baltoro.rl.recipe.RlRecipe;
import dev.baltoro.text.chat.KnownTools;
import dev.baltoro.text.template.KnownToolsFile;
import dev.baltoro.train.pretrain.PretrainingRun;
import dev.baltoro.train.recipe.Recipe;
import dev.baltoro.train.recipe.SftRecipe;
import dev.baltoro.train.run.RunFolder;
import dev.baltoro.train.sft.SftRun;
import java.io.BufferedWriter;
import java.io.IOException;
import java.io.OutputStreamWriter;
import java.nio.channels.Channels;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/// From the tools of a server to a model that uses them: written requests, a reader of intents,
/// fine-tuning, reinforcement learning on the same kind of requests. A step that is done is not
/// done again.
///
/// @param folder of `known_tools.json`, `intents.bin` and `intents.safetensors`,
///   `conversations.jsonl`, `sft`, `rl`, and at last `model` and `card.txt`
/// @param base the folder of a finished [BaseFlow]
/// @param gym the server's tools and the requests that are written for them
/// @param minutes that training may take
public record SpecialistFlow(
        Path folder,
        SpecialistRecipe recipe,
        Path base,
        RequestGym gym,
        double minutes,
        Host host) {
    private static final String TOOLS = "known_tools.json";
    private static final String CONVERSATIONS = "conversations.jsonl";
    private static final String SFT = "sft";
    private static final String RL = "rl";
    private static final String CARD = "card.txt";

    /// More conversations than the steps have room for, since how long they are is a guess.
    private static final double SPARE = 1.1;

    /// Requests whose values are looked at.
    private static final long COUNTED = 20_000;

    /// {@return whether requests of a run are written already: what is found out about them comes
    /// too late}
    public static boolean hasBegun(Path folder) {
        return Files.exists(folder.resolve(CONVERSATIONS));
    }

    /// {@return the model's folder, once all steps are done}
    public Path run() throws IOException, InterruptedException {
        Files.createDirectories(folder);
        Path tools = folder.resolve(TOOLS);
        if (!Files.exists(tools)) {
            Durable.replace(tools, known().json() + "\n");
        }
        double left = minutes - new IntentsStep(recipe.own(), minutes, gym, folder, host).run();
        Path tuned = tune(tools, left);
        Reinforced reinforced = reinforce(tuned, tools, left);
        Path model = PublishedModel.in(folder, reinforced.model(), IntentsStep.files(folder));
        card(tools, tuned.resolve(PretrainingRun.MODEL_FOLDER), reinforced, model);
        return model;
    }

    /// What came of reinforcement learning.
    ///
    /// @param model the fine-tuned one where there was none
    /// @param before what was measured of the fine-tuned model, if that was just now
    private record Reinforced(Path model, Optional<SpecialistCard.Calls> before) {}

    private void card(Path tools, Path tuned, Reinforced reinforced, Path published)
            throws IOException, InterruptedException {
        List<SpecialistCard.Measured> models = new ArrayList<>();
        models.add(
                new SpecialistCard.Measured(
                        "base, told the tools",
                        BaseFlow.runIn(base).resolve(PretrainingRun.MODEL_FOLDER),
                        true,
                        Optional.empty()));
        models.add(new SpecialistCard.Measured("fine-tuned", tuned, false, reinforced.before()));
        if (!reinforced.model().equals(tuned)) {
            models.add(
                    new SpecialistCard.Measured(
                            "after RL", reinforced.model(), false, Optional.empty()));
        }
        if (!IntentsStep.files(folder).isEmpty()) {
            models.add(
                    new SpecialistCard.Measured(
                            "with its intents", published, false, Optional.empty()));
        }
        Path card = folder.resolve(CARD);
        if (!Files.exists(card)) {
            host.say("measuring");
            List<String> lines =
                    SpecialistCard.of(models, gym, KnownToolsFile.readFile(tools)).lines();
            Durable.replace(card, String.join("\n", lines) + "\n");
        }
        host.say("");
        host.say("written requests in phrasings that were held out, with 95 % intervals:");
        Files.readAllLines(card).forEach(host::say);
    }

    /// {@return the tools, with the parameters marked whose values are copied}
    private KnownTools known() {
        CopiedParameters copied = new CopiedParameters();
        for (long i = 0; i < COUNTED; i++) {
            copied.add(gym.seen().apply(i));
        }
        return copied.mark(gym.tools());
    }

    private Path tune(Path tools, double left) throws IOException {
        Path run = folder.resolve(SFT);
        host.say("");
        if (isDone(run)) {
            host.say("fine-tuning: done already, in " + run);
            return run;
        }
        host.say("fine-tuning on written requests");
        if (Files.exists(run.resolve(RunFolder.RECIPE))) {
            try (SftRun training = SftRun.resume(run, host.answers())) {
                Path unused = host.train(training);
            }
            return run;
        }
        Path conversations = folder.resolve(CONVERSATIONS);
        SftRecipe whole = recipe.sft(BaseFlow.runIn(base), conversations, tools);
        int steps = steps(whole, left);
        if (!Files.exists(conversations)) {
            write(conversations, count(steps, whole));
        }
        SftRecipe inTime = SftRecipe.parse(whole.toYaml(), List.of("max_steps=" + steps));
        try (SftRun training = SftRun.start(run, inTime, host.answers())) {
            Path unused = host.train(training);
        }
        return run;
    }

    /// {@return as many steps as fit into fine-tuning's share of the time}
    private int steps(SftRecipe sft, double left) throws IOException {
        if (sft.maxSteps().isPresent()) {
            return sft.maxSteps().getAsInt();
        }
        Path model = BaseFlow.runIn(base).resolve(PretrainingRun.MODEL_FOLDER);
        Recipe alike =
                Recipe.parse(
                        "{model: {preset: nano}, data: {shards: none}, schedule: {warmup_steps: 0}}",
                        List.of(
                                "batch.tokens=" + sft.batch().tokens(),
                                "batch.micro_batch_tokens=" + sft.batch().microBatchTokens(),
                                "stages.0.sequence_length=" + sft.context().orElse(512)));
        StepSpeed speed =
                StepSpeed.measure(
                        alike, ConfigJson.read(model.resolve(ConfigJson.FILE_NAME), note -> {}));
        int steps = speed.stepsIn(left * recipe.own().sftShare());
        host.say(
                "%.0f minutes are %,d steps of %,d tokens, %.2f s each"
                        .formatted(
                                left * recipe.own().sftShare(),
                                steps,
                                sft.batch().tokens(),
                                speed.seconds()));
        return steps;
    }

    private int count(int steps, SftRecipe sft) {
        long tokens = (long) steps * sft.batch().tokens();
        return (int) Math.max(1, SPARE * tokens / recipe.own().conversationTokens());
    }

    private void write(Path file, int count) throws IOException {
        host.say("writing %,d requests".formatted(count));
        Durable.replace(
                file,
                channel -> {
                    // not closed: the channel is the caller's
                    BufferedWriter lines =
                            new BufferedWriter(
                                    new OutputStreamWriter(
                                            Channels.newOutputStream(channel),
                                            StandardCharsets.UTF_8));
                    WrittenConversations written =
                            new WrittenConversations(gym, recipe.own().closedShare());
                    for (long i = 0; i < count; i++) {
                        lines.write(written.line(i));
                        lines.write('\n');
                    }
                    lines.flush();
                });
    }

    private Reinforced reinforce(Path tuned, Path tools, double left)
            throws IOException, InterruptedException {
        Path run = folder.resolve(RL);
        Optional<SpecialistCard.Calls> before = Optional.empty();
        host.say("");
        if (isDone(run)) {
            host.say("reinforcement learning: done already, in " + run);
        } else if (Files.exists(run.resolve(RunFolder.RECIPE))) {
            host.say("reinforcement learning");
            try (RlRun training = RlRun.resume(run, Gyms.of(gym).all(), Optional.empty())) {
                Path unused = host.train(training);
            }
        } else {
            before = measuredBefore(tuned, tools);
            Optional<RlRecipe> inTime = before.flatMap(calls -> inTime(tuned, calls, left));
            if (inTime.isEmpty()) {
                return new Reinforced(tuned.resolve(PretrainingRun.MODEL_FOLDER), before);
            }
            host.say("reinforcement learning");
            try (RlRun training =
                    RlRun.start(run, inTime.get(), Gyms.of(gym).all(), Optional.empty())) {
                Path unused = host.train(training);
            }
        }
        return new Reinforced(run.resolve(PretrainingRun.MODEL_FOLDER), before);
    }

    /// {@return how well the fine-tuned model calls; empty if there will be no reinforcement
    /// learning in any case}
    ///
    /// Measured once: a run that has its card has had its answer.
    private Optional<SpecialistCard.Calls> measuredBefore(Path tuned, Path tools)
            throws IOException, InterruptedException {
        if (recipe.own().sftShare() >= 1) {
            host.say("no time is left for reinforcement learning");
            return Optional.empty();
        }
        if (Files.exists(folder.resolve(CARD))) {
            host.say("reinforcement learning: left out, as its card was made without");
            return Optional.empty();
        }
        host.say("measuring before reinforcement learning");
        return Optional.of(
                SpecialistCard.calls(
                        tuned.resolve(PretrainingRun.MODEL_FOLDER),
                        gym,
                        KnownToolsFile.readFile(tools)));
    }

    /// {@return what to reinforce with in the time that is left; empty if the fine-tuned model
    /// calls too badly to be paid for calls}
    private Optional<RlRecipe> inTime(Path tuned, SpecialistCard.Calls calls, double minutesLeft) {
        SpecialistRecipe.Own own = recipe.own();
        if (calls.right() < own.rlLeast()) {
            host.say(
                    "no reinforcement learning: %.0f %% of the requests that need calls are done right, and with less than %.0f %% it would learn to call nothing; give --minutes more, or a base of more"
                            .formatted(100 * calls.right(), 100 * own.rlLeast()));
            return Optional.empty();
        }
        RlRecipe whole = recipe.rl(tuned, base.resolve(BaseFlow.DATA));
        double left = 60 * minutesLeft * (1 - own.sftShare());
        long iterations = ReinforcedTime.iterations(whole, calls.seconds(), left);
        host.say(
                "%.0f minutes are about %,d iterations of %,d rollouts"
                        .formatted(
                                left / 60,
                                iterations,
                                whole.rollout().prompts() * whole.rollout().samples()));
        return Optional.of(RlRecipe.parse(whole.toYaml(), List.of("iterations=" + iterations)));
    }

    private static boolean isDone(Path run) {
        return Files.isDirectory(run.resolve(PretrainingRun.MODEL_FOLDER));
    }
}
