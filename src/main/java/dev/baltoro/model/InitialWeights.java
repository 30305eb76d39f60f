package dev.baltoro.model;

/// What a model's weights are before it has learned anything.
public enum InitialWeights {
    /// Normal with the configuration's deviation, gains 1, selection biases 0.
    RANDOM,

    /// The same, but the first two layers have heads that copy: where a pair of tokens stands a
    /// second time, what followed it the first time is likelier. A small model that must copy what
    /// it never read finds this out late or not at all.
    COPYING
}
