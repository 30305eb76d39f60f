package dev.baltoro.text.tokenizer;

import java.util.Arrays;

/// A growing list of token ids.
final class TokenBuffer {
    private int[] ids;
    private int size;

    TokenBuffer(int capacity) {
        ids = new int[Math.max(16, capacity)];
    }

    void add(int id) {
        if (size == ids.length) {
            ids = Arrays.copyOf(ids, Math.addExact(size, Math.max(16, size >> 1)));
        }
        ids[size++] = id;
    }

    int size() {
        return size;
    }

    int get(int index) {
        return ids[index];
    }

    void clear() {
        size = 0;
    }

    int[] toArray() {
        return Arrays.copyOf(ids, size);
    }
}
