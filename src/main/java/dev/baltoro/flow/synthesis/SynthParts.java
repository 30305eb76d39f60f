package dev.baltoro.flow.synthesis;

import dev.baltoro.agent.journal.Journal;
import dev.baltoro.agent.llm.JournalledLlm;
import dev.baltoro.agent.llm.JournalledLlm.OnFailure;
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
    static SynthParts open(SynthRecipe recipe, ModelPlace models, Journal journal)
            throws IOException, InterruptedException {
        LateSandbox sandbox =
                new LateSandbox(SandboxOptions.of(Language.PYTHON, Limits.of(Language.PYTHON)));
        try {
            TrajectoryMaker maker =
                    new TrajectoryMaker(
                            recipe.seed(),
                            tasks(recipe, models, journal, sandbox),
                            recipe.mishaps().mishaps(),
                            recipe.mistakes(),
                            model(recipe.models().agent(), models, journal),
                            model(recipe.models().user(), models, journal),
                            reviewer(recipe, models, journal));
            return new SynthParts(maker, sandbox);
        } catch (IOException | InterruptedException | RuntimeException e) {
            sandbox.close();
            throw e;
        }
    }

    private static TaskSource tasks(
            SynthRecipe recipe, ModelPlace models, Journal journal, LateSandbox sandbox)
            throws IOException, InterruptedException {
        ToolAgents cast = new ToolAgents(recipe.seed(), recipe.agentsPerServer());
        SynthRecipe.Sources sources = recipe.sources();
        List<Part> parts = new ArrayList<>();
        if (sources.invented() > 0) {
            parts.add(
                    new Part(
                            new InventedTasks(
                                    recipe.seed(), recipe.agents(), cast, recipe.tasks().mix()),
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
                                    cast,
                                    recipe.tasks().careless(),
                                    sandbox),
                            sources.coding()));
        }
        if (sources.collected() > 0) {
            Optional<Llm> model = model(recipe.models().tools(), models, journal);
            LongFunction<Proposer> proposers =
                    model.<LongFunction<Proposer>>map(llm -> seed -> new LlmProposer(llm))
                            .orElse(seed -> new TemplateProposer(sources.wrong(), seed));
            parts.add(
                    new Part(
                            new CollectedTasks(
                                    recipe.seed(),
                                    CollectedServers.read(sources.tools().orElseThrow()),
                                    recipe.agents(),
                                    cast,
                                    recipe.tasks().mix(),
                                    proposers,
                                    model.isEmpty()),
                            sources.collected()));
        }
        return new MixedTasks(recipe.seed(), parts);
    }

    private static Optional<Reviewer> reviewer(
            SynthRecipe recipe, ModelPlace models, Journal journal) throws IOException {
        if (!recipe.review().on()) {
            return Optional.empty();
        }
        double accepted = recipe.review().accepted();
        Optional<Llm> model = model(recipe.models().reviewer(), models, journal);
        return Optional.of(
                model.<Reviewer>map(llm -> new LlmReviewer(llm, accepted))
                        .orElse(new TemplateReviewer(accepted)));
    }

    private static Optional<Llm> model(String place, ModelPlace models, Journal journal)
            throws IOException {
        return place.equals(SynthRecipe.Models.TEMPLATE)
                ? Optional.empty()
                : Optional.of(
                        new JournalledLlm( // what a model refuses is written down as well
                                new NeededLlm(models.open(place)), journal, OnFailure.KEEP));
    }

    @Override
    public void close() throws IOException {
        sandbox.close();
    }
}
