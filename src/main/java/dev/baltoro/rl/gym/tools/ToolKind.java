package dev.baltoro.rl.gym.tools;

import java.util.function.Function;

/// A kind of task in a tool world.
///
/// @param name a short name of lower-case letters and hyphens
/// @param easiest the least difficulty at which it is asked
/// @param weight its share among the kinds of a difficulty, over the sum of their weights
/// @param draw gives an instance
public record ToolKind(String name, int easiest, int weight, Function<Draw, Plan> draw) {
    private static final int WEIGHT = 2;

    /// A kind of the usual weight.
    public ToolKind(String name, int easiest, Function<Draw, Plan> draw) {
        this(name, easiest, WEIGHT, draw);
    }

    /// {@return the same kind, asked half as often}
    ToolKind rarer() {
        return new ToolKind(name, easiest, Math.max(1, weight / 2), draw);
    }
}
