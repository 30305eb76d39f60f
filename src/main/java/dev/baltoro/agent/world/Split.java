package dev.baltoro.agent.world;

/// Which of a gym's tasks: those that are trained on, or one of three held-out sets that are
/// disjoint from them by construction.
public enum Split {
    /// Seen kinds, phrasings and instances.
    TRAIN,
    /// Instances that training never has: other values, in phrasings that it has.
    NEW_INSTANCES,
    /// New instances in phrasings that training never has.
    NEW_PHRASINGS,
    /// Kinds of task that training never has.
    NEW_KIND
}
