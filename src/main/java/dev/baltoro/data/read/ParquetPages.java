package dev.baltoro.data.read;

import java.io.IOException;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import java.util.zip.CRC32;

/// Walks over the pages of a column before the library does: it believes what a page's header says
/// of its size, and looks for bytes that are not there without end.
///
/// Headers are structures of Thrift's compact protocol (parquet.thrift, `PageHeader`).
final class ParquetPages {
    private static final int UNCOMPRESSED_SIZE = 2;
    private static final int COMPRESSED_SIZE = 3;
    private static final int CRC = 4;
    private static final int DATA_PAGE = 5;
    private static final int DATA_PAGE_V2 = 8;
    private static final int VALUES = 1;
    private static final int V2_DEFINITION_BYTES = 5;
    private static final int V2_REPETITION_BYTES = 6;
    private static final int V2_IS_COMPRESSED = 7;
    private static final int FALSE = 2;

    private static final int DEPTH_MAX = 16;

    private final MemorySegment chunk;
    private final boolean snappy;
    private long at;
    private long uncompressedBytes;
    private long compressedBytes;
    private long levelBytes;
    private boolean packed;
    private long values;
    private long crc;
    private boolean hasCrc;

    private ParquetPages(MemorySegment chunk, boolean snappy) {
        this.chunk = chunk;
        this.snappy = snappy;
    }

    /// Checks that the pages of a column's chunk fill it exactly, have their sums where they carry
    /// any, and hold so many values.
    ///
    /// @param snappy whether the pages are packed by Snappy, whose unpacking trusts the length in
    ///   its data: a larger one than the page's would overwrite memory
    static void check(MemorySegment chunk, long values, boolean snappy) throws IOException {
        ParquetPages pages = new ParquetPages(chunk, snappy);
        while (pages.at < chunk.byteSize()) {
            pages.page();
        }
        if (pages.values != values) {
            throw new IOException("the pages have other rows than the column");
        }
    }

    private void page() throws IOException {
        uncompressedBytes = -1;
        compressedBytes = -1;
        levelBytes = 0;
        packed = true;
        hasCrc = false;
        structure(0, 0);
        if (compressedBytes < 0 || compressedBytes > chunk.byteSize() - at) {
            throw new IOException("a page is longer than its column");
        }
        if (hasCrc) {
            CRC32 sum = new CRC32();
            sum.update(chunk.asSlice(at, compressedBytes).asByteBuffer());
            if ((int) sum.getValue() != (int) crc) {
                throw new IOException("a page does not match its checksum");
            }
        }
        long end = at + compressedBytes;
        if (snappy && packed && compressedBytes > levelBytes) {
            skip(levelBytes);
            if (varint() != uncompressedBytes - levelBytes) {
                throw new IOException("a page's length is not that of its data");
            }
        }
        at = end;
    }

    /// Reads a structure; what is of use in it is kept.
    ///
    /// @param parent the field that it is in the header; 0 for the header itself
    private void structure(int parent, int depth) throws IOException {
        if (depth > DEPTH_MAX) {
            throw new IOException("a page's header is nested too deep");
        }
        int field = 0;
        for (int head = next(); head != 0; head = next()) {
            field = head >>> 4 == 0 ? (int) zigzag() : field + (head >>> 4);
            int type = head & 0xF;
            if (type == 5) {
                long number = zigzag();
                boolean header = depth == 0;
                if (header && field == UNCOMPRESSED_SIZE) {
                    uncompressedBytes = number;
                } else if (header && field == COMPRESSED_SIZE) {
                    compressedBytes = number;
                } else if (header && field == CRC) {
                    crc = number;
                    hasCrc = true;
                } else if (depth == 1 && field == VALUES && holdsValues(parent)) {
                    values += number;
                } else if (depth == 1 && parent == DATA_PAGE_V2 && isLevels(field)) {
                    levelBytes += number;
                }
            } else {
                packed &= depth != 1 || parent != DATA_PAGE_V2 || !isUnpacked(field, type);
                value(type, depth == 0 ? field : parent, depth, false);
            }
        }
    }

    private static boolean isLevels(int field) {
        return field == V2_DEFINITION_BYTES || field == V2_REPETITION_BYTES;
    }

    private static boolean isUnpacked(int field, int type) {
        return field == V2_IS_COMPRESSED && type == FALSE;
    }

    private static boolean holdsValues(int parent) {
        return parent == DATA_PAGE || parent == DATA_PAGE_V2;
    }

    private void value(int type, int parent, int depth, boolean element) throws IOException {
        switch (type) {
            case 1, 2 -> skip(element ? 1 : 0); // a field's truth is in its type
            case 3 -> skip(1);
            case 4, 5, 6 -> zigzag();
            case 7 -> skip(8);
            case 8 -> skip(varint());
            case 9, 10 -> {
                int head = next();
                long size = head >>> 4 == 15 ? varint() : head >>> 4;
                for (long i = 0; i < size; i++) {
                    value(head & 0xF, parent, depth + 1, true);
                }
            }
            case 12 -> structure(parent, depth + 1);
            default -> throw new IOException("a page's header is damaged");
        }
    }

    private long zigzag() throws IOException {
        long value = varint();
        return value >>> 1 ^ -(value & 1);
    }

    private long varint() throws IOException {
        long value = 0;
        for (int shift = 0; shift < Long.SIZE; shift += 7) {
            int next = next();
            value |= (long) (next & 0x7F) << shift;
            if (next < 0x80) {
                return value;
            }
        }
        throw new IOException("a page's header is damaged");
    }

    private int next() throws IOException {
        if (at >= chunk.byteSize()) {
            throw new IOException("a page's header is cut off");
        }
        return Byte.toUnsignedInt(chunk.get(ValueLayout.JAVA_BYTE, at++));
    }

    private void skip(long bytes) throws IOException {
        if (bytes < 0 || bytes > chunk.byteSize() - at) {
            throw new IOException("a page's header is cut off");
        }
        at += bytes;
    }
}
