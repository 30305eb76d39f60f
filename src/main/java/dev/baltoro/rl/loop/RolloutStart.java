package dev.baltoro.rl.loop;

import dev.baltoro.agent.world.Task;
import dev.baltoro.rl.recipe.RlRecipe;
import dev.baltoro.rl.rollout.OpenRollout;
import dev.baltoro.rl.rollout.OutsideOutcomes;
import dev.baltoro.rl.rollout.RolloutId;
import dev.baltoro.rl.rollout.RolloutLimits;
import dev.baltoro.text.chat.ChatEncoder;

/// Begins rollouts: with the limits of the task's domain, and with the journal before what no seed
/// decides.
///
/// @param recipe the limits
/// @param encoder of conversations
/// @param contextTokens most tokens of a conversation
/// @param curriculum knows the gyms
/// @param outside writes down what no seed decides
record RolloutStart(
        RlRecipe recipe,
        ChatEncoder encoder,
        int contextTokens,
        Curriculum curriculum,
        OutsideOutcomes outside) {
    /// {@return a rollout that has not drawn anything yet}
    ///
    /// @param purpose for what it is made: with it the id names one attempt of the run
    /// @param seed of all rollouts of this purpose
    OpenRollout of(String purpose, RolloutId id, Task task, long seed) {
        Curriculum.Entry entry = curriculum.entry(task);
        Task attempted =
                task instanceof Task.Verified verified && entry.gym().asksOutside()
                        ? outside.of(verified, purpose + "/" + id)
                        : task;
        RolloutLimits limits =
                new RolloutLimits(
                        recipe.budget().of(entry.gym().domain(), contextTokens, id.seed(seed)),
                        contextTokens,
                        recipe.updates().stepTokens());
        return new OpenRollout(id, attempted, encoder, limits, id.seed(seed));
    }
}
