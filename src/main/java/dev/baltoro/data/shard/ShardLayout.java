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
/// bytes per token as u32, tokens as u64, documents as u64, vocabulary size as u64, flags as u32,
/// zeros), the tokens, if flag 1 is set the mask plane (a bit a token, the lowest bit of a byte
/// first; 1 for what a loss counts), for each document the index of its first token as u64, and for
/// each mebibyte of all this its CRC-32C as u32. Planes begin on a multiple of 8; zeros lie
/// between.
///
/// Version 1 has no flags, no mask plane and no sums; it is read, not written.
///
/// @param version 1 or 2
/// @param bytesPerToken 2 if the vocabulary fits 16 bits, else 4
/// @param tokens tokens in the file
/// @param documents documents in the file
/// @param vocabSize size of the vocabulary the tokens are from
/// @param masked whether there is a mask plane
record ShardLayout(
        int version,
        int bytesPerToken,
        long tokens,
        long documents,
        long vocabSize,
        boolean masked) {
    static final int HEADER_BYTES = 64;

    /// The version that is written.
    static final int VERSION = 2;

    /// Bytes that share a sum.
    static final int BLOCK_BYTES = 1 << 20;

    private static final int UNMASKED_VERSION = 1;
    private static final int MASKED = 1;
    private static final byte[] MAGIC = "BALTOKEN".getBytes(StandardCharsets.US_ASCII);

    static int bytesPerToken(int vocabSize) {
        return vocabSize <= 1 << 16 ? 2 : 4;
    }

    long maskOffset() {
        return padded(HEADER_BYTES + tokens * bytesPerToken);
    }

    long indexOffset() {
        return maskOffset() + (masked ? padded(Math.ceilDiv(tokens, 8L)) : 0);
    }

    long sumsOffset() {
        return indexOffset() + 8 * documents;
    }

    /// How many sums there are.
    int blocks() {
        return version == UNMASKED_VERSION
                ? 0
                : Math.toIntExact(Math.ceilDiv(sumsOffset(), (long) BLOCK_BYTES));
    }

    long fileBytes() {
        return sumsOffset() + 4L * blocks();
    }

    ByteBuffer header() {
        return ByteBuffer.allocate(HEADER_BYTES)
                .order(ByteOrder.LITTLE_ENDIAN)
                .put(MAGIC)
                .putInt(version)
                .putInt(bytesPerToken)
                .putLong(tokens)
                .putLong(documents)
                .putLong(vocabSize)
                .putInt(masked ? MASKED : 0)
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
            throw new DataException(file + " is not a token shard: prepare the data again");
        }
        int version = header.getInt();
        if (version != VERSION && version != UNMASKED_VERSION) {
            throw new DataException(
                    "%s has format version %d, this program reads %d and %d: prepare the data again"
                            .formatted(file, version, UNMASKED_VERSION, VERSION));
        }
        int bytesPerToken = header.getInt();
        long tokens = header.getLong();
        long documents = header.getLong();
        long vocabSize = header.getLong();
        int flags = header.getInt();
        ShardLayout layout =
                new ShardLayout(
                        version, bytesPerToken, tokens, documents, vocabSize, flags == MASKED);
        boolean known = flags == 0 || (flags == MASKED && version == VERSION);
        if (!known || !layout.fits(fileBytes)) {
            throw new DataException(
                    "%s has %d bytes, which its header does not fit: prepare the data again"
                            .formatted(file, fileBytes));
        }
        return layout;
    }

    private boolean fits(long bytes) {
        // no count can be larger than the file, so that no product below overflows
        return (bytesPerToken == 2 || bytesPerToken == 4)
                && tokens >= 0
                && documents >= 0
                && tokens <= bytes
                && documents <= bytes
                && fileBytes() == bytes;
    }

    private static long padded(long bytes) {
        return Math.ceilDiv(bytes, 8L) * 8;
    }
}
