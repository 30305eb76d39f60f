package dev.baltoro.data.shard;

import dev.baltoro.data.DataException;
import dev.baltoro.io.Reason;
import java.io.IOException;
import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.channels.FileChannel;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.Arrays;
import java.util.concurrent.atomic.AtomicIntegerArray;
import java.util.zip.CRC32C;

/// One shard file, mapped into memory.
final class TokenShard {
    private static final ValueLayout.OfShort U16 =
            ValueLayout.JAVA_SHORT_UNALIGNED.withOrder(ByteOrder.LITTLE_ENDIAN);
    private static final ValueLayout.OfInt U32 =
            ValueLayout.JAVA_INT_UNALIGNED.withOrder(ByteOrder.LITTLE_ENDIAN);
    private static final ValueLayout.OfLong U64 =
            ValueLayout.JAVA_LONG_UNALIGNED.withOrder(ByteOrder.LITTLE_ENDIAN);

    private final Path file;
    private final ShardLayout layout;
    private final MemorySegment bytes;

    /// A bit for each block whose sum was found right.
    private final AtomicIntegerArray sound;

    private TokenShard(Path file, ShardLayout layout, MemorySegment bytes) {
        this.file = file;
        this.layout = layout;
        this.bytes = bytes;
        this.sound = new AtomicIntegerArray(Math.ceilDiv(layout.blocks(), Integer.SIZE));
    }

    /// Maps a file for as long as `arena` lives, after checking its header against its length.
    static TokenShard open(Path file, Arena arena) {
        try (FileChannel channel = FileChannel.open(file, StandardOpenOption.READ)) {
            ByteBuffer header = ByteBuffer.allocate(ShardLayout.HEADER_BYTES);
            while (header.hasRemaining() && channel.read(header) >= 0) {
                // until the header is full or the file ends
            }
            ShardLayout layout = ShardLayout.read(header.flip(), channel.size(), file);
            return new TokenShard(
                    file,
                    layout,
                    channel.map(FileChannel.MapMode.READ_ONLY, 0, channel.size(), arena));
        } catch (IOException e) {
            throw new DataException("cannot read " + file + " (" + Reason.of(e) + ")", e);
        }
    }

    Path file() {
        return file;
    }

    ShardLayout layout() {
        return layout;
    }

    long documents() {
        return layout.documents();
    }

    /// Index of the first token of document `i`; for `i = documents()` the end of the last one.
    long start(long i) {
        if (i == layout.documents()) {
            return layout.tokens();
        }
        long offset = layout.indexOffset() + 8 * i;
        check(offset, Long.BYTES);
        return bytes.get(U64, offset);
    }

    /// Sets `target[at]` and on to whether a loss counts `count` tokens from index `from` on.
    void learned(long from, boolean[] target, int at, int count) {
        require(from, count);
        if (!layout.masked()) {
            Arrays.fill(target, at, at + count, true);
            return;
        }
        long first = layout.maskOffset() + from / 8;
        check(first, (from + count) / 8 - from / 8 + 1);
        for (int i = 0; i < count; i++) {
            long place = from + i;
            int bits = bytes.get(ValueLayout.JAVA_BYTE, layout.maskOffset() + place / 8);
            target[at + i] = (bits >> (place % 8) & 1) == 1;
        }
    }

    /// Copies `count` tokens from index `from` to `target[at]` and on.
    void copy(long from, int[] target, int at, int count) {
        require(from, count);
        long offset = ShardLayout.HEADER_BYTES + from * layout.bytesPerToken();
        check(offset, (long) count * layout.bytesPerToken());
        if (layout.bytesPerToken() == 4) {
            MemorySegment.copy(bytes, U32, offset, target, at, count);
        } else {
            for (int i = 0; i < count; i++) {
                target[at + i] = Short.toUnsignedInt(bytes.get(U16, offset + 2L * i));
            }
        }
    }

    private void require(long from, int count) {
        if (from < 0 || count < 0 || from + count > layout.tokens()) {
            throw damaged();
        }
    }

    /// Compares the sums of the blocks in which these bytes lie, each once.
    private void check(long offset, long length) {
        if (layout.blocks() == 0 || length == 0) {
            return;
        }
        int last = (int) ((offset + length - 1) / ShardLayout.BLOCK_BYTES);
        for (int block = (int) (offset / ShardLayout.BLOCK_BYTES); block <= last; block++) {
            int bit = 1 << block;
            if ((sound.get(block / Integer.SIZE) & bit) == 0) {
                checkBlock(block);
                sound.accumulateAndGet(block / Integer.SIZE, bit, (a, b) -> a | b);
            }
        }
    }

    private void checkBlock(int block) {
        long at = (long) block * ShardLayout.BLOCK_BYTES;
        long length = Math.min(ShardLayout.BLOCK_BYTES, layout.sumsOffset() - at);
        CRC32C sum = new CRC32C();
        sum.update(bytes.asSlice(at, Math.max(0, length)).asByteBuffer());
        if (length <= 0
                || bytes.get(U32, layout.sumsOffset() + 4L * block) != (int) sum.getValue()) {
            throw damaged();
        }
    }

    private DataException damaged() {
        return new DataException(file + " is damaged: prepare the data again");
    }
}
