package dev.baltoro.cli;

import dev.baltoro.cli.terminal.Failure;
import dev.baltoro.cli.terminal.Failures;
import dev.baltoro.flow.EngineSamples;
import dev.baltoro.tensor.DType;
import dev.baltoro.train.pretrain.PretrainingRun;
import dev.baltoro.train.recipe.Recipe;
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

/// `baltoro pretrain`: trains a model as a recipe says.
@Command(
        name = "pretrain",
        mixinStandardHelpOptions = true,
        description = {
            "Pretrain a model as a recipe says.",
            "Writes a run folder with recipe, metrics, checkpoints, an HTML report that is redrawn"
                    + " while training, and the finished model as a Hugging Face folder.",
            "Ctrl-C saves a checkpoint and ends; --resume goes on from the newest one."
        },
        footerHeading = "%nExample:%n",
        footer = {
            "  baltoro pretrain recipes/pretrain.yaml --run runs/first --set stages.0.steps=200",
            "  baltoro pretrain --resume runs/first"
        })
final class PretrainCommand implements Runnable {
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
            description = "set a key of the recipe, such as schedule.peak=1e-3; repeatable")
    private List<String> set = new ArrayList<>();

    @Option(
            names = "--resume",
            paramLabel = "DIR",
            description = "run folder to continue, as its own recipe says")
    private Optional<Path> resume = Optional.empty();

    @Option(
            names = "--dtype",
            paramLabel = "DTYPE",
            description = "what the finished model is written in: bf16 or fp32 (default: bf16)")
    private String dtype = "bf16";

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
        try (PretrainingRun training = open()) {
            Path model = Training.toTheEnd(training, written, spec);
            spec.commandLine().getOut().println(model);
        } catch (IOException e) {
            throw new Failure(Failures.line(e), e);
        }
    }

    private PretrainingRun open() throws IOException {
        Path file = recipe.orElseGet(() -> resume.orElseThrow().resolve(RunFolder.RECIPE));
        try {
            if (resume.isPresent()) {
                return PretrainingRun.resume(resume.get(), new EngineSamples());
            }
            Recipe read = Recipe.load(recipe.orElseThrow(), set);
            Path folder = run.orElseGet(() -> Path.of("runs", read.name()));
            return PretrainingRun.start(folder, read, new EngineSamples());
        } catch (RecipeException e) {
            throw RecipeKind.PRETRAIN.explained(e, file);
        }
    }
}
