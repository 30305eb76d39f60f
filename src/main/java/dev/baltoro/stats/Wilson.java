package dev.baltoro.stats;

import java.util.Locale;

/// A share of successes with Wilson's 95 % score interval, which keeps its level for few trials and
/// for shares near 0 and 1 (Wilson, 1927).
///
/// @param successes trials that went well
/// @param trials all trials, one at least
/// @param low lower end of the interval
/// @param high upper end of the interval
public record Wilson(long successes, long trials, double low, double high) {
    /// The normal distribution's 97.5 % quantile.
    private static final double Z = 1.959963984540054;

    /// {@return the share of `successes` among `trials`}
    ///
    /// @throws IllegalArgumentException if there are no trials, or more successes than trials
    public static Wilson of(long successes, long trials) {
        if (trials < 1 || successes < 0 || successes > trials) {
            throw new IllegalArgumentException(
                    "%d successes in %d trials have no share".formatted(successes, trials));
        }
        double n = trials;
        double share = successes / n;
        double middle = share + Z * Z / (2 * n);
        double half = Z * Math.sqrt(share * (1 - share) / n + Z * Z / (4 * n * n));
        double scale = 1 + Z * Z / n;
        return new Wilson(
                successes,
                trials,
                successes == 0 ? 0 : (middle - half) / scale,
                successes == trials ? 1 : (middle + half) / scale);
    }

    /// {@return the share itself}
    public double share() {
        return (double) successes / trials;
    }

    /// {@return whether two intervals have no point in common}
    public boolean isApartFrom(Wilson other) {
        return high < other.low || other.high < low;
    }

    /// {@return the share in words: `42.5 % [33.2, 52.4], 34 of 80`}
    @Override
    public String toString() {
        return String.format(
                Locale.ROOT,
                "%.1f %% [%.1f, %.1f], %d of %d",
                100 * share(),
                100 * low,
                100 * high,
                successes,
                trials);
    }
}
