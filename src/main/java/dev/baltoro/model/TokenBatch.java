package dev.baltoro.model;

import java.util.Arrays;

/// Rows of packed tokens that one worker computes at once.
///
/// Tokens are row-major, `rows · length` of them.
///
/// @param tokens vocabulary indices
/// @param rows sequences
/// @param length tokens a sequence
/// @param documentStart for each token, the position in its sequence at which its document begins;
///   attention does not reach before it
/// @param valid how many leading tokens of each row are real; the rest is padding that takes no
///   part in balance counts
/// @param stems of length 0, or for each token −1 or the position in its sequence of the last token
///   of the document that its own goes on from: attention reaches that one too, and positions count
///   on behind it. A document that others go on from has no stem itself
public record TokenBatch(
        long[] tokens, int rows, int length, int[] documentStart, int[] valid, int[] stems) {
    public TokenBatch {
        if (tokens.length != rows * length
                || documentStart.length != tokens.length
                || valid.length != rows) {
            throw new IllegalArgumentException(
                    "a batch of %d rows of %d tokens got %d tokens, %d document starts and %d lengths"
                            .formatted(
                                    rows,
                                    length,
                                    tokens.length,
                                    documentStart.length,
                                    valid.length));
        }
        requireStems(stems, length, tokens.length, documentStart);
    }

    /// Rows in which no document goes on from another.
    public TokenBatch(long[] tokens, int rows, int length, int[] documentStart, int[] valid) {
        this(tokens, rows, length, documentStart, valid, new int[0]);
    }

    private static void requireStems(int[] stems, int length, int tokens, int[] documentStart) {
        if (stems.length != 0 && stems.length != tokens) {
            throw new IllegalArgumentException(
                    "%d stems for %d tokens".formatted(stems.length, tokens));
        }
        for (int i = 0; i < stems.length; i++) {
            int row = i - i % length;
            if (stems[i] >= documentStart[i] || stems[i] >= 0 && stems[row + stems[i]] >= 0) {
                throw new IllegalArgumentException(
                        "token %d goes on from %d, which is in its own document or has a stem itself"
                                .formatted(i, stems[i]));
            }
        }
    }

    /// {@return one row that is one document}
    public static TokenBatch of(long... tokens) {
        return new TokenBatch(
                tokens, 1, tokens.length, new int[tokens.length], new int[] {tokens.length});
    }

    /// {@return one row that is one document, filled up to `length` with padding}
    public static TokenBatch padded(int length, long... tokens) {
        return new TokenBatch(
                Arrays.copyOf(tokens, length),
                1,
                length,
                new int[length],
                new int[] {tokens.length});
    }

    /// {@return whether documents go on from others}
    boolean hasStems() {
        return stems.length > 0;
    }

    /// {@return tokens that a token's document goes on from}
    int stemLength(int token) {
        if (!hasStems() || stems[token] < 0) {
            return 0;
        }
        return stems[token] + 1 - documentStart[token - token % length + stems[token]];
    }

    /// {@return for each token where its document begins, as if its stem ended just before it}
    int[] starts() {
        if (!hasStems()) {
            return documentStart;
        }
        int[] starts = new int[tokens.length];
        for (int i = 0; i < starts.length; i++) {
            starts[i] = documentStart[i] - stemLength(i);
        }
        return starts;
    }

    /// {@return each token's position: in its row, or where documents go on from others, in its
    /// document, its stem before it}
    int[] positions() {
        int[] positions = new int[tokens.length];
        int[] starts = starts();
        for (int i = 0; i < positions.length; i++) {
            positions[i] = i % length - (hasStems() ? starts[i] : 0);
        }
        return positions;
    }

    boolean isValid(int token) {
        return token % length < valid[token / length];
    }
}
