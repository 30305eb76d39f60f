package dev.baltoro.agent.evaluation;

/// Where one request ends at the latest.
///
/// @param turns of the model
/// @param calls in all
public record RunLimits(int turns, int calls) {
    /// Of either, whatever is asked for.
    public static final int MOST = 1000;

    /// {@return eight turns, sixteen calls}
    public static RunLimits standard() {
        return new RunLimits(8, 16);
    }

    public RunLimits {
        if (turns < 1 || turns > MOST || calls < 1 || calls > MOST) {
            throw new IllegalArgumentException(
                    "a request has %d turns and %d calls; use 1 to %d"
                            .formatted(turns, calls, MOST));
        }
    }
}
