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
public record TokenBatch(long[] tokens, int rows, int length, int[] documentStart, int[] valid) {
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

    /// {@return each token's position in its row}
    int[] positions() {
        int[] positions = new int[tokens.length];
        for (int i = 0; i < positions.length; i++) {
            positions[i] = i % length;
        }
        return positions;
    }

    boolean isValid(int token) {
        return token % length < valid[token / length];
    }
}
