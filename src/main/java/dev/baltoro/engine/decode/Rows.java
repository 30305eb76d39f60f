package dev.baltoro.engine.decode;

/// What one step computes: a row for each token, usually the last ones of many sequences, or
/// several consecutive ones of one.
///
/// @param tokens vocabulary indices
/// @param positions each token's position in its sequence
/// @param pages the pages of each row's sequence, long enough for its position
public record Rows(int[] tokens, int[] positions, int[][] pages) {
    /// {@return how many}
    public int count() {
        return tokens.length;
    }
}
