package dev.baltoro.data.sample;

import java.util.ArrayList;
import java.util.List;

/// Collects the rows of a batch.
final class RowPacker {
    private final int sequenceLength;
    private final Packing packing;
    private final int[] tokens;
    private final int[] targets;
    private final int[] documentStarts;
    private final int[] valid;
    private final List<String> domains = new ArrayList<>();
    private final int[] line; // a row and the token after it
    private final int[] segments;
    private final boolean[] learned;

    RowPacker(int rows, int sequenceLength, Packing packing) {
        this.sequenceLength = sequenceLength;
        this.packing = packing;
        int size = Math.multiplyExact(rows, sequenceLength);
        this.tokens = new int[size];
        this.targets = new int[size];
        this.documentStarts = new int[size];
        this.valid = new int[rows];
        this.line = new int[sequenceLength + 1];
        this.segments = new int[sequenceLength + 1];
        this.learned = new boolean[sequenceLength + 1];
    }

    /// Adds the row that begins at `from`; tokens from index `real` of the row on only fill it up.
    void add(String domain, DocumentOrder order, long from, int real) {
        order.read(from, line, segments, learned);
        int base = domains.size() * sequenceLength;
        int start = 0;
        for (int i = 0; i < sequenceLength; i++) {
            boolean masked = packing == Packing.DOCUMENT_MASKED;
            if (masked && i > 0 && segments[i] != segments[i - 1]) {
                start = i;
            }
            boolean border = masked && segments[i + 1] != segments[i];
            tokens[base + i] = line[i];
            boolean target = !border && i + 1 < real && learned[i + 1];
            targets[base + i] = target ? line[i + 1] : PackedBatch.NO_TARGET;
            documentStarts[base + i] = start;
        }
        valid[domains.size()] = Math.clamp(real, 0, sequenceLength);
        domains.add(domain);
    }

    PackedBatch batch() {
        return new PackedBatch(
                domains.size(),
                sequenceLength,
                tokens,
                targets,
                documentStarts,
                valid,
                List.copyOf(domains));
    }
}
