package dev.baltoro.model.checkpoint;

import dev.baltoro.tensor.DType;
import dev.baltoro.tensor.Scope;
import dev.baltoro.tensor.Tensor;
import java.util.stream.LongStream;

/// Matrices of 8-bit floats with one scale for each block of 128 × 128, as DeepSeek-V3 and Kimi K2
/// are published.
///
/// Value (i, j) is `weight[i, j] · weight_scale_inv[i / 128, j / 128]`: despite its name, the
/// stored scale is what the 8-bit value is multiplied with. Blocks at the right and lower edge are
/// smaller where a size is not a multiple of 128.
final class BlockFloat8 {
    /// Rows, and columns, of a block.
    static final int BLOCK = 128;

    /// What follows a weight's name in the name of its scales.
    static final String SCALE_SUFFIX = "_scale_inv";

    private BlockFloat8() {}

    /// {@return the matrix as numbers of `dtype`}
    ///
    /// The product is taken in 32 bits and rounded once.
    ///
    /// @param weight 8-bit floats [rows, columns]
    /// @param scales [rows / 128, columns / 128], rounded up
    static Tensor dequantize(Tensor weight, Tensor scales, DType dtype) {
        return Scope.tidy(() -> {
            Tensor scaleOfRow = scales.to(DType.F32).indexSelect(0, blocks(weight.size(0)));
            Tensor scale = scaleOfRow.indexSelect(1, blocks(weight.size(1)));
            return weight.to(DType.F32).mul_(scale).to(dtype);
        });
    }

    /// {@return the blocks that cover `size` rows or columns}
    static long blockCount(long size) {
        return Math.ceilDiv(size, (long) BLOCK);
    }

    /// The block that each of `size` positions lies in.
    private static Tensor blocks(long size) {
        long[] block = LongStream.range(0, size).map(position -> position / BLOCK).toArray();
        return Tensor.of(block, size);
    }
}
