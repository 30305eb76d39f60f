package dev.baltoro.data.shard;

import dev.baltoro.stats.SplitMix64;

/// A set of 64-bit hashes in one flat array, for finding texts that were seen before.
///
/// Two different texts share a hash with a chance of n²/2⁶⁵: 3 in 10,000 for 10⁸ texts.
final class SeenHashes {
    /// Texts that are remembered, at most 2 GiB of memory; later new ones pass for new each time.
    static final int MAX_REMEMBERED = 1 << 27;

    private long[] slots = new long[1 << 12];
    private int size;
    private boolean zeroSeen;

    /// Remembers a hash; false if it was there already.
    boolean add(long hash) {
        if (hash == 0) {
            boolean fresh = !zeroSeen;
            zeroSeen = true;
            return fresh;
        }
        int slot = find(hash);
        if (slots[slot] == hash) {
            return false;
        }
        if (size < MAX_REMEMBERED) {
            slots[slot] = hash;
            size++;
            if (size * 2L > slots.length) {
                grow();
            }
        }
        return true;
    }

    private int find(long hash) {
        int slot = (int) SplitMix64.mix(hash) & (slots.length - 1);
        while (slots[slot] != 0 && slots[slot] != hash) {
            slot = (slot + 1) & (slots.length - 1);
        }
        return slot;
    }

    private void grow() {
        long[] old = slots;
        slots = new long[old.length * 2];
        for (long hash : old) {
            if (hash != 0) {
                slots[find(hash)] = hash;
            }
        }
    }
}
