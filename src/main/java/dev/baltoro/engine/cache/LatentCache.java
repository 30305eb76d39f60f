package dev.baltoro.engine.cache;

import dev.baltoro.model.K2Config;
import dev.baltoro.tensor.DType;
import dev.baltoro.tensor.Device;
import dev.baltoro.tensor.Tensor;
import dev.baltoro.tensor.kernel.decode.LatentLayer;
import java.lang.foreign.MemorySegment;

/// The memory of the cache: for each layer, pages of rows, one row a token.
///
/// A row is the normalised latent (`kv_lora_rank` values) and the turned rotary key
/// (`qk_rope_head_dim` values) in fp32. Rows of different sequences never share a page's row, so
/// threads may write different rows at once, or the same values into the same row.
public final class LatentCache implements AutoCloseable {
    private final int layers;
    private final int pageSize;
    private final int rank;
    private final int rope;
    private final Tensor[] rows;
    private final MemorySegment[] memory;
    private final LatentLayer[] kernels;

    /// @param pages how many there are
    /// @param pageSize tokens of one
    public LatentCache(K2Config config, int pages, int pageSize) {
        this.layers = config.numHiddenLayers();
        this.pageSize = pageSize;
        this.rank = config.kvLoraRank();
        this.rope = config.qkRopeHeadDim();
        this.rows = new Tensor[layers];
        this.memory = new MemorySegment[layers];
        this.kernels = new LatentLayer[layers];
        for (int layer = 0; layer < layers; layer++) {
            // Memory that was never touched costs nothing, so a large cache can be reserved.
            rows[layer] =
                    Tensor.empty(DType.F32, Device.CPU, (long) pages * pageSize, rank + rope)
                            .keep();
            memory[layer] = rows[layer].memory();
            kernels[layer] =
                    new LatentLayer(
                            rows[layer].address(),
                            pages,
                            4L * pageSize * width(),
                            4L * width(),
                            DType.F32,
                            pageSize,
                            rank,
                            rope);
        }
    }

    /// {@return values of one token in one layer}
    public int width() {
        return rank + rope;
    }

    /// {@return tokens of a page}
    public int pageSize() {
        return pageSize;
    }

    /// Writes latents and rotary keys of consecutive positions.
    ///
    /// @param latent_TR [T, rank] fp32, contiguous
    /// @param keyRope_TX [T, rope] fp32, contiguous
    /// @param offset the row of both at which the positions begin
    public void write(
            int layer,
            int[] pages,
            int position,
            int count,
            Tensor latent_TR,
            Tensor keyRope_TX,
            int offset) {
        MemorySegment latent = latent_TR.memory();
        MemorySegment keyRope = keyRope_TX.memory();
        for (int i = 0; i < count; i++) {
            long row = 4L * width() * row(pages, position + i);
            long from = offset + i;
            MemorySegment.copy(latent, 4L * rank * from, memory[layer], row, 4L * rank);
            MemorySegment.copy(
                    keyRope, 4L * rope * from, memory[layer], row + 4L * rank, 4L * rope);
        }
    }

    /// {@return one layer's rows as the kernels read and write them}
    public LatentLayer layer(int index) {
        return kernels[index];
    }

    /// {@return the first `count` positions' latents, [count, rank] fp32}
    public Tensor latents(int layer, int[] pages, int count) {
        return read(layer, pages, count, 0, rank);
    }

    /// {@return the first `count` positions' turned rotary keys, [count, rope] fp32}
    public Tensor keyRopes(int layer, int[] pages, int count) {
        return read(layer, pages, count, rank, rope);
    }

    private Tensor read(int layer, int[] pages, int count, int column, int columns) {
        Tensor result = Tensor.empty(DType.F32, Device.CPU, count, columns);
        MemorySegment target = result.memory();
        for (int i = 0; i < count; i++) {
            long from = 4L * (width() * row(pages, i) + column);
            MemorySegment.copy(memory[layer], from, target, 4L * columns * i, 4L * columns);
        }
        return result;
    }

    private long row(int[] pages, int position) {
        return (long) pages[position / pageSize] * pageSize + position % pageSize;
    }

    @Override
    public void close() {
        for (int layer = 0; layer < layers; layer++) {
            rows[layer].close();
        }
    }
}
