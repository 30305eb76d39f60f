package dev.baltoro.tensor.kernel.decode;

import dev.baltoro.tensor.DType;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import java.util.Objects;

/// Where one layer's latent keys and values lie in a paged cache.
///
/// A row is a token: `rank` latent values, then `rope` values of its rotary key, without a gap. The
/// memory stays with the owner that allocated it.
///
/// @param address of page 0 of this layer
/// @param pages how many there are
/// @param pageBytes from a page of this layer to the next
/// @param rowBytes from a token to the next in its page
/// @param dtype F32 or BF16
/// @param pageTokens tokens a page
/// @param rank latent values a token (`kv_lora_rank`)
/// @param rope rotary values a token (`qk_rope_head_dim`)
public record LatentLayer(
        long address,
        int pages,
        long pageBytes,
        long rowBytes,
        DType dtype,
        int pageTokens,
        int rank,
        int rope) {
    private static final MemorySegment ALL = MemorySegment.NULL.reinterpret(Long.MAX_VALUE);
    private static final ValueLayout.OfFloat FLOAT = ValueLayout.JAVA_FLOAT_UNALIGNED;
    private static final ValueLayout.OfShort SHORT = ValueLayout.JAVA_SHORT_UNALIGNED;

    /// @throws IllegalArgumentException unless rows fit their strides and the dtype is F32 or BF16
    public LatentLayer {
        if (dtype != DType.F32 && dtype != DType.BF16) {
            throw new IllegalArgumentException("a latent cache must be F32 or BF16, got " + dtype);
        }
        if (pages < 1
                || pageTokens < 1
                || rank < 1
                || rope < 0
                || rowBytes < (long) (rank + rope) * dtype.bytes()
                || pageBytes < pageTokens * rowBytes) {
            throw new IllegalArgumentException(
                    "%d tokens of %d + %d values do not fit pages of %d bytes with rows of %d"
                            .formatted(pageTokens, rank, rope, pageBytes, rowBytes));
        }
    }

    /// {@return values a row}
    public int width() {
        return rank + rope;
    }

    /// {@return where the token at `position` of a sequence with these pages lies}
    ///
    /// @throws IndexOutOfBoundsException if the sequence or this layer has no such page
    public long row(int[] sequence, int position) {
        int page = Objects.checkIndex(sequence[position / pageTokens], pages);
        return address + page * pageBytes + position % pageTokens * rowBytes;
    }

    /// Writes the token at `position`: [#width] values from `x[offset]`, rounded to the dtype.
    public void write(int[] sequence, int position, float[] x, int offset) {
        long row = row(sequence, position);
        for (int i = 0; i < width(); i++) {
            if (dtype == DType.F32) {
                ALL.set(FLOAT, row + 4L * i, x[offset + i]);
            } else {
                int bits =
                        Float.floatToIntBits(
                                x[offset + i]); // one NaN only: others could round to 0
                ALL.set(
                        SHORT,
                        row + 2L * i,
                        (short) ((bits + 0x7fff + ((bits >>> 16) & 1)) >>> 16));
            }
        }
    }

    float get(long row, int column) {
        return dtype == DType.F32
                ? ALL.get(FLOAT, row + 4L * column)
                : Float.intBitsToFloat(ALL.get(SHORT, row + 2L * column) << 16);
    }

    boolean half() {
        return dtype == DType.BF16;
    }
}
