package dev.baltoro.synth.value;

import dev.baltoro.stats.SplitMix64;
import java.util.List;

/// A stream of choices that a seed decides.
public final class Draws {
    private final long seed;
    private long step;

    public Draws(long seed) {
        this.seed = seed;
    }

    /// {@return 64 random bits}
    public long bits() {
        return SplitMix64.mix(seed, step++);
    }

    /// {@return a number from 0 to `n - 1`}
    public int below(int n) {
        if (n < 1) {
            throw new IllegalArgumentException("nothing to draw from");
        }
        return (int) Long.remainderUnsigned(bits(), n);
    }

    /// {@return a number from `low` to `high`, both included}
    public int between(int low, int high) {
        return low + below(high - low + 1);
    }

    /// {@return a number from 0 to 1}
    public double share() {
        return (bits() >>> 11) * 0x1.0p-53;
    }

    public boolean chance(double share) {
        return share() < share;
    }

    public <T> T pick(List<T> list) {
        return list.get(below(list.size()));
    }

    @SafeVarargs
    public final <T> T pick(T first, T... others) {
        int at = below(others.length + 1);
        return at == 0 ? first : others[at - 1];
    }

    /// {@return the place of one of these weights, the heavier the likelier}
    public int weighted(double... weights) {
        double sum = 0;
        for (double weight : weights) {
            sum += weight;
        }
        double left = share() * sum;
        for (int i = 0; i < weights.length - 1; i++) {
            left -= weights[i];
            if (left < 0) {
                return i;
            }
        }
        return weights.length - 1;
    }
}
