package dev.baltoro.train.data;

/// A keyed permutation of `[0, size)` that is computed, not stored: an unbalanced Feistel network
/// over the next power of two, walked until it lands inside (Black and Rogaway, 2002).
///
/// @param size number of indices
/// @param key chooses the permutation
record IndexPermutation(long size, long key) {
    /// Enough rounds that near indices land far apart; more would only cost time.
    private static final int ROUNDS = 6;

    IndexPermutation {
        if (size < 1) {
            throw new IllegalArgumentException("a permutation needs at least 1 index: " + size);
        }
    }

    /// Where index `i` goes.
    long apply(long i) {
        int bits = Math.max(2, Long.SIZE - Long.numberOfLeadingZeros(size - 1));
        int lowBits = bits / 2;
        long lowMask = (1L << lowBits) - 1;
        long highMask = (1L << (bits - lowBits)) - 1;
        long x = i;
        do { // at most half of the numbers lie outside, so two walks are enough on average
            long low = x & lowMask;
            long high = x >>> lowBits;
            for (int round = 0; round < ROUNDS; round += 2) {
                high ^= Hashes.mix(key + round, low) & highMask;
                low ^= Hashes.mix(key + round + 1, high) & lowMask;
            }
            x = high << lowBits | low;
        } while (x >= size);
        return x;
    }
}
