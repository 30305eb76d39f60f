package dev.baltoro.cli;

import dev.baltoro.cli.terminal.Failure;
import dev.baltoro.cli.terminal.Failures;
import dev.baltoro.flow.AgentFlow;
import dev.baltoro.flow.AgentRecipe;
import dev.baltoro.rl.gym.standard.Gyms;
import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/// `baltoro quickstart`: from nothing to a small agent.
@Command(
        name = "quickstart",
        mixinStandardHelpOptions = true,
        description = {
            "Train a first small agent, in some minutes on two cores.",
            "Prepares definitions (WordNet), code (the JDK's own source), worked arithmetic and"
                    + " solved tasks; pretrains with MuonClip, fine-tunes on solved tasks, and lets the"
                    + " model improve by reinforcement learning. Shows success on held-out tasks before"
                    + " and after, and a task in which the model calls a tool and uses its result.",
            "A step that is done is not done again: the same command goes on where it was stopped."
        },
        footerHeading = "%nExample:%n",
        footer = "  baltoro quickstart --run runs/quickstart")
final class QuickstartCommand implements Runnable {
    private static final String RECIPE = "/dev/baltoro/cli/quickstart.yaml";

    @Spec private CommandSpec spec;

    @Option(
            names = "--run",
            paramLabel = "DIR",
            description = "folder of all steps (default: ${DEFAULT-VALUE})")
    private Path run = Path.of("runs/quickstart");

    @Option(
            names = "--set",
            paramLabel = "PATH=VALUE",
            description = {
                "set a key of the recipe, such as rl.iterations=50; repeatable. A key of pretraining's",
                "recipe, such as batch.tokens=2048, asks for pretraining alone (text in data/quickstart)"
            })
    private List<String> set = new ArrayList<>();

    @Override
    public void run() {
        try {
            PrintWriter log = spec.commandLine().getErr();
            AgentFlow flow = new AgentFlow(run, recipe(), Gyms.standard(), new TerminalHost(spec));
            if (PretrainingKeys.areIn(set)) {
                log.println(
                        "pretraining alone, since a key of its recipe is set; with \"pretrain.\" before such keys the quickstart goes the whole way");
                log.flush();
                spec.commandLine()
                        .getOut()
                        .println(flow.pretrainAlone(Path.of(PretrainingKeys.SHARDS)));
                return;
            }
            Path model = flow.run();
            next(model, log);
            spec.commandLine().getOut().println(model);
        } catch (IOException e) {
            throw new Failure(Failures.line(e), e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new Failure("interrupted", e);
        }
    }

    private AgentRecipe recipe() throws IOException {
        return AgentRecipe.parse(RecipeResource.text(RECIPE), PretrainingKeys.moved(set));
    }

    private void next(Path model, PrintWriter log) {
        Path base = run.resolve("pretrain/model");
        List.of(
                        "",
                        "next:",
                        "  open "
                                + run.resolve("report.html")
                                + "   (every step's curves, and rollouts to read)",
                        "  ./baltoro chat --model " + model + "   (talk with it here)",
                        "  ./baltoro serve --model " + model + "   (OpenAI's API, and a chat page)",
                        "  ./baltoro generate --model "
                                + base
                                + " --prompt \"castle (noun):\"   (before it knew of tasks)",
                        "  ./baltoro plan "
                                + model
                                + "   (what it is made of, beside Kimi K2's cousins)",
                        "  ./baltoro gym play memory   (do such a task yourself)",
                        "  ./baltoro agentic --help   (your own gyms and recipes)")
                .forEach(log::println);
        log.flush();
    }
}
