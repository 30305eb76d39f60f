package dev.baltoro.cli;

import dev.baltoro.agent.sandbox.LateSandbox;
import dev.baltoro.agent.sandbox.SandboxOptions;
import dev.baltoro.cli.terminal.Failure;
import dev.baltoro.cli.terminal.Failures;
import dev.baltoro.flow.AgentFlow;
import dev.baltoro.flow.AgentRecipe;
import dev.baltoro.rl.gym.standard.Gyms;
import dev.baltoro.train.recipe.RecipeException;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/// `baltoro agentic`: from nothing to a small agent.
@Command(
        name = "agentic",
        mixinStandardHelpOptions = true,
        subcommands = {AgenticArmsCommand.class, AgenticCompareCommand.class},
        description = {
            "From nothing to a small agent: text, pretraining, fine-tuning on solved tasks,"
                    + " reinforcement learning.",
            "Ends with a table of success on held-out tasks before and after reinforcement learning."
                    + " A step that is done is not done again: the same command goes on where it was"
                    + " stopped."
        },
        footerHeading = "%nExample:%n",
        footer = {
            "  baltoro agentic recipes/agentic.yaml --run runs/agentic",
            "  baltoro agentic arms recipes/controls.yaml --from runs/agentic",
            "  baltoro agentic compare runs/agentic runs/agentic/controls/seed-2"
        })
final class AgenticCommand implements Runnable {
    @Spec private CommandSpec spec;

    @Parameters(arity = "0..1", paramLabel = "RECIPE", description = "recipe file (YAML)")
    private Optional<Path> recipe = Optional.empty();

    @Option(
            names = "--run",
            paramLabel = "DIR",
            description = "folder of all steps (default: runs/NAME, the recipe's name)")
    private Optional<Path> run = Optional.empty();

    @Option(
            names = "--set",
            paramLabel = "PATH=VALUE",
            description = "set a key of the recipe, such as rl.iterations=50; repeatable")
    private List<String> set = new ArrayList<>();

    @Override
    public void run() {
        if (recipe.isEmpty()) {
            throw new ParameterException(
                    spec.commandLine(), "give a RECIPE, or one of the commands arms and compare");
        }
        AgentRecipe read = read(recipe.get());
        Path folder = run.orElseGet(() -> Path.of("runs", read.own().name()));
        try (LateSandbox sandbox = new LateSandbox(SandboxOptions.defaults())) {
            Path model =
                    new AgentFlow(folder, read, Gyms.standard(sandbox), new TerminalHost(spec))
                            .run();
            spec.commandLine().getOut().println(model);
        } catch (IOException e) {
            throw new Failure(Failures.line(e), e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new Failure("interrupted", e);
        }
    }

    private AgentRecipe read(Path file) {
        try {
            return AgentRecipe.load(file, set);
        } catch (RecipeException e) {
            throw RecipeKind.AGENTIC.explained(e, file);
        }
    }
}
