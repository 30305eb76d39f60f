package dev.baltoro.rl.rollout;

import dev.baltoro.engine.chat.ChatEngine;
import dev.baltoro.text.chat.ChatEncoder;

/// The model that rollouts are drawn from.
///
/// @param chat its engine, with tokenizer and grammars
/// @param contextTokens most tokens of a conversation, at most the engine's
/// @param firstVersion updates that the weights had when the engine was opened: a token's version
///   counts from the run's beginning, not the engine's
public record RolloutModel(ChatEngine chat, int contextTokens, long firstVersion) {
    public RolloutModel {
        contextTokens = Math.min(contextTokens, chat.engine().contextTokens());
    }

    ChatEncoder encoder() {
        return chat.encoder();
    }
}
