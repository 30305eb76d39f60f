package dev.baltoro.engine;

import dev.baltoro.engine.cache.LatentCache;
import dev.baltoro.engine.decode.AbsorbedStep;
import dev.baltoro.engine.decode.DecoderWeights;
import dev.baltoro.engine.decode.Rows;
import dev.baltoro.model.K2Model;
import dev.baltoro.tensor.CoreShare;
import dev.baltoro.tensor.Workers;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/// Turns tokens into keys and scores. Long prompts go through the trainer's forward pass; short
/// prompts, later tokens and seeded requests through absorbed steps. Used by the engine's thread
/// alone.
final class CachedComputation implements AutoCloseable {
    /// Up to this many prompt tokens at once are computed by absorbed steps; also the most rows of
    /// a step. Measured on the 221M shape (see docs/lab-notes.md): 256 tokens at 783 a second
    /// absorbed and 730 not, 1,024 at about 1,000 and 1,340, because widening the weights for
    /// matrix products pays only for many tokens.
    static final int ABSORBED_MAX = 256;

    private final Workers workers;
    private final CoreShare cores;
    private final LatentCache cache;
    private final Prefill prefill;
    private final AbsorbedStep step;

    /// @param cores asked before each piece of work how many threads may compute it
    /// @throws IllegalArgumentException if the batch is too large for the model
    CachedComputation(K2Model model, EngineOptions options, int pages, CoreShare cores) {
        this.cores = cores;
        cache = new LatentCache(model.config(), pages, options.pageSize());
        workers = Workers.of(options.threads());
        prefill = new Prefill(cache, workers);
        try {
            step =
                    new AbsorbedStep(
                            model.config(),
                            cache,
                            model.rotary(),
                            options.threads(),
                            Math.max(options.batchMax(), ABSORBED_MAX),
                            options.batchMax(),
                            cores);
        } catch (IllegalArgumentException e) {
            workers.close();
            cache.close();
            throw e;
        }
    }

    /// Computes the keys of `chunks`.
    ///
    /// Those of sequences with a seed are computed by absorbed steps, in which a token's keys have
    /// the same bits whatever else is computed. The others go whichever way is quicker for all of
    /// them.
    void prompts(EngineWeights weights, List<PromptChunk> chunks) {
        List<PromptChunk> absorbed = new ArrayList<>();
        List<PromptChunk> others = new ArrayList<>();
        for (PromptChunk chunk : chunks) {
            (chunk.sequence().isSeeded() ? absorbed : others).add(chunk);
        }
        if (tokens(others) > ABSORBED_MAX) {
            prefill.compute(weights.model(), others, cores.take(workers.count()));
        } else {
            absorbed.addAll(others);
        }
        int from = 0;
        for (int to = 1; to <= absorbed.size(); to++) {
            if (to == absorbed.size() || tokens(absorbed.subList(from, to + 1)) > ABSORBED_MAX) {
                step.run(weights.decoder(), rows(absorbed.subList(from, to)), 0);
                from = to;
            }
        }
    }

    private static int tokens(List<PromptChunk> chunks) {
        return chunks.stream().mapToInt(PromptChunk::length).sum();
    }

    private static Rows rows(List<PromptChunk> chunks) {
        int count = tokens(chunks);
        int[] tokens = new int[count];
        int[] positions = new int[count];
        int[][] pages = new int[count][];
        int at = 0;
        for (PromptChunk chunk : chunks) {
            for (int position = chunk.from(); position < chunk.to(); position++, at++) {
                tokens[at] = chunk.sequence().token(position);
                positions[at] = position;
                pages[at] = chunk.sequence().pages();
            }
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

    LatentCache cache() {
        return cache;
    }

    /// Computes rows of the request whose turn it is; see [ScoreQueue#computeNext].
    Optional<Runnable> score(ScoreQueue scores, EngineWeights weights, long version) {
        return scores.computeNext(workers, cores.take(workers.count()), weights, version);
    }

    /// Lets threads sleep and their cores go until there is work again.
    void rest() {
        step.rest();
        cores.giveBack();
    }

    @Override
    public void close() {
        cores.giveBack();
        step.close();
        workers.close();
        cache.close();
    }
}
