package dev.baltoro.stats;

/// McNemar's exact two-sided test on pairs of yes and no: whether two treatments of the same
/// subjects differ by more than chance. Only the pairs that disagree count: without a difference
/// each is the toss of a coin (McNemar, 1947).
///
/// @param gained pairs that went from no to yes
/// @param lost pairs that went from yes to no
/// @param p probability of a split at least this uneven if there were no difference; 1 if no pair
///   disagrees
public record McNemar(long gained, long lost, double p) {
    /// {@return the test of so many pairs that disagree}
    ///
    /// @throws IllegalArgumentException if a count is negative
    public static McNemar of(long gained, long lost) {
        if (gained < 0 || lost < 0) {
            throw new IllegalArgumentException(
                    "%d gained and %d lost; counts are 0 or more".formatted(gained, lost));
        }
        long trials = gained + lost;
        double tail = 0;
        double logWays = 0; // the logarithm of the binomial coefficient: 2^-1100 is 0 in a double
        for (long k = 0; k <= Math.min(gained, lost); k++) {
            tail += Math.exp(logWays - trials * Math.log(2));
            logWays += Math.log((double) (trials - k) / (k + 1));
        }
        return new McNemar(gained, lost, Math.min(1, 2 * tail));
    }
}
