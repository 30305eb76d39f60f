package dev.baltoro.engine;

import dev.baltoro.engine.cache.LatentCache;
import dev.baltoro.engine.decode.AbsorbedStep;
import dev.baltoro.engine.decode.DecoderWeights;
import dev.baltoro.engine.decode.Rows;
import dev.baltoro.model.K2Model;
import dev.baltoro.tensor.Workers;
import java.util.ArrayList;
import java.util.List;

/// Turns tokens into keys and scores: prompts by the trainer's forward pass, what is short and what
/// follows by absorbed steps. Used by the engine's thread alone.
final class CachedComputation implements AutoCloseable {
    /// Up to so many prompt tokens at once take the absorbed way. Measured on the 221M shape (see
    /// docs/lab-notes.md): 256 tokens at 783 a second absorbed and 730 not, 1,024 at about 1,000
    /// and 1,340, because widening the weights for matrix products pays only for many tokens.
    static final int ABSORBED_MAX = 256;

    private final Workers workers;
    private final LatentCache cache;
    private final Prefill prefill;
    private final AbsorbedStep step;

    CachedComputation(K2Model model, EngineOptions options, int pages) {
        cache = new LatentCache(model.config(), pages, options.pageSize());
        workers = Workers.of(options.threads());
        prefill = new Prefill(cache, workers);
        step =
                new AbsorbedStep(
                        model.config(),
                        cache,
                        model.rotary(),
                        options.threads(),
                        Math.max(options.batchMax(), ABSORBED_MAX),
                        options.batchMax());
    }

    /// Computes the keys of `chunks`.
    ///
    /// A sequence with a seed takes the way that its own chunk's length says, in a pass of its own:
    /// its keys then have the same bits whatever else is computed. Others go together, the way that
    /// is quicker for all of them. What decode steps computed once takes the absorbed way again.
    void prompts(EngineWeights weights, List<PromptChunk> chunks) {
        int together =
                chunks.stream()
                        .filter(chunk -> !chunk.sequence().isSeeded() && !chunk.wasDecoded())
                        .mapToInt(PromptChunk::length)
                        .sum();
        List<PromptChunk> whole = new ArrayList<>();
        for (PromptChunk chunk : chunks) {
            int length = chunk.sequence().isSeeded() ? chunk.length() : together;
            if (length > ABSORBED_MAX && !chunk.wasDecoded()) {
                whole.add(chunk);
            } else {
                if (whole.stream().anyMatch(other -> other.sequence() == chunk.sequence())) {
                    flush(weights, whole); // what this chunk looks back at
                }
                step.run(weights.decoder(), rows(chunk), 0);
            }
        }
        flush(weights, whole);
    }

    private void flush(EngineWeights weights, List<PromptChunk> whole) {
        if (!whole.isEmpty()) {
            prefill.compute(weights.model(), whole);
            whole.clear();
        }
    }

    private static Rows rows(PromptChunk chunk) {
        int[] tokens = chunk.sequence().tokens(chunk.from(), chunk.to());
        int[] positions = new int[tokens.length];
        int[][] pages = new int[tokens.length][];
        for (int i = 0; i < tokens.length; i++) {
            positions[i] = chunk.from() + i;
            pages[i] = chunk.sequence().pages();
        }
        return new Rows(tokens, positions, pages);
    }

    /// Computes the last token of each sequence: its key, and the scores of what comes next.
    ///
    /// @return [B, V] row-major, valid until the next call
    float[] next(DecoderWeights weights, List<Sequence> batch) {
        int[] tokens = new int[batch.size()];
        int[] positions = new int[batch.size()];
        int[][] pages = new int[batch.size()][];
        for (int b = 0; b < tokens.length; b++) {
            Sequence sequence = batch.get(b);
            positions[b] = sequence.size() - 1;
            tokens[b] = sequence.token(positions[b]);
            pages[b] = sequence.pages();
        }
        return step.run(weights, new Rows(tokens, positions, pages), tokens.length);
    }

    /// {@return what each sequence draws from its row of the scores that [#next] gave}
    BatchDraw.Drawn[] draw(
            BatchDraw draw, float[] scores, List<Sequence> batch, int[] left, long version) {
        return draw.draw(step, scores, scores.length / step.scoredMax(), batch, left, version);
    }

    /// {@return threads that compute passes, one each}
    Workers workers() {
        return workers;
    }

    /// Lets threads sleep until there is work again.
    void rest() {
        step.rest();
    }

    @Override
    public void close() {
        step.close();
        workers.close();
        cache.close();
    }
}
