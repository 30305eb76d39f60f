package dev.baltoro.cli.synth;

import dev.baltoro.agent.llm.Endpoint;
import dev.baltoro.agent.llm.LlmTerms;
import dev.baltoro.cli.model.EndpointOptions;
import dev.baltoro.cli.terminal.Failure;
import dev.baltoro.cli.terminal.Failures;
import dev.baltoro.flow.synthesis.NoAnswer;
import dev.baltoro.flow.synthesis.SynthRecipe;
import dev.baltoro.flow.synthesis.SynthRun;
import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/// `baltoro synth`: training data that is made.
@Command(
        name = "synth",
        mixinStandardHelpOptions = true,
        description = {
            "Makes conversations of agents with tools, as a recipe says: agents, users, tasks with",
            "rubrics, simulated tools, and filters that say why they refuse. Writes OUT/trajectories.jsonl",
            "and, in OUT/exports, what is accepted as OpenAI's messages, ShareGPT's turns and K2's tokens.",
            "A run that was stopped goes on where it was, with the same bytes at the end."
        },
        subcommands = {SynthRequestsCommand.class},
        footer = {
            "",
            "Example:",
            "  baltoro synth recipes/synth.yaml --out runs/synth",
            "  baltoro synth recipes/synth.yaml --set trajectories=20000 --set seed=7",
            "  baltoro synth recipes/synth.yaml --set models.agent=http://HOST/v1#NAME --prices 0.15,0.6",
            "  baltoro synth requests --tools tools.json --count 20000 --out requests.jsonl"
        })
public final class SynthCommand implements Runnable {
    @Spec private CommandSpec spec = CommandSpec.create();

    /// Optional, since subcommands have none.
    @Parameters(arity = "0..1", paramLabel = "RECIPE", description = "recipe file (YAML)")
    private Optional<Path> recipe = Optional.empty();

    @Option(
            names = "--out",
            paramLabel = "DIR",
            description =
                    "folder to write, or to go on with (default: runs/NAME, the recipe's name)")
    private Optional<Path> out = Optional.empty();

    @Option(
            names = "--set",
            paramLabel = "PATH=VALUE",
            description = "set a key of the recipe, such as tasks.slips=0.2; repeatable")
    private List<String> set = new ArrayList<>();

    @Mixin private EndpointOptions endpoint = new EndpointOptions();

    @Override
    public void run() {
        if (recipe.isEmpty()) {
            throw new ParameterException(
                    spec.commandLine(),
                    "name a recipe, such as recipes/synth.yaml, or use a subcommand");
        }
        PrintWriter log = spec.commandLine().getErr();
        endpoint.check();
        try {
            SynthRecipe read = SynthRecipe.load(recipe.get(), set);
            LlmTerms terms =
                    endpoint.terms(Math.min(read.models().atOnce(), Endpoint.CONCURRENT_MAX));
            Path folder = out.orElseGet(() -> Path.of("runs", read.name()));
            SynthRun.run(
                    read,
                    folder,
                    terms,
                    line -> {
                        log.println(line);
                        log.flush();
                    });
            spec.commandLine().getOut().println(folder);
        } catch (NoAnswer | IllegalArgumentException e) {
            throw new Failure(String.valueOf(e.getMessage()), e);
        } catch (IOException e) {
            throw new Failure(Failures.line(e), e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new Failure("stopped; the same command goes on", e);
        }
    }
}
