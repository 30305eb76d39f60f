/// Reinforcement learning: gyms of tasks, rollouts, rewards, the policy objective and the colocated
/// loop, in which engine and trainer lend each other cores.
///
/// Start here: in `rl.recipe`, `RlRecipe` (what a run is told); in `rl.loop`, `RlRun` (the loop),
/// `GroupSampler` and `Learner`; in `rl.gym`, `Gym`; in `rl.rollout`, `OpenRollout`; in
/// `rl.reward`, `Rewards`; in `rl.loss`, `Objective`.
@NullMarked
package dev.baltoro.rl;

import org.jspecify.annotations.NullMarked;
