package dev.baltoro.flow.specialist;

import dev.baltoro.rl.recipe.RlRecipe;
import dev.baltoro.train.recipe.Default;
import dev.baltoro.train.recipe.RecipeFormat;
import dev.baltoro.train.recipe.RecipeParts;
import dev.baltoro.train.recipe.RecipeParts.Part;
import dev.baltoro.train.recipe.Require;
import dev.baltoro.train.recipe.SftRecipe;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;

/// A specialist for the tools of one server, written down. In YAML `sft` and `rl` are the recipes
/// of these commands, without what follows from the step before.
///
/// @param own what is not of one step alone
/// @param parts the steps' recipes
public record SpecialistRecipe(Own own, RecipeParts parts) {
    private static final String SFT = "sft";
    private static final String RL = "rl";

    /// What is not of one step alone.
    ///
    /// @param name what the run is called
    /// @param seed of every choice
    /// @param conversationTokens tokens of a conversation, about: how many are written follows from
    ///   it and from the steps
    /// @param closedShare share of the conversations that go on to the calls' results and what is
    ///   said of them; the others end with the calls
    /// @param checkRequests requests that are carried out on the server before training, at most; 0
    ///   for none
    /// @param checkMinutes that this may take
    /// @param realShare share of the requests, at most, that are such as were carried out; their
    ///   conversations go on to the server's own results
    /// @param intentRequests requests of which a reader of intents is made, which holds the model's
    ///   answers to what it reads; 0 for none
    /// @param intentShare share of the whole time in which the reader's encoder learns; 0 for no
    ///   encoder
    /// @param intentLeast requests that the encoder must have read to be kept: one that has learned
    ///   little spoils what the linear models know
    /// @param compareRequests others, of which the reader's readings are compared as a whole, so
    ///   that the right ones come first; 0 for none
    /// @param compareShare share of the whole time that this may take
    /// @param sftShare of the time that is left which is for fine-tuning; the rest is reinforcement
    ///   learning's
    /// @param rlLeast share of the requests that need calls, in phrasings that were held out, that
    ///   must be done right before reinforcement learning begins. With less, to call nothing is
    ///   what pays most, and it is what is learned.
    public record Own(
            @Default("specialist") String name,
            @Default("1") long seed,
            @Default("140") int conversationTokens,
            @Default("0.3") double closedShare,
            @Default("300") int checkRequests,
            @Default("5") double checkMinutes,
            @Default("0.06") double realShare,
            @Default("100000") int intentRequests,
            @Default("0.4") double intentShare,
            @Default("6000") int intentLeast,
            @Default("3000") int compareRequests,
            @Default("0.1") double compareShare,
            @Default("0.7") double sftShare,
            @Default("0.2") double rlLeast) {
        public Own {
            Require.that(!name.isBlank(), "name must not be blank");
            Require.positive("conversation_tokens", conversationTokens);
            Require.share("closed_share", closedShare);
            Require.notNegative("check_requests", checkRequests);
            Require.positive("check_minutes", checkMinutes);
            Require.share("real_share", realShare);
            Require.notNegative("intent_requests", intentRequests);
            Require.share("intent_share", intentShare);
            Require.notNegative("intent_least", intentLeast);
            Require.notNegative("compare_requests", compareRequests);
            Require.share("compare_share", compareShare);
            Require.share("sft_share", sftShare);
            Require.share("rl_least", rlLeast);
        }
    }

    /// {@return the recipe in YAML text, with values set over it}
    ///
    /// @throws dev.baltoro.train.recipe.RecipeException saying in one line what is wrong where
    public static SpecialistRecipe parse(String yaml, List<String> overrides) {
        RecipeParts parts = RecipeFormat.parts(yaml, List.of(SFT, RL), overrides);
        Part own = parts.own();
        SpecialistRecipe recipe =
                new SpecialistRecipe(
                        RecipeFormat.parse(Own.class, own.yaml(), own.overrides()), parts);
        Path nowhere = Path.of(""); // only to read every key
        SftRecipe unused = recipe.sft(nowhere, nowhere, nowhere);
        RlRecipe unusedToo = recipe.rl(nowhere, nowhere);
        return recipe;
    }

    /// {@return fine-tuning's recipe}
    ///
    /// @param from the base's run
    /// @param conversations a file
    /// @param tools that the model is to know, a file
    SftRecipe sft(Path from, Path conversations, Path tools) {
        Part part =
                started(SFT)
                        .with("model.from=" + Quoted.path(from))
                        .with("data.train=[" + Quoted.path(conversations) + "]")
                        .with("data.known_tools=" + Quoted.path(tools));
        return SftRecipe.parse(part.yaml(), part.overrides());
    }

    /// {@return reinforcement learning's recipe}
    ///
    /// @param shards text beside the rollouts
    RlRecipe rl(Path from, Path shards) {
        Part part =
                started(RL)
                        .withDefault("gyms", List.of(Map.of("name", RequestGym.NAME)))
                        .with("model=" + Quoted.path(from))
                        .with("objective.ptx.shards=" + Quoted.path(shards));
        return RlRecipe.parse(part.yaml(), part.overrides());
    }

    private Part started(String step) {
        return parts.recipe(step)
                .withDefault("seed", own.seed)
                .withDefault("name", own.name + "/" + step);
    }
}
