package dev.baltoro.stats;

/// The finaliser of SplitMix64 (Steele, Lea, Flood 2014): numbers that look random but are a pure
/// function of their input. Runs can only be repeated if the results stay the same, so they never
/// change.
public final class SplitMix64 {
    private SplitMix64() {}

    /// {@return `x` with every bit spread over all others; a bijection}
    public static long mix(long x) {
        long z = x + 0x9E3779B97F4A7C15L;
        z = (z ^ (z >>> 30)) * 0xBF58476D1CE4E5B9L;
        z = (z ^ (z >>> 27)) * 0x94D049BB133111EBL;
        return z ^ (z >>> 31);
    }

    /// {@return a number computed from two others, each bit of which depends on both}
    public static long mix(long a, long b) {
        return mix(mix(a) ^ b);
    }
}
