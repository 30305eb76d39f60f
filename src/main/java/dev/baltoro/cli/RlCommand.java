package dev.baltoro.cli;

import dev.baltoro.agent.sandbox.LateSandbox;
import dev.baltoro.agent.sandbox.Sandbox;
import dev.baltoro.agent.sandbox.SandboxOptions;
import dev.baltoro.cli.terminal.Failure;
import dev.baltoro.cli.terminal.Failures;
import dev.baltoro.rl.gym.Gym;
import dev.baltoro.rl.gym.standard.Gyms;
import dev.baltoro.rl.loop.RecipeCheck;
import dev.baltoro.rl.loop.RlRun;
import dev.baltoro.rl.recipe.RlRecipe;
import dev.baltoro.tensor.DType;
import dev.baltoro.train.recipe.RecipeException;
import dev.baltoro.train.run.RunFolder;
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

/// `baltoro rl`: reinforcement learning as a recipe says.
@Command(
        name = "rl",
        subcommands = RlPairsCommand.class,
        mixinStandardHelpOptions = true,
        description = {
            "Improve a model by reinforcement learning, as a recipe says.",
            "Measures base rates and held-out success first, then rolls out, learns and hands the"
                    + " weights over; writes a run folder with recipe, metrics, rollouts for"
                    + " reading, checkpoints, an HTML report, and the finished model.",
            "Ctrl-C saves a checkpoint after the iteration and ends; --resume goes on from the"
                    + " newest one."
        },
        footerHeading = "%nExample:%n",
        footer = {
            "  baltoro rl recipes/rl.yaml --set iterations=0 --set model=runs/agentic/model --run runs/measured   (measures, learns nothing)",
            "  baltoro rl recipes/rl.yaml --run runs/rl --set iterations=50",
            "  baltoro rl --resume runs/rl"
        })
final class RlCommand implements Runnable {
    @Spec private CommandSpec spec;

    @Parameters(
            arity = "0..1",
            paramLabel = "RECIPE",
            description = "recipe file (YAML); not with --resume")
    private Optional<Path> recipe = Optional.empty();

    @Option(
            names = "--run",
            paramLabel = "DIR",
            description = "run folder to make (default: runs/NAME, the recipe's name)")
    private Optional<Path> run = Optional.empty();

    @Option(
            names = "--set",
            paramLabel = "PATH=VALUE",
            description = "set a key of the recipe, such as rate.peak=1e-4; repeatable")
    private List<String> set = new ArrayList<>();

    @Option(
            names = "--resume",
            paramLabel = "DIR",
            description = "run folder to continue, as its own recipe says")
    private Optional<Path> resume = Optional.empty();

    @Option(
            names = "--dtype",
            paramLabel = "DTYPE",
            description = "what the finished model is written in: bf16 or fp32 (default: fp32)")
    private String dtype = "fp32";

    @Override
    public void run() {
        if (recipe.isEmpty() == resume.isEmpty()) {
            throw new ParameterException(
                    spec.commandLine(), "give either a RECIPE, or --resume DIR");
        }
        if (resume.isPresent() && !set.isEmpty()) {
            throw new ParameterException(
                    spec.commandLine(),
                    "a resumed run goes on with its own recipe, so --set cannot be given");
        }
        DType written = ModelDtype.of(dtype, spec);
        try (LateSandbox sandbox = new LateSandbox(SandboxOptions.defaults());
                RlRun training = open(sandbox)) {
            spec.commandLine().getOut().println(RlTraining.toTheEnd(training, written, spec));
        } catch (IOException e) {
            throw new Failure(Failures.line(e), e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new Failure("interrupted", e);
        }
    }

    private RlRun open(Sandbox sandbox) throws IOException {
        List<Gym> gyms = Gyms.standard(sandbox).all();
        Path file = recipe.orElseGet(() -> resume.orElseThrow().resolve(RunFolder.RECIPE));
        try {
            if (resume.isPresent()) {
                return RlRun.resume(resume.get(), gyms, Optional.empty());
            }
            RlRecipe read = RlRecipe.load(recipe.orElseThrow(), set);
            RecipeCheck.require(read, gyms);
            Path folder = run.orElseGet(() -> Path.of("runs", read.name()));
            return RlRun.start(folder, read, gyms, Optional.empty());
        } catch (RecipeException e) {
            throw RecipeKind.RL.explained(e, file);
        }
    }
}
