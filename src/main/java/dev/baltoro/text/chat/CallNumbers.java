package dev.baltoro.text.chat;

/// From where the numbers in the ids of tool calls are counted.
public enum CallNumbers {
    /// Over the whole conversation, from 0: the report's way, and today's templates'.
    CONVERSATION,
    /// Anew in each turn, from 0: the way of the first template.
    TURN
}
