package dev.baltoro.flow.synthesis;

import dev.baltoro.synth.agentic.simulator.Mishaps;
import dev.baltoro.synth.agentic.task.AgentTask;
import dev.baltoro.synth.agentic.task.TaskMix;
import dev.baltoro.train.recipe.Default;
import dev.baltoro.train.recipe.RecipeFormat;
import dev.baltoro.train.recipe.Require;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;

/// Agentic data synthesis, written down.
///
/// @param name what the run is called
/// @param seed of every choice
/// @param trajectories conversations that are made
/// @param agents how many there are: system prompts with tools
/// @param agentsPerServer agents that share a server, each with its own choice of tools
/// @param sources what agents work with
/// @param tasks what they are like
/// @param mishaps how often calls go wrong
/// @param mistakes share of the template teacher's conversations in which it errs on purpose, so
///   that the filters have something to refuse
/// @param models who speaks
/// @param review the second filter
/// @param tokenizer a tokenizer's file or folder, for K2's tokens; without one there are none
public record SynthRecipe(
        @Default("synth") String name,
        @Default("1") long seed,
        @Default("2000") int trajectories,
        @Default("1000") int agents,
        @Default("4") int agentsPerServer,
        Sources sources,
        Tasks tasks,
        Failures mishaps,
        @Default("0.2") double mistakes,
        Models models,
        ReviewStage review,
        Optional<Path> tokenizer) {
    /// Conversations of one run.
    public static final int TRAJECTORIES_MAX = 10_000_000;

    public SynthRecipe {
        Require.that(!name.isBlank(), "name must not be blank");
        Require.positive("trajectories", trajectories);
        Require.positive("agents", agents);
        Require.positive("agents_per_server", agentsPerServer);
        Require.that(
                trajectories <= TRAJECTORIES_MAX,
                "trajectories must be at most " + TRAJECTORIES_MAX);
        Require.share("mistakes", mistakes);
    }

    /// What agents work with, by shares over their sum.
    ///
    /// @param invented servers that nobody has, whose tools are code
    /// @param coding small repositories, whose tests run in a sandbox
    /// @param collected servers that exist, simulated: code where a tool could be read, checked
    ///   proposals where not
    /// @param tools a file of `tools collect`, for the collected ones
    /// @param wrong share of the template's first proposals that are wrong on purpose
    public record Sources(
            @Default("1") double invented,
            @Default("0") double coding,
            @Default("0") double collected,
            Optional<Path> tools,
            @Default("0.1") double wrong) {
        public Sources {
            Require.notNegative("invented", invented);
            Require.notNegative("coding", coding);
            Require.notNegative("collected", collected);
            Require.positive("invented + coding + collected", invented + coding + collected);
            Require.that(
                    collected == 0 || tools.isPresent(),
                    "collected servers need tools, a file of `tools collect`");
            Require.share("wrong", wrong);
        }
    }

    /// What tasks are like.
    ///
    /// @param difficulty lowest and highest, 1 to 5
    /// @param slips share of goals that the user first says wrongly
    /// @param careless share of users who do not notice that
    /// @param ignorant share of open values that the user does not know either
    /// @param vague share of agents whose tools are badly described
    public record Tasks(
            @Default("[1, 5]") List<Integer> difficulty,
            @Default("0.1") double slips,
            @Default("0.2") double careless,
            @Default("0.15") double ignorant,
            @Default("0.1") double vague) {
        public Tasks {
            difficulty = List.copyOf(difficulty);
            Require.that(
                    difficulty.size() == 2
                            && difficulty.getFirst() >= 1
                            && difficulty.getFirst() <= difficulty.getLast()
                            && difficulty.getLast() <= AgentTask.DIFFICULTY_MAX,
                    "difficulty must be [lowest, highest] within 1 to " + AgentTask.DIFFICULTY_MAX);
            Require.share("slips", slips);
            Require.share("careless", careless);
            Require.share("ignorant", ignorant);
            Require.share("vague", vague);
        }

        TaskMix mix() {
            return new TaskMix(
                    difficulty.getFirst(), difficulty.getLast(), slips, careless, ignorant, vague);
        }
    }

    /// How often calls go wrong.
    ///
    /// @param busy share of calls that do nothing and say so
    /// @param partial share of calls that do or show only half, and say so
    /// @param lost share of calls that are carried out but whose result does not arrive
    public record Failures(
            @Default("0.05") double busy,
            @Default("0.04") double partial,
            @Default("0.02") double lost) {
        public Failures {
            Require.share("busy", busy);
            Require.share("partial", partial);
            Require.share("lost", lost);
            Require.that(
                    busy + partial + lost <= 1, "busy, partial and lost must add up to 1 at most");
        }

        Mishaps mishaps() {
            return new Mishaps(busy, partial, lost, 0);
        }
    }

    /// Who speaks: `template` (rules and word lists), a model's folder, or an OpenAI-compatible
    /// address with the model's name behind a `#`, such as `http://127.0.0.1:8080/v1#qwen`.
    ///
    /// @param agent for the agent
    /// @param user words what users say
    /// @param tools proposes what tools without code do
    /// @param reviewer in the second filter
    /// @param atOnce conversations at the same time
    public record Models(
            @Default("template") String agent,
            @Default("template") String user,
            @Default("template") String tools,
            @Default("template") String reviewer,
            @Default("8") int atOnce) {
        /// No model: rules and word lists.
        public static final String TEMPLATE = "template";

        private static final int AT_ONCE_MAX = 256;

        public Models {
            Require.positive("at_once", atOnce);
            Require.that(atOnce <= AT_ONCE_MAX, "at_once must be at most " + AT_ONCE_MAX);
        }

        /// {@return all that are no template}
        public List<String> named() {
            return List.of(agent, user, tools, reviewer).stream()
                    .filter(one -> !one.equals(TEMPLATE))
                    .distinct()
                    .toList();
        }
    }

    /// The second filter.
    ///
    /// @param on whether it is there
    /// @param accepted least score of what it accepts
    public record ReviewStage(@Default("true") boolean on, @Default("0.75") double accepted) {
        public ReviewStage {
            Require.share("accepted", accepted);
        }
    }

    /// {@return the recipe in a file, with values set over it}
    ///
    /// @throws dev.baltoro.train.recipe.RecipeException saying in one line what is wrong where
    public static SynthRecipe load(Path file, List<String> overrides) {
        return RecipeFormat.load(SynthRecipe.class, file, overrides);
    }

    /// {@return the recipe in YAML text, as [#load]}
    public static SynthRecipe parse(String yaml, List<String> overrides) {
        return RecipeFormat.parse(SynthRecipe.class, yaml, overrides);
    }

    /// {@return it as YAML with every key written}
    public String toYaml() {
        return RecipeFormat.toYaml(this);
    }
}
