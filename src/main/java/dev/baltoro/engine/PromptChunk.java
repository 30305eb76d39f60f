package dev.baltoro.engine;

/// Consecutive tokens of a sequence whose keys are to be computed together.
///
/// @param sequence has pages for all of them
/// @param from first position
/// @param to behind the last position
record PromptChunk(Sequence sequence, int from, int to) {
    int length() {
        return to - from;
    }
}
