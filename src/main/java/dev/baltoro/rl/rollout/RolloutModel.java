package dev.baltoro.rl.rollout;

import dev.baltoro.engine.chat.ChatEngine;

/// The model that rollouts are drawn from.
///
/// @param chat its engine, with tokenizer and grammars
/// @param firstVersion updates that the weights had when the engine was opened: a token's version
///   counts from the run's beginning, not the engine's
public record RolloutModel(ChatEngine chat, long firstVersion) {}
