package dev.baltoro.data.sample;

import java.util.List;

/// Rows of tokens for one step, all arrays row-major `[rows, sequenceLength]`.
///
/// @param rows rows
/// @param sequenceLength tokens of a row
/// @param tokens the inputs
/// @param targets the next token, or [#NO_TARGET] where there is none
/// @param documentStarts for each token the index in its row where its document begins
/// @param domains the domain of each row
@SuppressWarnings("ArrayRecordComponent") // a carrier of buffers, never compared
public record PackedBatch(
        int rows,
        int sequenceLength,
        int[] tokens,
        int[] targets,
        int[] documentStarts,
        List<String> domains) {
    /// The target of a token that has none.
    public static final int NO_TARGET = -1;

    /// Number of tokens that have a target.
    public int targetCount() {
        int count = 0;
        for (int target : targets) {
            count += target == NO_TARGET ? 0 : 1;
        }
        return count;
    }
}
