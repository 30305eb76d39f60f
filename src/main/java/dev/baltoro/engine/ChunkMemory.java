package dev.baltoro.engine;

import dev.baltoro.engine.cache.LatentCache;
import dev.baltoro.model.LatentMemory;
import dev.baltoro.tensor.DType;
import dev.baltoro.tensor.Tensor;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CountDownLatch;

/// The cache as one forward pass sees it: it writes the pass's tokens to their pages, and reads
/// those before them.
///
/// Chunks of one prompt may be computed at the same time by different threads: a layer of the later
/// one waits until that layer of the earlier one has written.
final class ChunkMemory implements LatentMemory {
    private final LatentCache cache;
    private final List<PromptChunk> chunks;
    private final Optional<ChunkMemory> before;
    private final CountDownLatch[] written;
    private volatile boolean failed;

    /// @param chunks of one pass: any number that begin their sequences, or one that does not
    /// @param before the pass that computes the tokens right before, if it may still run
    ChunkMemory(
            LatentCache cache, int layers, List<PromptChunk> chunks, Optional<ChunkMemory> before) {
        this.cache = cache;
        this.chunks = List.copyOf(chunks);
        this.before = before;
        this.written = new CountDownLatch[layers];
        for (int layer = 0; layer < layers; layer++) {
            written[layer] = new CountDownLatch(1);
        }
    }

    @Override
    public int context() {
        return chunks.getFirst().from();
    }

    @Override
    public void store(int layer, Tensor latent_TR, Tensor keyRope_TX) {
        Tensor latent = latent_TR.to(DType.F32).contiguous();
        Tensor keyRope = keyRope_TX.to(DType.F32).contiguous();
        int offset = 0;
        for (PromptChunk chunk : chunks) {
            cache.write(
                    layer,
                    chunk.sequence().pages(),
                    chunk.from(),
                    chunk.length(),
                    latent,
                    keyRope,
                    offset);
            offset += chunk.length();
        }
        written[layer].countDown();
    }

    @Override
    public Context context(int layer) {
        before.ifPresent(earlier -> earlier.await(layer));
        int[] pages = chunks.getFirst().sequence().pages();
        return new Context(
                cache.latents(layer, pages, context()), cache.keyRopes(layer, pages, context()));
    }

    /// Lets nobody wait for a pass that ended early.
    void abandon() {
        failed = true;
        for (CountDownLatch latch : written) {
            latch.countDown();
        }
    }

    private void await(int layer) {
        try {
            written[layer].await();
        } catch (InterruptedException e) {
            throw new IllegalStateException("nobody interrupts a worker", e);
        }
        if (failed) {
            throw new IllegalStateException("the pass before failed");
        }
    }
}
