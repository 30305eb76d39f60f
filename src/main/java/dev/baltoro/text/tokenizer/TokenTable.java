package dev.baltoro.text.tokenizer;

import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.nio.ByteOrder;
import java.util.Arrays;
import java.util.List;

/// Byte strings numbered from 0, found by their bytes: an open-addressing hash table over one
/// array.
///
/// A slot is two longs: a print and a number. The print of a string of at most seven bytes is the
/// string itself, so that a look-up of a common token touches one cache line; longer strings are
/// compared byte by byte when their prints agree.
final class TokenTable {
    /// What [#find] returns for a string that is not in the table.
    static final int ABSENT = -1;

    private static final VarHandle LONG =
            MethodHandles.byteArrayViewVarHandle(long[].class, ByteOrder.LITTLE_ENDIAN);
    private static final int SHORT_BYTES = 7;
    private static final long LONG_MARK = 0xFFL << 56;
    private static final long MIX = 0x9E37_79B9_7F4A_7C15L;

    private final byte[] bytes;
    private final int[] starts;
    private final long[] slots;
    private final int shift;
    private final int longest;

    /// Numbers `tokens` in their order.
    ///
    /// @throws IllegalArgumentException if a token is empty or occurs twice
    TokenTable(List<byte[]> tokens) {
        starts = new int[tokens.size() + 1];
        int total = 0;
        int max = 0;
        for (int i = 0; i < tokens.size(); i++) {
            int length = tokens.get(i).length;
            total = Math.addExact(total, length);
            max = Math.max(max, length);
            starts[i + 1] = total;
        }
        longest = max;
        bytes = new byte[total];
        int bits = 33 - Integer.numberOfLeadingZeros(Math.max(8, tokens.size()));
        shift = 64 - bits;
        slots = new long[2 << bits];
        for (int i = 0; i < tokens.size(); i++) {
            byte[] token = tokens.get(i);
            System.arraycopy(token, 0, bytes, starts[i], token.length);
            insert(token, i);
        }
    }

    private void insert(byte[] token, int number) {
        if (token.length == 0) {
            throw new IllegalArgumentException("token " + number + " is empty");
        }
        int other = find(token, 0, token.length);
        if (other != ABSENT) {
            throw new IllegalArgumentException(
                    "tokens " + other + " and " + number + " have the same bytes");
        }
        long print = print(token, 0, token.length);
        int slot = slot(print);
        while (slots[slot] != 0) {
            slot = (slot + 2) & (slots.length - 1);
        }
        slots[slot] = print;
        slots[slot + 1] = number;
    }

    int size() {
        return starts.length - 1;
    }

    /// {@return the length of the longest string in bytes}
    int longest() {
        return longest;
    }

    /// {@return the number of the string `text[from, to)`, or [#ABSENT]}
    int find(byte[] text, int from, int to) {
        int length = to - from;
        if (length > longest) {
            return ABSENT;
        }
        long print = print(text, from, to);
        for (int slot = slot(print); slots[slot] != 0; slot = (slot + 2) & (slots.length - 1)) {
            if (slots[slot] == print) {
                int number = (int) slots[slot + 1];
                if (length <= SHORT_BYTES || equal(number, text, from, to)) {
                    return number;
                }
            }
        }
        return ABSENT;
    }

    private boolean equal(int number, byte[] text, int from, int to) {
        return Arrays.equals(bytes, starts[number], starts[number + 1], text, from, to);
    }

    /// {@return the length of a string in bytes}
    int length(int number) {
        return starts[number + 1] - starts[number];
    }

    /// {@return a copy of a string's bytes}
    byte[] bytes(int number) {
        return Arrays.copyOfRange(bytes, starts[number], starts[number + 1]);
    }

    /// Copies a string's bytes to `target[at…]`.
    void copy(int number, byte[] target, int at) {
        System.arraycopy(bytes, starts[number], target, at, length(number));
    }

    private int slot(long print) {
        long mixed = (print ^ (print >>> 29)) * MIX;
        return (int) (mixed >>> shift) << 1;
    }

    /// Never 0 for a string that is not empty: the highest byte holds the length, or [#LONG_MARK].
    private static long print(byte[] text, int from, int to) {
        int length = to - from;
        if (length <= SHORT_BYTES) {
            if (from + Long.BYTES <= text.length) {
                long word = (long) LONG.get(text, from);
                return (word & ((1L << (8 * length)) - 1)) | ((long) length << 56);
            }
            long word = 0;
            for (int i = length - 1; i >= 0; i--) {
                word = (word << 8) | (text[from + i] & 0xFF);
            }
            return word | ((long) length << 56);
        }
        long hash = length;
        for (int at = from; at + Long.BYTES < to; at += Long.BYTES) {
            hash = (hash ^ (long) LONG.get(text, at)) * MIX;
            hash ^= hash >>> 32;
        }
        hash = (hash ^ (long) LONG.get(text, to - Long.BYTES)) * MIX;
        return (hash ^ (hash >>> 32)) | LONG_MARK;
    }
}
