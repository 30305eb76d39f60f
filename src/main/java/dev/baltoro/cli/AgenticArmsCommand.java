package dev.baltoro.cli;

import dev.baltoro.agent.sandbox.LateSandbox;
import dev.baltoro.agent.sandbox.SandboxOptions;
import dev.baltoro.cli.terminal.Failure;
import dev.baltoro.cli.terminal.Failures;
import dev.baltoro.flow.Arms;
import dev.baltoro.flow.ArmsRecipe;
import dev.baltoro.flow.RunComparison;
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
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/// `baltoro agentic arms`: reinforcement learning of a finished agent's fine-tuned model again,
/// with some keys changed.
@Command(
        name = "arms",
        mixinStandardHelpOptions = true,
        description = {
            "Train controls, other seeds or an ablation from a finished run, and compare them.",
            "Text, pretraining and fine-tuning are the finished run's. Every arm is its reinforcement"
                    + " learning again with the keys changed that the recipe names. An arm that is"
                    + " done is not done again: the same command goes on where it was stopped.",
            "Prints both tables in Markdown."
        },
        footerHeading = "%nExample:%n",
        footer = {
            "  baltoro agentic arms recipes/controls.yaml --from runs/agentic",
            "  baltoro agentic arms recipes/controls.yaml --from runs/agentic --only seed-2",
            "  baltoro agentic arms recipes/ablation.yaml --from runs/agentic"
        })
final class AgenticArmsCommand implements Runnable {
    @Spec private CommandSpec spec;

    @Parameters(paramLabel = "RECIPE", description = "recipe of the arms (YAML)")
    private Path recipe = Path.of("");

    @Option(
            names = "--from",
            required = true,
            paramLabel = "RUN",
            description = "folder of a finished baltoro agentic or quickstart")
    private Path from = Path.of("");

    @Option(
            names = "--run",
            paramLabel = "DIR",
            description = "folder of the arms (default: RUN/NAME, the recipe's name)")
    private Optional<Path> run = Optional.empty();

    @Option(
            names = "--only",
            paramLabel = "ARM",
            description = "train and compare only this arm; repeatable")
    private List<String> only = new ArrayList<>();

    @Option(
            names = "--set",
            paramLabel = "PATH=VALUE",
            description = "set a key of every arm, such as iterations=50; repeatable")
    private List<String> set = new ArrayList<>();

    @Override
    public void run() {
        ArmsRecipe read = read(recipe);
        Path folder = run.orElseGet(() -> from.resolve(read.name()));
        try (LateSandbox sandbox = new LateSandbox(SandboxOptions.defaults())) {
            List<Path> runs =
                    new Arms(
                                    from,
                                    folder,
                                    read,
                                    set,
                                    Gyms.standard(sandbox),
                                    new TerminalHost(spec))
                            .run(only);
            RunComparison.lines(runs).forEach(spec.commandLine().getOut()::println);
        } catch (IOException e) {
            throw new Failure(Failures.line(e), e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new Failure("interrupted", e);
        }
    }

    private static ArmsRecipe read(Path file) {
        try {
            return ArmsRecipe.load(file);
        } catch (RecipeException e) {
            throw RecipeKind.ARMS.explained(e, file);
        }
    }
}
