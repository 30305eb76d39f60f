package dev.baltoro.data.sample;

import dev.baltoro.stats.SplitMix64;

/// A keyed permutation of `[0, size)` that is computed, not stored: an unbalanced Feistel network
/// over the next power of two, walked until it lands inside (Black and Rogaway, 2002).
final class IndexPermutation {
    /// Enough rounds that near indices land far apart; more would only cost time.
    private static final int ROUNDS = 6;

    private final long size;
    private final int lowBits;
    private final long lowMask;
    private final long highMask;
    private final long[] roundKeys = new long[ROUNDS];

    /// @param size number of indices
    /// @param key chooses the permutation
    IndexPermutation(long size, long key) {
        if (size < 1) {
            throw new IllegalArgumentException("a permutation needs at least 1 index: " + size);
        }
        int bits = Math.max(2, Long.SIZE - Long.numberOfLeadingZeros(size - 1));
        this.size = size;
        this.lowBits = bits / 2;
        this.lowMask = (1L << lowBits) - 1;
        this.highMask = (1L << (bits - lowBits)) - 1;
        for (int round = 0; round < ROUNDS; round++) {
            roundKeys[round] = SplitMix64.mix(key + round);
        }
    }

    /// Where index `i` goes.
    long apply(long i) {
        long x = i;
        do { // at most half of the numbers lie outside, so two walks are enough on average
            long low = x & lowMask;
            long high = x >>> lowBits;
            for (int round = 0; round < ROUNDS; round += 2) {
                high ^= SplitMix64.mix(roundKeys[round] ^ low) & highMask;
                low ^= SplitMix64.mix(roundKeys[round + 1] ^ high) & lowMask;
            }
            x = high << lowBits | low;
        } while (x >= size);
        return x;
    }
}
