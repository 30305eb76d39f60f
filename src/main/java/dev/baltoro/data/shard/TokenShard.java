package dev.baltoro.data.shard;

import dev.baltoro.data.DataException;
import java.io.IOException;
import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.channels.FileChannel;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;

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

    private TokenShard(Path file, ShardLayout layout, MemorySegment bytes) {
        this.file = file;
        this.layout = layout;
        this.bytes = bytes;
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
            throw new DataException("cannot read " + file + " (" + e.getMessage() + ")", e);
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
        return i == layout.documents()
                ? layout.tokens()
                : bytes.get(U64, layout.indexOffset() + 8 * i);
    }

    /// Copies `count` tokens from index `from` to `target[at]` and on.
    void copy(long from, int[] target, int at, int count) {
        if (from < 0 || from + count > layout.tokens()) {
            throw new DataException(
                    file + " has a damaged document index: run data inspect, then prepare again");
        }
        long offset = ShardLayout.HEADER_BYTES + from * layout.bytesPerToken();
        if (layout.bytesPerToken() == 4) {
            MemorySegment.copy(bytes, U32, offset, target, at, count);
        } else {
            for (int i = 0; i < count; i++) {
                target[at + i] = Short.toUnsignedInt(bytes.get(U16, offset + 2L * i));
            }
        }
    }
}
