package dev.baltoro.train.recipe;

/// What the backward pass computes again instead of keeping it, to save memory.
public enum Recompute {
    /// Nothing: all activations are kept.
    NONE,
    /// Each layer: only its input is kept.
    LAYER
}
