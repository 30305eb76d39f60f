package dev.baltoro.engine.grammar;

import java.util.Arrays;
import java.util.List;

/// Tokens by their bytes: a tree laid out in the order of a walk from its root, without the root.
///
/// A node that leads nowhere is skipped with all below it by going to its end. Immutable.
final class TokenTrie {
    /// Marks a node at which no token ends.
    static final int NO_TOKEN = -1;

    /// A token and its bytes.
    record Entry(int id, byte[] bytes) {}

    private final byte[] labels;
    private final int[] ends;
    private final int[] tokens;
    private final short[] depths;
    private int size;
    private int deepest;

    TokenTrie(List<Entry> entries) {
        Entry[] sorted = entries.toArray(Entry[]::new);
        Arrays.sort(sorted, (left, right) -> Arrays.compareUnsigned(left.bytes(), right.bytes()));
        int nodes = 0;
        byte[] before = {};
        for (Entry entry : sorted) {
            nodes += entry.bytes().length - common(before, entry.bytes());
            before = entry.bytes();
        }
        labels = new byte[nodes];
        ends = new int[nodes];
        tokens = new int[nodes];
        depths = new short[nodes];
        Arrays.fill(tokens, NO_TOKEN);
        before = new byte[0];
        int[] path = new int[Short.MAX_VALUE];
        for (Entry entry : sorted) {
            byte[] bytes = entry.bytes();
            int shared = common(before, bytes);
            close(path, shared, before.length);
            for (int depth = shared; depth < bytes.length; depth++) {
                path[depth] = size;
                labels[size] = bytes[depth];
                depths[size++] = (short) depth;
            }
            tokens[size - 1] = entry.id();
            deepest = Math.max(deepest, bytes.length);
            before = bytes;
        }
        close(path, 0, before.length);
    }

    private void close(int[] path, int from, int to) {
        for (int depth = from; depth < to; depth++) {
            ends[path[depth]] = size;
        }
    }

    private static int common(byte[] first, byte[] second) {
        int mismatch = Arrays.mismatch(first, second);
        return mismatch < 0 ? first.length : mismatch;
    }

    /// {@return number of nodes}
    int size() {
        return size;
    }

    /// {@return bytes of the longest token}
    int deepest() {
        return deepest;
    }

    /// {@return the byte that leads to a node}
    int label(int node) {
        return labels[node] & 0xFF;
    }

    /// {@return the first node that is not below a node}
    int end(int node) {
        return ends[node];
    }

    /// {@return the token that ends at a node, or [#NO_TOKEN]}
    int token(int node) {
        return tokens[node];
    }

    /// {@return bytes before the one that leads to a node}
    int depth(int node) {
        return depths[node];
    }
}
