package dev.baltoro.engine;

import java.util.Arrays;
import java.util.BitSet;
import java.util.function.IntPredicate;

/// A set of token ids. Immutable.
public final class TokenMask {
    private final long[] words;
    private final int vocabSize;
    private final int count;

    private TokenMask(long[] words, int vocabSize) {
        this.words = words;
        this.vocabSize = vocabSize;
        int bits = 0;
        for (long word : words) {
            bits += Long.bitCount(word);
        }
        this.count = bits;
    }

    /// {@return the mask of the ids in `allowed`}
    ///
    /// @param vocabSize ids there are; those from here on are never allowed
    /// @throws IllegalArgumentException if `allowed` holds an id past the vocabulary
    public static TokenMask of(BitSet allowed, int vocabSize) {
        if (allowed.length() > vocabSize) {
            throw new IllegalArgumentException(
                    "token %d is past the vocabulary of %d"
                            .formatted(allowed.length() - 1, vocabSize));
        }
        return new TokenMask(
                Arrays.copyOf(allowed.toLongArray(), (vocabSize + 63) / 64), vocabSize);
    }

    /// {@return the ids of this set that pass; all of them if none does}
    public TokenMask narrowed(IntPredicate passes) {
        BitSet kept = new BitSet();
        for (int id = 0; id < vocabSize; id++) {
            if (allows(id) && passes.test(id)) {
                kept.set(id);
            }
        }
        return kept.isEmpty() ? this : of(kept, vocabSize);
    }

    /// {@return whether a token may come}
    public boolean allows(int id) {
        return id >= 0 && id < vocabSize && (words[id >> 6] >>> id & 1) != 0;
    }

    /// {@return number of ids in the set}
    public int count() {
        return count;
    }

    /// {@return ids there are, allowed or not}
    public int vocabSize() {
        return vocabSize;
    }

    /// {@return 64 ids from `64 · index` on, the lowest bit first}
    public long word(int index) {
        return words[index];
    }
}
