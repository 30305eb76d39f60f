package dev.baltoro.cli;

import dev.baltoro.cli.terminal.Failure;
import dev.baltoro.cli.terminal.Failures;
import dev.baltoro.data.DataException;
import dev.baltoro.flow.EngineAnswers;
import dev.baltoro.tensor.DType;
import dev.baltoro.train.recipe.RecipeException;
import dev.baltoro.train.recipe.SftRecipe;
import dev.baltoro.train.run.RunFolder;
import dev.baltoro.train.sft.SftRun;
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

/// `baltoro sft`: fine-tunes a model on conversations as a recipe says.
@Command(
        name = "sft",
        mixinStandardHelpOptions = true,
        subcommands = SftRenderCommand.class,
        description = {
            "Fine-tune a model on conversations as a recipe says.",
            "Reads JSON records in OpenAI's form (messages, tools) or ShareGPT's (conversations);"
                    + " the loss counts the assistant's turns alone. Malformed records are left out,"
                    + " and RUN/data/*/quarantine.jsonl says which and why.",
            "Begins from a run's folder, with its optimizer's state, or from a model's folder."
                    + " Ctrl-C saves a checkpoint and ends; --resume goes on from the newest one."
        },
        footerHeading = "%nExample:%n",
        footer = {
            "  baltoro sft recipes/sft.yaml --set data.train=[chats.jsonl] --run runs/chat",
            "  baltoro sft --resume runs/chat",
            "  baltoro sft render chats.jsonl --tokenizer runs/quickstart/model"
        })
final class SftCommand implements Runnable {
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
        try (SftRun training = open()) {
            Path model = Training.toTheEnd(training, written, spec);
            spec.commandLine().getOut().println(model);
        } catch (DataException e) {
            throw new Failure(e.line(), e);
        } catch (IOException e) {
            throw new Failure(Failures.line(e), e);
        }
    }

    private SftRun open() throws IOException {
        Path file = recipe.orElseGet(() -> resume.orElseThrow().resolve(RunFolder.RECIPE));
        try {
            if (resume.isPresent()) {
                return SftRun.resume(resume.get(), new EngineAnswers());
            }
            SftRecipe read = SftRecipe.load(recipe.orElseThrow(), set);
            Path folder = run.orElseGet(() -> Path.of("runs", read.name()));
            return SftRun.start(folder, read, new EngineAnswers());
        } catch (RecipeException e) {
            throw RecipeKind.SFT.explained(e, file);
        }
    }
}
