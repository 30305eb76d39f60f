package dev.baltoro.text.tokenizer;

import java.util.Arrays;

/// Pairs of neighbouring tokens: how often each occurs, and in which pieces.
///
/// The list of pieces may name a piece twice, or one that has lost the pair since.
final class PairIndex {
    private static final long FREE = -1;
    private static final int[] NONE = {};

    private long[] slotPairs = filled(1 << 16);
    private int[] slotNumbers = new int[1 << 16];
    private long[] pairs = new long[1 << 15];
    private long[] counts = new long[1 << 15];
    private int[][] pieces = new int[1 << 15][];
    private int[] pieceSizes = new int[1 << 15];
    private int size;

    private static long[] filled(int length) {
        long[] slots = new long[length];
        Arrays.fill(slots, FREE);
        return slots;
    }

    /// {@return the pair as one number; pairs compare by left, then right id}
    static long pair(int left, int right) {
        return ((long) left << 32) | right;
    }

    static int left(long pair) {
        return (int) (pair >>> 32);
    }

    static int right(long pair) {
        return (int) pair;
    }

    /// {@return number of pairs ever seen, and so the number of the next new one}
    int size() {
        return size;
    }

    long pairAt(int number) {
        return pairs[number];
    }

    long countAt(int number) {
        return counts[number];
    }

    long count(long pair) {
        int slot = slot(pair);
        return slotPairs[slot] == FREE ? 0 : counts[slotNumbers[slot]];
    }

    /// Adds to a pair's count, and `piece` to its pieces; returns the pair's number.
    int add(long pair, long count, int piece) {
        int number = number(pair);
        counts[number] += count;
        int[] list = pieces[number];
        int length = pieceSizes[number];
        if (length > 0 && list[length - 1] == piece) {
            return number;
        }
        if (length == list.length) {
            list = Arrays.copyOf(list, Math.max(2, length + (length >> 1)));
            pieces[number] = list;
        }
        list[length] = piece;
        pieceSizes[number] = length + 1;
        return number;
    }

    /// Takes from the count of a pair that is in the index.
    void subtract(long pair, long count) {
        counts[slotNumbers[slot(pair)]] -= count;
    }

    /// {@return the pieces of a pair, which the index forgets}
    int[] takePieces(long pair) {
        int number = number(pair);
        int[] list = Arrays.copyOf(pieces[number], pieceSizes[number]);
        pieces[number] = NONE;
        pieceSizes[number] = 0;
        return list;
    }

    private int number(long pair) {
        int slot = slot(pair);
        if (slotPairs[slot] == pair) {
            return slotNumbers[slot];
        }
        if (size == pairs.length) {
            pairs = Arrays.copyOf(pairs, 2 * size);
            counts = Arrays.copyOf(counts, 2 * size);
            pieces = Arrays.copyOf(pieces, 2 * size);
            pieceSizes = Arrays.copyOf(pieceSizes, 2 * size);
        }
        pairs[size] = pair;
        pieces[size] = NONE;
        slotPairs[slot] = pair;
        slotNumbers[slot] = size;
        size++;
        if (2 * size > slotPairs.length) {
            rehash();
        }
        return size - 1;
    }

    private void rehash() {
        slotPairs = filled(2 * slotPairs.length);
        slotNumbers = new int[slotPairs.length];
        for (int number = 0; number < size; number++) {
            int slot = slot(pairs[number]);
            slotPairs[slot] = pairs[number];
            slotNumbers[slot] = number;
        }
    }

    /// {@return the slot of a pair, or the free one where it belongs}
    private int slot(long pair) {
        long mixed = pair * 0x9E37_79B9_7F4A_7C15L;
        int slot = (int) (mixed ^ (mixed >>> 32)) & (slotPairs.length - 1);
        while (slotPairs[slot] != FREE && slotPairs[slot] != pair) {
            slot = (slot + 1) & (slotPairs.length - 1);
        }
        return slot;
    }
}
