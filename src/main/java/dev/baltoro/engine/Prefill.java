package dev.baltoro.engine;

import dev.baltoro.engine.cache.LatentCache;
import dev.baltoro.model.K2Model;
import dev.baltoro.model.TokenBatch;
import dev.baltoro.tensor.Workers;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/// Prompts' way into the cache: the trainer's own forward pass, keys not absorbed.
///
/// Prompts that begin are packed into passes of up to [PromptChunk#TOKENS_MAX]; what continues a
/// prompt is a pass of its own. Each worker takes the next pass; a pass that continues another one
/// follows it through the layers.
final class Prefill {
    private final LatentCache cache;
    private final Workers workers;

    /// @param workers stay the caller's
    Prefill(LatentCache cache, Workers workers) {
        this.cache = cache;
        this.workers = workers;
    }

    /// One forward pass.
    private record Pass(List<PromptChunk> chunks, ChunkMemory memory) {}

    /// Computes the keys of all chunks with `threads` of the workers.
    void compute(K2Model model, List<PromptChunk> chunks, int threads) {
        List<Pass> passes = passes(model.config().numHiddenLayers(), chunks);
        workers.forEach(threads, passes.size(), i -> compute(model, passes.get(i)));
    }

    private static void compute(K2Model model, Pass pass) {
        int tokens = pass.chunks.stream().mapToInt(PromptChunk::length).sum();
        long[] ids = new long[tokens];
        int[] positions = new int[tokens];
        int[] documentStart = new int[tokens];
        int at = 0;
        for (PromptChunk chunk : pass.chunks) {
            // Positions in the row, where chunks lie one after the other.
            Arrays.fill(documentStart, at, at + chunk.length(), at);
            for (int position = chunk.from(); position < chunk.to(); position++, at++) {
                ids[at] = chunk.sequence().token(position);
                positions[at] = position;
            }
        }
        var batch = new TokenBatch(ids, 1, tokens, documentStart, new int[] {tokens});
        try {
            model.remember(batch, positions, pass.memory);
        } catch (RuntimeException | Error e) {
            pass.memory.abandon();
            throw e;
        }
    }

    private List<Pass> passes(int layers, List<PromptChunk> parts) {
        List<Pass> passes = new ArrayList<>();
        Map<Sequence, ChunkMemory> latest = new HashMap<>();
        for (List<PromptChunk> together : packed(parts)) {
            var memory = new ChunkMemory(cache, layers, together, Optional.empty());
            together.forEach(part -> latest.put(part.sequence(), memory));
            passes.add(new Pass(together, memory));
        }
        for (PromptChunk part : parts) {
            if (part.from() > 0) {
                var before = Optional.ofNullable(latest.get(part.sequence()));
                var memory = new ChunkMemory(cache, layers, List.of(part), before);
                latest.put(part.sequence(), memory);
                passes.add(new Pass(List.of(part), memory));
            }
        }
        return passes;
    }

    /// {@return the parts that begin their sequences, as many together as fit into a pass}
    private static List<List<PromptChunk>> packed(List<PromptChunk> parts) {
        List<List<PromptChunk>> all = new ArrayList<>();
        int room = 0;
        for (PromptChunk part : parts) {
            if (part.from() == 0) {
                if (part.length() > room) {
                    all.add(new ArrayList<>());
                    room = PromptChunk.TOKENS_MAX;
                }
                all.getLast().add(part);
                room -= part.length();
            }
        }
        return all;
    }
}
