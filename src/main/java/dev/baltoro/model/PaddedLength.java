package dev.baltoro.model;

/// How far rows are padded, so that rows of any length need few shapes of matrices.
///
/// libtorch prepares its products anew for every shape it meets; in a causal model padding after
/// the last token changes no value before it.
final class PaddedLength {
    private static final int SHORTEST = 16;

    /// Steps within a power of two: at most an eighth of a row is padding.
    private static final int STEPS = 8;

    private PaddedLength() {}

    /// {@return the length to pad `tokens` tokens to, no more than `longest`}
    static int of(int tokens, int longest) {
        int step = Math.max(SHORTEST, Integer.highestOneBit(tokens) / STEPS);
        return Math.min(Math.ceilDiv(tokens, step) * step, longest);
    }
}
