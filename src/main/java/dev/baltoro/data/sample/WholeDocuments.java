package dev.baltoro.data.sample;

import dev.baltoro.data.shard.TokenStore;
import java.util.Arrays;
import java.util.Collections;

/// Collects rows of whole documents.
final class WholeDocuments {
    private final int sequenceLength;
    private final int[] tokens;
    private final int[] targets;
    private final int[] documentStarts;
    private final int[] valid;
    private int row;
    private int used;

    WholeDocuments(int rows, int sequenceLength) {
        this.sequenceLength = sequenceLength;
        int size = Math.multiplyExact(rows, sequenceLength);
        this.tokens = new int[size];
        this.targets = new int[size];
        this.documentStarts = new int[size];
        this.valid = new int[rows];
        Arrays.fill(targets, PackedBatch.NO_TARGET);
    }

    /// Adds a document to the row.
    void add(TokenStore store, long document) {
        int length = store.length(document);
        boolean[] learned = new boolean[length];
        store.learned(document, 0, learned, 0, length);
        int base = row * sequenceLength + used;
        store.copy(document, 0, tokens, base, length);
        Arrays.fill(documentStarts, base, base + length, used);
        for (int i = 1; i < length; i++) {
            if (learned[i]) {
                targets[base + i - 1] = tokens[base + i];
            }
        }
        used += length;
    }

    /// Ends the row; the rest of it is padding, a document of its own.
    void endRow() {
        int base = row * sequenceLength;
        Arrays.fill(documentStarts, base + used, base + sequenceLength, used);
        valid[row] = used;
        row++;
        used = 0;
    }

    PackedBatch batch(String domain) {
        return new PackedBatch(
                valid.length,
                sequenceLength,
                tokens,
                targets,
                documentStarts,
                valid,
                Collections.nCopies(valid.length, domain));
    }
}
