package dev.baltoro.cli.gym;

import dev.baltoro.agent.world.Episode;
import dev.baltoro.agent.world.Policy;
import dev.baltoro.agent.world.Split;
import dev.baltoro.agent.world.Task;
import dev.baltoro.agent.world.TaskId;
import dev.baltoro.agent.world.Transcript;
import dev.baltoro.agent.world.Turn;
import dev.baltoro.cli.terminal.Failure;
import dev.baltoro.cli.terminal.Failures;
import dev.baltoro.cli.terminal.StandardStreams;
import dev.baltoro.cli.terminal.Terminals;
import dev.baltoro.rl.gym.Gym;
import dev.baltoro.rl.reward.Judgement;
import dev.baltoro.text.chat.Message;
import dev.baltoro.text.chat.ToolCall;
import dev.baltoro.text.chat.ToolSignature;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.PrintWriter;
import java.nio.charset.StandardCharsets;
import java.util.List;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/// `baltoro gym play`: a person does a task in the model's place.
@Command(
        name = "play",
        mixinStandardHelpOptions = true,
        description = {
            "Shows a task and its tools, and lets you do it in the model's place: a line is what you",
            "say; `call NAME {\"key\": \"value\"}` calls a tool. The verdict comes at the end: a machine's,",
            "or that of the model that --judge names, which compares your answer with its own."
        },
        footer = {
            "",
            "Example:",
            "  baltoro gym play memory --index 3",
            "  baltoro gym play memory --index 3 --solve      watch the solver",
            "  baltoro gym play writing --judge runs/sft/model"
        })
public final class GymPlayCommand implements Runnable {
    private static final String CALL = "call ";

    @Spec private CommandSpec spec = CommandSpec.create();

    @Parameters(paramLabel = "GYM", description = "which gym")
    private String gym = "";

    @Option(
            names = "--split",
            converter = GymNames.SplitName.class,
            paramLabel = "SPLIT",
            description = "train, new-instances, new-phrasings or new-kind (default: train)")
    private Split split = Split.TRAIN;

    @Option(
            names = "--difficulty",
            paramLabel = "N",
            description = "from 1 (default: ${DEFAULT-VALUE})")
    private int difficulty = 1;

    @Option(
            names = "--seed",
            paramLabel = "N",
            description = "of the tasks (default: ${DEFAULT-VALUE})")
    private long seed;

    @Option(
            names = "--index",
            paramLabel = "N",
            description = "which task, from 0 (default: ${DEFAULT-VALUE})")
    private long index;

    @Option(names = "--solve", description = "watch the task's own solver")
    private boolean solve;

    @Mixin private JudgeOptions judge = new JudgeOptions();

    @Override
    public void run() {
        try (GymSandbox sandbox = new GymSandbox()) {
            switch (task(GymNames.gym(spec, gym, sandbox))) {
                case Task.Verified task -> verified(task);
                case Task.Judged task -> judged(task);
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
        spec.commandLine().getOut().flush();
    }

    private void verified(Task.Verified task) throws InterruptedException {
        if (judge.isSet()) {
            throw misused(gym + " has a verifier, so no model judges its tasks: leave --judge out");
        }
        Episode episode = play(task, solve ? task.solver().get() : person());
        PlayVerdict.write(spec.commandLine().getOut(), episode.verdict().orElseThrow());
    }

    private void judged(Task.Judged task) throws InterruptedException {
        if (solve) {
            throw misused(gym + " has no solver: a model judges its tasks");
        }
        PrintWriter out = spec.commandLine().getOut();
        if (!judge.isSet()) {
            var unused = play(task, person());
            PlayVerdict.write(out, task.rubric());
            out.println(JudgeOptions.HINT);
            return;
        }
        judge.with(llm -> {
            Transcript answer = play(task, person()).transcript();
            if (answer.truncated()) {
                out.println("no answer, and so no score");
            } else {
                PlayVerdict.write(out, Judgement.of(llm, task, answer));
            }
        });
    }

    private Episode play(Task task, Policy policy) throws InterruptedException {
        PrintWriter out = spec.commandLine().getOut();
        out.printf(
                "%s, a task of kind %s, at most %d turn%s%n",
                task.id(), task.kind(), task.turnsMax(), task.turnsMax() == 1 ? "" : "s");
        Episode episode = new Episode(task);
        List<Message> shown = episode.reset();
        episode.tools().forEach(tool -> out.printf("tool    %s%n", ToolSignature.of(tool)));
        try {
            while (!episode.isOver()) {
                shown.forEach(message -> show(out, message));
                out.flush();
                Turn turn = policy.act(episode.transcript(), episode.tools());
                if (solve) {
                    show(out, turn.message());
                }
                shown = episode.step(turn).observation();
            }
        } catch (EndOfInput e) {
            episode.truncate();
        }
        return episode;
    }

    private Task task(Gym chosen) {
        if (difficulty < 1 || difficulty > chosen.difficultyMax() || index < 0) {
            throw misused(
                    "difficulty %d, index %d; %s has difficulty 1 to %d, and tasks from 0"
                            .formatted(difficulty, index, gym, chosen.difficultyMax()));
        }
        return chosen.task(new TaskId(chosen.name(), split, seed, index, difficulty));
    }

    private ParameterException misused(String why) {
        return new ParameterException(spec.commandLine(), why);
    }

    /// The person left before the end.
    private static final class EndOfInput extends RuntimeException {
        private static final long serialVersionUID = 1;
    }

    private Policy person() {
        PrintWriter out = spec.commandLine().getOut();
        StandardStreams streams = StandardStreams.of(spec);
        var in = new BufferedReader(new InputStreamReader(streams.in(), StandardCharsets.UTF_8));
        String question = Terminals.of(streams).in() ? "> " : "";
        return (transcript, tools) -> {
            while (true) {
                out.print(question);
                out.flush();
                String line = line(in);
                if (!line.startsWith(CALL)) {
                    return Turn.say(line);
                }
                String call = line.substring(CALL.length()).strip();
                int brace = call.indexOf('{');
                String arguments = brace < 0 ? "{}" : call.substring(brace);
                String name = (brace < 0 ? call : call.substring(0, brace)).strip();
                if (tools.stream().anyMatch(tool -> tool.name().equals(name))) {
                    return Turn.call(ToolCall.of(name, transcript.calls().size(), arguments));
                }
                out.printf("there is no tool %s; write `call NAME {...}`%n", name);
            }
        };
    }

    private static String line(BufferedReader in) {
        try {
            String line = in.readLine();
            if (line == null) {
                throw new EndOfInput();
            }
            return line;
        } catch (IOException e) {
            throw new Failure(Failures.line(e), e);
        }
    }

    private static void show(PrintWriter out, Message message) {
        if (message instanceof Message.Assistant answer) {
            answer.toolCalls()
                    .forEach(call ->
                            out.printf("model   call %s %s%n", call.name(), call.argumentsJson()));
            if (answer.toolCalls().isEmpty()) {
                out.printf("model   %s%n", answer.content());
            }
            return;
        }
        String who =
                switch (message) {
                    case Message.System _ -> "system";
                    case Message.User _ -> "user";
                    case Message.ToolResult _ -> "result";
                    case Message.Assistant _ -> "model";
                };
        out.printf("%-7s %s%n", who, message.content());
    }
}
