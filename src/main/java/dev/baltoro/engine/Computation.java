package dev.baltoro.engine;

import java.util.List;

/// What turns tokens into keys and scores. Used by the engine's thread alone.
interface Computation extends AutoCloseable {
    /// Computes the keys of `sequence`'s tokens from [Sequence#computed] to `end`, whose pages are
    /// there.
    void prefill(Sequence sequence, int end);

    /// Computes the last token of each sequence: its key, and the scores of what comes next.
    ///
    /// @return [B, V] row-major, valid until the next call
    float[] decode(List<Sequence> batch);

    @Override
    void close();
}
