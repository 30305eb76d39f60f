package dev.baltoro.data.shard;

import dev.baltoro.data.DataException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.Arrays;

/// The header of a shard file, from which the place of everything else in it follows.
///
/// All numbers are little-endian. A file is: 64 bytes of header (magic `BALTOKEN`, version as u32,
/// bytes per token as u32, tokens as u64, documents as u64, vocabulary size as u64, zeros), the
/// tokens, zeros up to a multiple of 8, and for each document the index of its first token as u64.
///
/// @param bytesPerToken 2 if the vocabulary fits 16 bits, else 4
/// @param tokens tokens in the file
/// @param documents documents in the file
/// @param vocabSize size of the vocabulary the tokens are from
record ShardLayout(int bytesPerToken, long tokens, long documents, long vocabSize) {
    static final int HEADER_BYTES = 64;
    static final int VERSION = 1;
    private static final byte[] MAGIC = "BALTOKEN".getBytes(StandardCharsets.US_ASCII);

    static int bytesPerToken(int vocabSize) {
        return vocabSize <= 1 << 16 ? 2 : 4;
    }

    long indexOffset() {
        return Math.ceilDiv(HEADER_BYTES + tokens * bytesPerToken, 8L) * 8;
    }

    long fileBytes() {
        return indexOffset() + 8 * documents;
    }

    ByteBuffer header() {
        return ByteBuffer.allocate(HEADER_BYTES)
                .order(ByteOrder.LITTLE_ENDIAN)
                .put(MAGIC)
                .putInt(VERSION)
                .putInt(bytesPerToken)
                .putLong(tokens)
                .putLong(documents)
                .putLong(vocabSize)
                .clear();
    }

    /// Reads and checks the header of a file that is `fileBytes` long.
    static ShardLayout read(ByteBuffer header, long fileBytes, Path file) {
        header.order(ByteOrder.LITTLE_ENDIAN);
        if (header.remaining() < HEADER_BYTES) {
            throw new DataException(
                    file + " is cut short (" + fileBytes + " bytes): prepare again");
        }
        byte[] magic = new byte[MAGIC.length];
        header.get(magic);
        if (!Arrays.equals(magic, MAGIC)) {
            throw new DataException(file + " is no token shard: prepare the data again");
        }
        int version = header.getInt();
        if (version != VERSION) {
            throw new DataException(
                    "%s has format version %d, this program reads %d: prepare the data again"
                            .formatted(file, version, VERSION));
        }
        var layout =
                new ShardLayout(
                        header.getInt(), header.getLong(), header.getLong(), header.getLong());
        if ((layout.bytesPerToken != 2 && layout.bytesPerToken != 4)
                || layout.tokens < 0
                || layout.documents < 0
                || layout.fileBytes() != fileBytes) {
            throw new DataException(
                    "%s has %d bytes where its header needs %d: prepare the data again"
                            .formatted(file, fileBytes, layout.fileBytes()));
        }
        return layout;
    }
}
