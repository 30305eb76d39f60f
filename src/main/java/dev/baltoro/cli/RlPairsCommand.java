package dev.baltoro.cli;

import dev.baltoro.agent.sandbox.LateSandbox;
import dev.baltoro.agent.sandbox.SandboxOptions;
import dev.baltoro.cli.terminal.Failure;
import dev.baltoro.cli.terminal.Failures;
import dev.baltoro.rl.gym.Gym;
import dev.baltoro.rl.gym.standard.Gyms;
import dev.baltoro.rl.loop.CriticLessons;
import dev.baltoro.rl.loop.RecipeCheck;
import dev.baltoro.rl.recipe.RlRecipe;
import dev.baltoro.train.recipe.RecipeException;
import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/// `baltoro rl pairs`: what a critic is taught with by fine-tuning.
@Command(
        name = "pairs",
        mixinStandardHelpOptions = true,
        description = {
            "Writes conversations that teach a model to judge: its own attempts at a recipe's tasks,",
            "in pairs of a success and a failure, each pair in both orders, with the right verdict."
        },
        footerHeading = "%nExample:%n",
        footer = {
            "  baltoro rl pairs recipes/critic.yaml --tasks 6000 --out pairs.jsonl",
            "  baltoro sft recipes/sft.yaml --set data.train=[chats.jsonl,pairs.jsonl]"
        })
final class RlPairsCommand implements Runnable {
    @Spec private CommandSpec spec;

    @Parameters(paramLabel = "RECIPE", description = "recipe of `baltoro rl` (YAML)")
    private Path recipe;

    @Option(
            names = "--tasks",
            paramLabel = "N",
            description = "tasks of each domain that are attempted (default: ${DEFAULT-VALUE})")
    private int tasks = 1000;

    @Option(names = "--out", required = true, paramLabel = "FILE", description = "file to write")
    private Path out;

    @Option(
            names = "--set",
            paramLabel = "PATH=VALUE",
            description = "set a key of the recipe, such as rollout.samples=6; repeatable")
    private List<String> set = new ArrayList<>();

    @Override
    public void run() {
        if (tasks < 1) {
            throw new ParameterException(spec.commandLine(), "--tasks is 1 or more");
        }
        PrintWriter log = spec.commandLine().getErr();
        try (LateSandbox sandbox = new LateSandbox(SandboxOptions.defaults())) {
            List<Gym> gyms = Gyms.standard(sandbox).all();
            RlRecipe read = RlRecipe.load(recipe, set);
            RecipeCheck.require(read, gyms);
            CriticLessons.write(
                    read,
                    gyms,
                    tasks,
                    out,
                    one -> {
                        log.printf(
                                "%s: %d pairs of %d tasks%n",
                                one.domain(), one.pairs(), one.tasks());
                        log.flush();
                    });
            spec.commandLine().getOut().println(out);
        } catch (RecipeException e) {
            throw RecipeKind.RL.explained(e, recipe);
        } catch (IOException e) {
            throw new Failure(Failures.line(e), e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new Failure("interrupted", e);
        }
    }
}
