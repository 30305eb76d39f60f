package dev.baltoro.rl.rollout;

/// What limits a rollout.
///
/// @param budget tokens that it may draw
/// @param contextTokens most tokens of the conversation
/// @param stepTokens time that a step of its world takes, in tokens: what it counts when rollouts
///   pause for new weights
public record RolloutLimits(Budget budget, int contextTokens, int stepTokens) {}
