package dev.baltoro.flow;

import dev.baltoro.rl.recipe.GymUse;
import dev.baltoro.rl.recipe.RlRecipe;
import dev.baltoro.train.corpus.QuickstartCorpus;
import dev.baltoro.train.recipe.Default;
import dev.baltoro.train.recipe.Recipe;
import dev.baltoro.train.recipe.RecipeFormat;
import dev.baltoro.train.recipe.RecipeParts;
import dev.baltoro.train.recipe.RecipeParts.Part;
import dev.baltoro.train.recipe.Require;
import dev.baltoro.train.recipe.SftRecipe;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.Collectors;

/// A small agent from nothing, written down: text, pretraining, fine-tuning on solved tasks,
/// reinforcement learning.
///
/// In YAML `pretrain`, `sft` and `rl` are the recipes of these commands, without what follows from
/// the step before: the folders of data and model, and where they say nothing, gyms and seed.
///
/// @param own what is not of one step alone
/// @param parts the steps' recipes
public record AgentRecipe(Own own, RecipeParts parts) {
    private static final String PRETRAIN = "pretrain";
    private static final String SFT = "sft";
    private static final String RL = "rl";
    private static final List<String> STEPS = List.of(PRETRAIN, SFT, RL);

    /// What is not of one step alone.
    ///
    /// @param name what the run is called
    /// @param seed of every step that does not set its own
    /// @param gyms whose tasks are pretrained on as text, fine-tuned on as solutions, and trained
    ///   in
    /// @param text what else is pretrained on: domains of the quickstart's text, or none
    /// @param vocabulary ids of the tokenizer
    /// @param dialogues solved tasks that are pretrained on as plain text
    /// @param solutions solved tasks that are fine-tuned on as conversations
    public record Own(
            @Default("agent") String name,
            @Default("1") long seed,
            List<GymUse> gyms,
            @Default("[knowledge, code, mathematics]") List<String> text,
            @Default("2048") int vocabulary,
            @Default("20000") int dialogues,
            @Default("40000") int solutions) {
        /// Solved tasks of one kind.
        private static final int TASKS_MAX = 10_000_000;

        public Own {
            Require.that(!name.isBlank(), "name must not be blank");
            Require.that(!gyms.isEmpty(), "gyms must name at least one gym");
            for (String domain : text) {
                Require.that(
                        QuickstartCorpus.DOMAINS.contains(domain),
                        "text must be of %s, but names %s"
                                .formatted(String.join(", ", QuickstartCorpus.DOMAINS), domain));
            }
            Require.positive("vocabulary", vocabulary);
            Require.positive("dialogues", dialogues);
            Require.positive("solutions", solutions);
            Require.that(
                    dialogues <= TASKS_MAX && solutions <= TASKS_MAX,
                    "dialogues and solutions must be at most " + TASKS_MAX);
        }
    }

    /// {@return the recipe in a file, with values set over it}
    ///
    /// All of it is checked.
    ///
    /// @throws dev.baltoro.train.recipe.RecipeException saying in one line what is wrong where
    public static AgentRecipe load(Path file, List<String> overrides) {
        return checked(RecipeFormat.parts(file, STEPS, overrides));
    }

    /// {@return the recipe in YAML text, as [#load]}
    public static AgentRecipe parse(String yaml, List<String> overrides) {
        return checked(RecipeFormat.parts(yaml, STEPS, overrides));
    }

    private static AgentRecipe checked(RecipeParts parts) {
        Part own = parts.own();
        AgentRecipe recipe =
                new AgentRecipe(RecipeFormat.parse(Own.class, own.yaml(), own.overrides()), parts);
        Path nowhere = Path.of(""); // only to read every key
        Recipe unused = recipe.pretrain(nowhere);
        SftRecipe unusedToo = recipe.sft(nowhere, nowhere);
        RlRecipe andThis = recipe.rl(nowhere, nowhere);
        return recipe;
    }

    /// {@return pretraining's recipe}
    Recipe pretrain(Path shards) {
        Part part = started(PRETRAIN).with("data.shards=" + quoted(shards));
        return Recipe.parse(part.yaml(), part.overrides());
    }

    /// {@return pretraining's recipe, on those of its domains that there are: a JDK without its
    /// source gives no code}
    Recipe pretrain(Path shards, Set<String> domains) {
        Recipe whole = pretrain(shards);
        Map<String, Double> mix = new TreeMap<>(whole.data().mix());
        boolean changed =
                mix.keySet()
                        .removeIf(name ->
                                QuickstartCorpus.DOMAINS.contains(name) && !domains.contains(name));
        return changed ? Recipe.parse(whole.toYaml(), List.of("data.mix=" + yaml(mix))) : whole;
    }

    private static String yaml(Map<String, Double> mix) {
        return mix.entrySet().stream()
                .map(entry -> entry.getKey() + ": " + entry.getValue())
                .collect(Collectors.joining(", ", "{", "}"));
    }

    /// {@return fine-tuning's recipe}
    SftRecipe sft(Path from, Path solutions) {
        Part part =
                started(SFT)
                        .with("model.from=" + quoted(from))
                        .with("data.train=[" + quoted(solutions) + "]");
        return SftRecipe.parse(part.yaml(), part.overrides());
    }

    /// {@return reinforcement learning's recipe}
    RlRecipe rl(Path from, Path shards) {
        List<Map<String, Object>> gyms =
                own.gyms.stream()
                        .map(gym ->
                                Map.<String, Object>of(
                                        "name", gym.name(),
                                        "difficulty", gym.difficulty(),
                                        "difficulty_max", gym.difficultyMax(),
                                        "level_up", gym.levelUp(),
                                        "weight", gym.weight()))
                        .toList();
        Part part =
                started(RL)
                        .withDefault("gyms", gyms)
                        .with("model=" + quoted(from))
                        .with("objective.ptx.shards=" + quoted(shards));
        return RlRecipe.parse(part.yaml(), part.overrides());
    }

    private Part started(String step) {
        return parts.recipe(step)
                .withDefault("seed", own.seed)
                .withDefault("name", own.name + "/" + step);
    }

    static String quoted(Path path) {
        return "\"" + path.toString().replace("\\", "\\\\").replace("\"", "\\\"") + "\"";
    }
}
