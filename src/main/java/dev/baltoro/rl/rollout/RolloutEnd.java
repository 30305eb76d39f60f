package dev.baltoro.rl.rollout;

/// How a rollout came to its end.
public enum RolloutEnd {
    /// The episode ended by itself.
    FINISHED,
    /// It had all turns that its task allows.
    TURNS,
    /// Its token budget was used up.
    BUDGET,
    /// The model's context was full.
    CONTEXT,
    /// It was ended from outside.
    CANCELLED,
    /// Its world, sandbox or judge failed: it counts for nothing.
    FAILED;

    /// {@return whether a limit on tokens cut it off}
    public boolean isTruncated() {
        return this == BUDGET || this == CONTEXT;
    }
}
