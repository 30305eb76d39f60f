package dev.baltoro.text.tokenizer;

import java.util.Arrays;

/// Merges the bytes of a piece into tokens: again and again the neighbours whose joined bytes have
/// the lowest rank, the leftmost first.
///
/// Short pieces scan an array for the lowest rank. Long ones keep the candidates in a heap, so that
/// n bytes cost O(n log n). Holds scratch memory: one instance serves one thread.
final class BytePairMerge {
    /// Pieces longer than this many bytes go through the heap.
    private static final int SCAN_BYTES_MAX = 128;

    private static final int NO_RANK = Integer.MAX_VALUE;

    private final Vocabulary vocabulary;
    private int[] starts = new int[SCAN_BYTES_MAX + 1];
    private int[] ids = new int[SCAN_BYTES_MAX + 1];
    private int[] ranks = new int[SCAN_BYTES_MAX + 1];

    BytePairMerge(Vocabulary vocabulary) {
        this.vocabulary = vocabulary;
    }

    /// Appends the tokens of the piece `text[from, to)` to `target`.
    void append(byte[] text, int from, int to, TokenBuffer target) {
        if (to - from == 1) {
            target.add(vocabulary.byteRank(text[from]));
            return;
        }
        int whole = vocabulary.table().find(text, from, to);
        if (whole != TokenTable.ABSENT) {
            target.add(whole);
        } else if (to - from <= SCAN_BYTES_MAX) {
            scan(text, from, to, target);
        } else {
            heap(text, from, to, target);
        }
    }

    private void reset(byte[] text, int from, int to) {
        int size = to - from;
        if (ids.length <= size) {
            starts = new int[size + 1];
            ids = new int[size + 1];
            ranks = new int[size + 1];
        }
        for (int i = 0; i < size; i++) {
            starts[i] = from + i;
            ids[i] = vocabulary.byteRank(text[from + i]);
        }
        for (int i = 0; i + 1 < size; i++) {
            ranks[i] = vocabulary.pairRank(text[from + i], text[from + i + 1]);
        }
        starts[size] = to;
        ranks[size - 1] = NO_RANK;
    }

    private void scan(byte[] text, int from, int to, TokenBuffer target) {
        reset(text, from, to);
        int size = to - from;
        while (true) {
            int best = 0;
            int lowest = ranks[0];
            for (int i = 1; i < size - 1; i++) {
                if (ranks[i] < lowest) {
                    lowest = ranks[i];
                    best = i;
                }
            }
            if (lowest == NO_RANK) {
                break;
            }
            int moved = size - best - 2;
            ids[best] = lowest;
            System.arraycopy(starts, best + 2, starts, best + 1, moved + 1);
            System.arraycopy(ids, best + 2, ids, best + 1, moved);
            System.arraycopy(ranks, best + 2, ranks, best + 1, moved);
            size--;
            ranks[best] = best + 1 < size ? rank(text, starts[best], starts[best + 2]) : NO_RANK;
            if (best > 0) {
                ranks[best - 1] = rank(text, starts[best - 1], starts[best + 1]);
            }
        }
        for (int i = 0; i < size; i++) {
            target.add(ids[i]);
        }
    }

    private int rank(byte[] text, int from, int to) {
        int found = vocabulary.table().find(text, from, to);
        return found == TokenTable.ABSENT ? NO_RANK : found;
    }

    /// The parts are a doubly linked list over positions, and `ranks[i]` is the rank of part i
    /// joined with its right neighbour. A candidate whose rank is not that any more is stale.
    private void heap(byte[] text, int from, int to, TokenBuffer target) {
        reset(text, from, to);
        int size = to - from;
        int[] next = new int[size];
        int[] previous = new int[size];
        Candidates candidates = new Candidates(size);
        for (int i = 0; i < size; i++) {
            next[i] = i + 1;
            previous[i] = i - 1;
            candidates.offer(ranks[i], i);
        }
        while (!candidates.isEmpty()) {
            long candidate = candidates.poll();
            int at = (int) candidate;
            int rank = (int) (candidate >>> 32);
            if (ranks[at] != rank) {
                continue;
            }
            int gone = next[at];
            int right = next[gone];
            ids[at] = rank;
            next[at] = right;
            ranks[gone] = NO_RANK;
            if (right < size) {
                previous[right] = at;
                ranks[at] = rank(text, from + at, from + next[right]);
            } else {
                ranks[at] = NO_RANK;
            }
            candidates.offer(ranks[at], at);
            int left = previous[at];
            if (left >= 0) {
                ranks[left] = rank(text, from + left, from + next[at]);
                candidates.offer(ranks[left], left);
            }
        }
        for (int i = 0; i < size; i = next[i]) {
            target.add(ids[i]);
        }
    }

    /// A binary heap of (rank, position), lowest first.
    private static final class Candidates {
        private long[] heap;
        private int size;

        Candidates(int capacity) {
            heap = new long[capacity + 2];
        }

        boolean isEmpty() {
            return size == 0;
        }

        void offer(int rank, int position) {
            if (rank == NO_RANK) {
                return;
            }
            if (size == heap.length) {
                heap = Arrays.copyOf(heap, size * 2);
            }
            long value = ((long) rank << 32) | position;
            int at = size++;
            while (at > 0 && heap[(at - 1) >>> 1] > value) {
                heap[at] = heap[(at - 1) >>> 1];
                at = (at - 1) >>> 1;
            }
            heap[at] = value;
        }

        long poll() {
            long top = heap[0];
            long last = heap[--size];
            int at = 0;
            while (2 * at + 1 < size) {
                int child = 2 * at + 1;
                if (child + 1 < size && heap[child + 1] < heap[child]) {
                    child++;
                }
                if (heap[child] >= last) {
                    break;
                }
                heap[at] = heap[child];
                at = child;
            }
            heap[at] = last;
            return top;
        }
    }
}
