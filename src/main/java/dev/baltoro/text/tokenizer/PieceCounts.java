package dev.baltoro.text.tokenizer;

import java.nio.charset.StandardCharsets;
import java.util.Arrays;

/// How often each distinct piece of text occurs: an open-addressing table over one array of bytes.
final class PieceCounts {
    private byte[] bytes = new byte[1 << 12];
    private int[] ends = new int[1 << 8];
    private int[] hashes = new int[1 << 8];
    private long[] counts = new long[1 << 8];
    private int[] slots = new int[1 << 9];
    private int size;

    int size() {
        return size;
    }

    /// {@return bytes of all distinct pieces}
    int totalBytes() {
        return size == 0 ? 0 : ends[size - 1];
    }

    int start(int piece) {
        return piece == 0 ? 0 : ends[piece - 1];
    }

    int end(int piece) {
        return ends[piece];
    }

    long count(int piece) {
        return counts[piece];
    }

    byte byteAt(int at) {
        return bytes[at];
    }

    void add(byte[] text, int from, int to, long count) {
        int hash = hash(text, from, to);
        int slot = hash & (slots.length - 1);
        while (slots[slot] != 0) {
            int piece = slots[slot] - 1;
            if (hashes[piece] == hash
                    && Arrays.equals(bytes, start(piece), ends[piece], text, from, to)) {
                counts[piece] += count;
                return;
            }
            slot = (slot + 1) & (slots.length - 1);
        }
        append(text, from, to, hash, count);
        slots[slot] = size;
        if (2 * size > slots.length) {
            rehash();
        }
    }

    private void append(byte[] text, int from, int to, int hash, long count) {
        int start = totalBytes();
        int end = Math.addExact(start, to - from);
        if (end > bytes.length) {
            bytes = Arrays.copyOf(bytes, (int) Math.min(2L * end, Integer.MAX_VALUE - 8));
        }
        System.arraycopy(text, from, bytes, start, to - from);
        if (size == ends.length) {
            ends = Arrays.copyOf(ends, 2 * size);
            hashes = Arrays.copyOf(hashes, 2 * size);
            counts = Arrays.copyOf(counts, 2 * size);
        }
        ends[size] = end;
        hashes[size] = hash;
        counts[size] = count;
        size++;
    }

    private void rehash() {
        slots = new int[2 * slots.length];
        for (int piece = 0; piece < size; piece++) {
            int slot = hashes[piece] & (slots.length - 1);
            while (slots[slot] != 0) {
                slot = (slot + 1) & (slots.length - 1);
            }
            slots[slot] = piece + 1;
        }
    }

    void addAll(PieceCounts other) {
        for (int piece = 0; piece < other.size; piece++) {
            add(other.bytes, other.start(piece), other.ends[piece], other.counts[piece]);
        }
    }

    /// {@return the pieces that occur more than `floor` times}
    PieceCounts above(long floor) {
        PieceCounts kept = new PieceCounts();
        for (int piece = 0; piece < size; piece++) {
            if (counts[piece] > floor) {
                kept.add(bytes, start(piece), ends[piece], counts[piece]);
            }
        }
        return kept;
    }

    /// {@return the pieces without numbers, and words without the character before them: K2's
    /// pattern has digits in pieces of their own, and lets a word begin with one other character}
    PieceCounts forCopying() {
        PieceCounts kept = new PieceCounts();
        for (int piece = 0; piece < size; piece++) {
            String text =
                    new String(
                            bytes, start(piece), end(piece) - start(piece), StandardCharsets.UTF_8);
            int first = text.codePointAt(0);
            int after = Character.charCount(first);
            boolean leads =
                    !Character.isLetter(first)
                            && after < text.length()
                            && Character.isLetter(text.codePointAt(after));
            if (!Character.isDigit(first)) {
                byte[] word = text.substring(leads ? after : 0).getBytes(StandardCharsets.UTF_8);
                kept.add(word, 0, word.length, counts[piece]);
            }
        }
        return kept;
    }

    private static int hash(byte[] text, int from, int to) {
        int hash = to - from;
        for (int i = from; i < to; i++) {
            hash = (hash ^ text[i]) * 0x01000193;
        }
        hash *= 0x9E3779B9;
        return hash ^ (hash >>> 15);
    }
}
