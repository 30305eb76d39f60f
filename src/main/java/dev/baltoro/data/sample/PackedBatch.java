package dev.baltoro.data.sample;

import java.util.Arrays;
import java.util.List;

/// Rows of tokens for one step, all arrays row-major `[rows, sequenceLength]`.
///
/// @param rows rows
/// @param sequenceLength tokens of a row
/// @param tokens the inputs
/// @param targets the next token, or [#NO_TARGET] where there is none, or where the shard's mask
///   says that a loss does not count it
/// @param documentStarts for each token the index in its row where its document begins
/// @param valid for each row how many of its tokens are real; after them is padding, which has no
///   targets and counts as no expert's load
/// @param domains the domain of each row
/// @param stems of length 0, or for each token −1 or the index in its row of the last token of
///   another document, which its own goes on from: it is as if that one stood before it. A document
///   that others go on from has no stem itself
@SuppressWarnings("ArrayRecordComponent") // a carrier of buffers, never compared
public record PackedBatch(
        int rows,
        int sequenceLength,
        int[] tokens,
        int[] targets,
        int[] documentStarts,
        int[] valid,
        List<String> domains,
        int[] stems) {
    /// The target of a token that has none.
    public static final int NO_TARGET = -1;

    public PackedBatch {
        int size = Math.multiplyExact(rows, sequenceLength);
        if (tokens.length != size
                || targets.length != size
                || documentStarts.length != size
                || valid.length != rows
                || domains.size() != rows
                || stems.length != 0 && stems.length != size) {
            throw new IllegalArgumentException(
                    "arrays of a batch of %d rows of %d tokens have the wrong sizes"
                            .formatted(rows, sequenceLength));
        }
        for (int row = 0; row < rows; row++) {
            if (valid[row] < 0 || valid[row] > sequenceLength) {
                throw new IllegalArgumentException(
                        "row %d has %d valid tokens of %d"
                                .formatted(row, valid[row], sequenceLength));
            }
            for (int i = valid[row]; i < sequenceLength; i++) {
                if (targets[row * sequenceLength + i] != NO_TARGET) {
                    throw new IllegalArgumentException(
                            "token %d of row %d is padding and has a target".formatted(i, row));
                }
            }
        }
    }

    /// Rows in which no document goes on from another.
    public PackedBatch(
            int rows,
            int sequenceLength,
            int[] tokens,
            int[] targets,
            int[] documentStarts,
            int[] valid,
            List<String> domains) {
        this(rows, sequenceLength, tokens, targets, documentStarts, valid, domains, new int[0]);
    }

    /// {@return a batch whose rows are full}
    public static PackedBatch full(
            int rows,
            int sequenceLength,
            int[] tokens,
            int[] targets,
            int[] documentStarts,
            List<String> domains) {
        int[] valid = new int[rows];
        Arrays.fill(valid, sequenceLength);
        return new PackedBatch(
                rows, sequenceLength, tokens, targets, documentStarts, valid, domains);
    }

    /// {@return rows `from` to `to - 1` as a batch of their own}
    public PackedBatch part(int from, int to) {
        int first = from * sequenceLength;
        int end = to * sequenceLength;
        return new PackedBatch(
                to - from,
                sequenceLength,
                Arrays.copyOfRange(tokens, first, end),
                Arrays.copyOfRange(targets, first, end),
                Arrays.copyOfRange(documentStarts, first, end),
                Arrays.copyOfRange(valid, from, to),
                domains.subList(from, to),
                stems.length == 0 ? stems : Arrays.copyOfRange(stems, first, end));
    }

    /// Number of tokens that are not padding.
    public int validCount() {
        return Arrays.stream(valid).sum();
    }

    /// Number of tokens that have a target.
    public int targetCount() {
        int count = 0;
        for (int target : targets) {
            count += target == NO_TARGET ? 0 : 1;
        }
        return count;
    }
}
