package dev.baltoro.engine;

import java.util.Optional;

/// How a sequence ended, and what it cost.
///
/// @param reason why
/// @param stopString the stop string that ended it
/// @param promptTokens tokens given
/// @param cachedTokens how many of them were not computed, since their keys were in the prefix tree
/// @param completionTokens tokens made, the one that ended it included
public record Ending(
        FinishReason reason,
        Optional<String> stopString,
        int promptTokens,
        int cachedTokens,
        int completionTokens) {}
