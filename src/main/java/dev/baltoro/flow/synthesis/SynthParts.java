package dev.baltoro.flow.synthesis;

import dev.baltoro.agent.llm.Llm;
import dev.baltoro.agent.sandbox.Language;
import dev.baltoro.agent.sandbox.LateSandbox;
import dev.baltoro.agent.sandbox.Limits;
import dev.baltoro.agent.sandbox.SandboxOptions;
import dev.baltoro.synth.agentic.TrajectoryMaker;
import dev.baltoro.synth.agentic.cast.ToolAgents;
import dev.baltoro.synth.agentic.code.CodeTasks;
import dev.baltoro.synth.agentic.review.LlmReviewer;
import dev.baltoro.synth.agentic.review.Reviewer;
import dev.baltoro.synth.agentic.review.TemplateReviewer;
import dev.baltoro.synth.agentic.simulator.LlmProposer;
import dev.baltoro.synth.agentic.simulator.Proposer;
import dev.baltoro.synth.agentic.simulator.TemplateProposer;
import dev.baltoro.synth.agentic.task.CollectedServers;
import dev.baltoro.synth.agentic.task.CollectedTasks;
import dev.baltoro.synth.agentic.task.InventedTasks;
import dev.baltoro.synth.agentic.task.MixedTasks;
import dev.baltoro.synth.agentic.task.MixedTasks.Part;
import dev.baltoro.synth.agentic.task.TaskSource;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.LongFunction;

/// What a recipe's conversations are made of: tasks, models, filters, a sandbox.
///
/// @param maker of conversations
/// @param sandbox for coding tasks; opened when the first program comes
record SynthParts(TrajectoryMaker maker, LateSandbox sandbox) implements AutoCloseable {
    /// {@return the parts, opened}
    ///
    /// @throws IOException in one line, if one of them is not there
    static SynthParts open(SynthRecipe recipe, RunModels models)
            throws IOException, InterruptedException {
        LateSandbox sandbox =
                new LateSandbox(SandboxOptions.of(Language.PYTHON, Limits.of(Language.PYTHON)));
        try {
            TrajectoryMaker maker =
                    new TrajectoryMaker(
                            recipe.seed(),
                            tasks(recipe, models, sandbox),
                            recipe.mishaps().mishaps(),
                            recipe.mistakes(),
                            models.model(recipe.models().agent()),
                            models.model(recipe.models().user()),
                            reviewer(recipe, models));
            return new SynthParts(maker, sandbox);
        } catch (IOException | InterruptedException | RuntimeException e) {
            sandbox.close();
            throw e;
        }
    }

    private static TaskSource tasks(SynthRecipe recipe, RunModels models, LateSandbox sandbox)
            throws IOException, InterruptedException {
        SynthRecipe.Sources sources = recipe.sources();
        List<Part> parts = new ArrayList<>();
        if (sources.invented() > 0) {
            parts.add(
                    new Part(
                            new InventedTasks(
                                    recipe.seed(),
                                    recipe.agents(),
                                    cast("i", recipe, ToolAgents.UNBOUNDED),
                                    recipe.tasks().mix()),
                            sources.invented()));
        }
        if (sources.coding() > 0) {
            Optional<String> missing = sandbox.missing(Language.PYTHON);
            if (missing.isPresent()) {
                throw new IOException(
                        "coding tasks need a sandbox, and %s; or set sources.coding=0"
                                .formatted(missing.get()));
            }
            parts.add(
                    new Part(
                            new CodeTasks(
                                    recipe.seed(),
                                    recipe.agents(),
                                    cast("k", recipe, 1), // all have the same tools
                                    recipe.tasks().careless(),
                                    sandbox),
                            sources.coding()));
        }
        if (sources.collected() > 0) {
            CollectedServers servers = CollectedServers.read(sources.tools().orElseThrow());
            Optional<Llm> model = models.model(recipe.models().tools());
            LongFunction<Proposer> proposers =
                    model.<LongFunction<Proposer>>map(llm -> seed -> new LlmProposer(llm))
                            .orElse(seed -> new TemplateProposer(sources.wrong(), seed));
            parts.add(
                    new Part(
                            new CollectedTasks(
                                    recipe.seed(),
                                    servers,
                                    recipe.agents(),
                                    cast("c", recipe, servers.size()),
                                    recipe.tasks().mix(),
                                    proposers,
                                    model.isEmpty()),
                            sources.collected()));
        }
        return new MixedTasks(recipe.seed(), recipe.agents(), parts);
    }

    private static ToolAgents cast(String name, SynthRecipe recipe, int servers) {
        return new ToolAgents(name, recipe.seed(), recipe.agentsPerServer(), servers);
    }

    private static Optional<Reviewer> reviewer(SynthRecipe recipe, RunModels models)
            throws IOException {
        if (!recipe.review().on()) {
            return Optional.empty();
        }
        double accepted = recipe.review().accepted();
        Optional<Llm> model = models.model(recipe.models().reviewer());
        return Optional.of(
                model.<Reviewer>map(llm -> new LlmReviewer(llm, accepted))
                        .orElse(new TemplateReviewer(accepted)));
    }

    @Override
    public void close() throws IOException {
        sandbox.close();
    }
}
