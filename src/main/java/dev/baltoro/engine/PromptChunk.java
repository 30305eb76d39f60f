package dev.baltoro.engine;

/// Consecutive tokens of a sequence whose keys are to be computed together.
///
/// @param sequence has pages for all of them
/// @param from first position
/// @param to after the last position
record PromptChunk(Sequence sequence, int from, int to) {
    /// Tokens of one pass: enough that reading the weights costs little beside the products. Chunks
    /// end at multiples of it.
    static final int TOKENS_MAX = 256;

    /// {@return the next chunk of a sequence after `from`}
    static PromptChunk next(Sequence sequence, int from) {
        int to = Math.min(sequence.size() - 1, (from / TOKENS_MAX + 1) * TOKENS_MAX);
        return new PromptChunk(sequence, from, to);
    }

    int length() {
        return to - from;
    }
}
