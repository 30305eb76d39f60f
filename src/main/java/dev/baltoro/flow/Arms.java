package dev.baltoro.flow;

import dev.baltoro.rl.gym.standard.Gyms;
import dev.baltoro.rl.loop.RecipeCheck;
import dev.baltoro.rl.recipe.RlRecipe;
import dev.baltoro.train.recipe.RecipeException;
import dev.baltoro.train.run.RunFolder;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/// Trains arms from the fine-tuned model of a flow that is done. Text, pretraining and fine-tuning
/// are the flow's: none of it is done again. An arm that is done is not done again either, and one
/// that was stopped goes on.
///
/// @param from the flow's folder
/// @param folder of the arms, a run each
/// @param set values over all recipes, each `path.to.key=value`
/// @param gyms all that a recipe may name
public record Arms(
        Path from, Path folder, ArmsRecipe recipe, List<String> set, Gyms gyms, Host host) {
    /// {@return the runs to compare, in order: the flow's own where the arms have nothing in common
    /// that it has not, and the arms}
    ///
    /// @param only arms to train; all where it is empty
    /// @throws RecipeException if an arm's recipe is wrong, before anything is trained
    public List<Path> run(List<String> only) throws IOException, InterruptedException {
        Path done = from.resolve(AgentFlow.RL);
        if (!Reinforcement.isDone(done)) {
            throw new RecipeException(
                    "%s has no finished reinforcement learning: run baltoro agentic or quickstart there first"
                            .formatted(from));
        }
        Map<String, RlRecipe> recipes =
                recipe.recipes(done.resolve(RunFolder.RECIPE), fixed(), set);
        for (String arm : only) {
            if (!recipes.containsKey(arm)) {
                throw new RecipeException(
                        "there is no arm %s; there are %s"
                                .formatted(arm, String.join(", ", recipes.keySet())));
            }
        }
        for (Map.Entry<String, RlRecipe> arm : recipes.entrySet()) {
            try {
                RecipeCheck.require(arm.getValue(), gyms.all());
            } catch (RecipeException e) {
                throw e.in("arms." + arm.getKey());
            }
        }
        List<Path> runs = new ArrayList<>();
        if (recipe.base().isEmpty() && set.isEmpty()) {
            runs.add(done);
        }
        for (Map.Entry<String, RlRecipe> arm : recipes.entrySet()) {
            if (only.isEmpty() || only.contains(arm.getKey())) {
                Path run = folder.resolve(arm.getKey());
                host.say("");
                host.say(
                        Reinforcement.isDone(run)
                                ? "%s: done already, in %s".formatted(arm.getKey(), run)
                                : arm.getKey());
                Path unused = new Reinforcement(gyms, host).run(run, arm.getValue());
                runs.add(run);
            }
        }
        return runs;
    }

    /// The flow may have been moved since.
    private List<String> fixed() {
        return List.of(
                "model=" + AgentRecipe.quoted(from.resolve(AgentFlow.SFT)),
                "objective.ptx.shards=" + AgentRecipe.quoted(from.resolve(AgentFlow.DATA)));
    }
}
