package dev.baltoro.flow.specialist;

import dev.baltoro.train.corpus.QuickstartCorpus;
import dev.baltoro.train.recipe.Default;
import dev.baltoro.train.recipe.Recipe;
import dev.baltoro.train.recipe.RecipeFormat;
import dev.baltoro.train.recipe.RecipeParts;
import dev.baltoro.train.recipe.RecipeParts.Part;
import dev.baltoro.train.recipe.Require;
import java.nio.file.Path;
import java.util.List;
import java.util.OptionalInt;

/// The base of specialists, written down. In YAML `pretrain` is that command's recipe without its
/// shards, and its one stage's steps are as many as fit into the time.
///
/// @param own what is not pretraining's
/// @param parts pretraining's recipe
public record BaseRecipe(Own own, RecipeParts parts) {
    /// Requests at most.
    static final int REQUESTS_MAX = 10_000_000;

    private static final String PRETRAIN = "pretrain";

    /// What is not pretraining's.
    ///
    /// @param name what the run is called
    /// @param seed of every choice
    /// @param text domains of the quickstart's text
    /// @param vocabulary ids of the tokenizer
    /// @param copying whether the vocabulary is one that is easy to copy with
    /// @param requests to invented tools, of which a conversation has several; without it as many
    ///   as the steps read once
    /// @param corpusWeight of conversations in which the user's corpus' tools are called, beside
    ///   the weights of `pretrain.data.mix`
    /// @param textsWeight of the user's texts, likewise
    public record Own(
            @Default("base") String name,
            @Default("1") long seed,
            @Default("[knowledge, mathematics]") List<String> text,
            @Default("4096") int vocabulary,
            @Default("true") boolean copying,
            OptionalInt requests,
            @Default("0.4") double corpusWeight,
            @Default("0.1") double textsWeight) {
        public Own {
            Require.that(!name.isBlank(), "name must not be blank");
            for (String domain : text) {
                Require.that(
                        QuickstartCorpus.DOMAINS.contains(domain),
                        "text must be of %s, but names %s"
                                .formatted(String.join(", ", QuickstartCorpus.DOMAINS), domain));
            }
            Require.positive("vocabulary", vocabulary);
            requests.ifPresent(BaseRecipe::requireRequests);
            Require.notNegative("corpus_weight", corpusWeight);
            Require.notNegative("texts_weight", textsWeight);
        }
    }

    private static void requireRequests(int count) {
        Require.positive("requests", count);
        Require.that(count <= REQUESTS_MAX, "requests must be at most " + REQUESTS_MAX);
    }

    /// {@return the recipe in YAML text, with values set over it}
    ///
    /// @throws dev.baltoro.train.recipe.RecipeException saying in one line what is wrong where
    public static BaseRecipe parse(String yaml, List<String> overrides) {
        RecipeParts parts = RecipeFormat.parts(yaml, List.of(PRETRAIN), overrides);
        Part own = parts.own();
        BaseRecipe recipe =
                new BaseRecipe(RecipeFormat.parse(Own.class, own.yaml(), own.overrides()), parts);
        Recipe unused = recipe.pretrain(Path.of(""), List.of()); // only to read every key
        return recipe;
    }

    /// {@return pretraining's recipe}
    ///
    /// @param more keys that the flow sets
    Recipe pretrain(Path shards, List<String> more) {
        Part part =
                parts.recipe(PRETRAIN)
                        .withDefault("seed", own.seed)
                        .withDefault("name", own.name)
                        .with("data.shards=" + Quoted.path(shards));
        for (String assignment : more) {
            part = part.with(assignment);
        }
        return Recipe.parse(part.yaml(), part.overrides());
    }
}
